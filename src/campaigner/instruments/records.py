"""The instruments that can be cited: their names, dates, addresses, and which parts exist.

The records are in ``data/instruments``, a file each, read when first needed.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from campaigner.errors import UnknownName

KEYS = (
    "udhr",
    "echr",
    "echr-p1",
    "echr-p4",
    "echr-p6",
    "echr-p7",
    "echr-p12",
    "echr-p13",
    "hra",
    "hra-sch1",
    "iccpr",
    "iccpr-op1",
    "iccpr-op2",
    "icescr",
    "icescr-op",
    "icerd",
    "cedaw",
    "cedaw-op",
    "crc",
    "crpd",
    "crpd-op",
    "cat",
    "refugee",
    "refugee-protocol",
    "genocide",
    "ecat",
    "istanbul",
    "palermo",
    "ilo-c29",
    "ilo-p29",
    "ilo-c189",
    "charter",
    "aggression",
    "rome",
    "kampala",
    "geneva",
    "geneva-i",
    "geneva-ii",
    "geneva-iii",
    "geneva-iv",
    "ima",
    "naba",
    "msa",
    "equality",
    "daa",
    "iaa",
)
PREAMBLE = "preamble"
# In this order: a protocol to a convention is a protocol.
NOUNS = ("Protocol", "Act", "Convention", "Covenant", "Charter", "Statute", "Declaration")
_NAME = re.compile(r"^(?:name\w*|short|aliases|reference|oscola|us) = (.+)$", re.MULTILINE)
_RANGE = re.compile(r"(\d+)-(\d+)")


@dataclass(frozen=True)
class Instrument:
    """A treaty, declaration, resolution or statute.

    ``articles`` maps each article that exists to its number of numbered paragraphs: 0 if it
    has none, None if that was not verified (every paragraph is accepted then).
    ``points`` maps ``5(1)`` to its last lettered point, if that was verified.
    A protocol has its treaty as ``parent`` and its ``number`` among that treaty's protocols.
    """

    key: str
    names: Mapping[str, str]
    short: str
    kind: str
    aliases: tuple[str, ...]
    division: str
    articles: Mapping[str, int | None]
    unnumbered: Mapping[str, int]
    points: Mapping[str, str]
    adopted: date
    in_force: date | None
    reference: str
    oscola: str
    us: str
    address: str
    roman: bool = False
    has_text: bool = False
    parent: str = ""
    number: int = 0
    optional: bool = False
    us_published: str = ""

    @property
    def name(self) -> str:
        """The full name in English."""
        return self.names["en"]

    @property
    def all_names(self) -> tuple[str, ...]:
        """All its names in texts, including whole citations in the styles."""
        names = (self.short, *self.names.values(), *self.aliases)
        return (*names, self.reference, self.oscola, self.us)

    def as_dict(self) -> dict[str, Any]:
        """Returns the instrument as JSON has it."""
        return {
            "key": self.key,
            "short": self.short,
            "name": self.name,
            "adopted": self.adopted.isoformat(),
            "in_force": self.in_force.isoformat() if self.in_force else None,
            "reference": self.reference,
            "extent": self.extent,
            "has_text": self.has_text,
            "address": self.address,
        }

    def name_in(self, language: str) -> str:
        """The full name in a language, in English if none is known."""
        return self.names.get(language.partition("-")[0], self.name)

    @property
    def extent(self) -> str:
        """Which articles exist, in words: ``articles 1 to 30``."""
        plain = [number for number in self.articles if number.isdecimal()]
        added = [number for number in self.articles if number not in (*plain, PREAMBLE)]
        if not plain:
            return f"{self.division}s {', '.join(added)}" if added else "no articles of its own"
        words = f"{self.division}s {plain[0]} to {plain[-1]}"
        return words + (f", {', '.join(added)}" if added else "")

    @property
    def noun(self) -> str:
        """What a text calls it once it is named: ``Convention``, ``Covenant``, ``Act``.

        Empty if it has no such short name.
        """
        words = re.findall(r"\w+", f"{self.name} {self.short}")
        return next((noun for noun in NOUNS if noun in words), "")

    def address_of(self, article: str) -> str:
        """Returns the official page of an article: statutes have one for each section."""
        base, contents, _ = self.address.partition("/contents")
        if self.division != "section" or not contents or not article:
            return self.address
        return f"{base}/section/{article}"


@cache
def instrument(key: str) -> Instrument:
    """The instrument with a key (``udhr``); UnknownName if there is none."""
    if key not in KEYS:
        raise UnknownName("instrument", key, KEYS)
    file = files("campaigner.instruments") / "data" / "instruments" / f"{key}.toml"
    return _instrument(key, tomllib.loads(file.read_text("utf-8")))


@cache
def instruments() -> dict[str, Instrument]:
    """All instruments by key, the Declaration first."""
    return {key: instrument(key) for key in KEYS}


@cache
def names() -> dict[str, tuple[str, ...]]:
    """All names of every instrument by key, read without the rest of the records.

    Names stand a key on one line, as JSON would write them, so that they are quick to read.
    """
    folder = files("campaigner.instruments") / "data" / "instruments"
    return {key: _names((folder / f"{key}.toml").read_text("utf-8")) for key in KEYS}


def _names(record: str) -> tuple[str, ...]:
    found: list[str] = []
    for line in _NAME.finditer(record):
        value = json.loads(line[1])
        found += [value] if isinstance(value, str) else value
    return tuple(found)


def _instrument(key: str, record: dict[str, Any]) -> Instrument:
    numbered: dict[str, int] | None = record.get("numbered")
    articles = _numbers(record["articles"])
    unverified = articles if numbered is None else _numbers(record.get("unverified", ""))
    counts: dict[str, int | None] = {
        number: None if number in unverified else (numbered or {}).get(number, 0)
        for number in articles
    }
    if record.get("preamble", True):
        counts[PREAMBLE] = 0
    names = {
        name.partition("_")[2] or "en": value
        for name, value in record.items()
        if name == "name" or name.startswith("name_")
    }
    return Instrument(
        key=key,
        names=names,
        short=record["short"],
        kind=record["kind"],
        aliases=tuple(record.get("aliases", ())),
        division=record.get("division", "article"),
        articles=counts,
        unnumbered=record.get("unnumbered", {}),
        points=record.get("points", {}),
        adopted=record["adopted"],
        in_force=record.get("in_force"),
        reference=record["reference"],
        oscola=record["oscola"],
        us=record["us"],
        address=record["address"],
        roman=record.get("roman", False),
        has_text=record.get("text", False),
        parent=record.get("parent", ""),
        number=record.get("number", 0),
        optional=record.get("optional", False),
        us_published=record.get("us_published", ""),
    )


def _numbers(ranges: str) -> list[str]:
    """``"1-8, 8 bis, 9"`` as single numbers."""
    numbers = []
    for part in filter(None, map(str.strip, ranges.split(","))):
        if match := _RANGE.fullmatch(part):
            numbers += [str(number) for number in range(int(match[1]), int(match[2]) + 1)]
        else:
            numbers.append(part)
    return numbers
