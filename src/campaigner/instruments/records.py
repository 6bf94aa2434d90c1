"""The instruments that can be cited: their names, dates, addresses, and which parts exist.

The records are in ``data/instruments``, a file each, read when first needed.
"""

from __future__ import annotations

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
    "hra",
    "iccpr",
    "icescr",
    "icerd",
    "cedaw",
    "crc",
    "crpd",
    "cat",
    "refugee",
    "genocide",
    "charter",
    "aggression",
    "rome",
    "geneva-iv",
)
PREAMBLE = "preamble"
_RANGE = re.compile(r"(\d+)-(\d+)")


@dataclass(frozen=True)
class Instrument:
    """A treaty, declaration, resolution or statute.

    ``articles`` maps each article that exists to its number of numbered paragraphs: 0 if it
    has none, None if that was not verified (every paragraph is accepted then).
    ``points`` maps ``5(1)`` to its last lettered point, if that was verified.
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
        words = f"{self.division}s {plain[0]} to {plain[-1]}"
        return words + (f", {', '.join(added)}" if added else "")


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
