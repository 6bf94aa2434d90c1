"""Schemes of areas: how tables' headers name them, old codes, which area lies in which."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

from campaigner.representatives.records import AreaRecord


class Part(StrEnum):
    """What of an area a column holds."""

    CODE = "code"
    NAME = "name"
    NAME_CY = "name_cy"


@dataclass(frozen=True, slots=True)
class AreaColumn:
    """A column that holds codes or names of a scheme; ``year`` is that of its header, or 0."""

    scheme: str
    part: Part
    year: int = 0


# Headers as they are met, in any case, with an optional year: pcon, PCON24CD, pcon24nmw …
_HEADERS: Final = (
    ("uk-constituency", r"pcon|westminster_?parliamentary_?constituency"),
    ("uk-ward", r"wd|ward|osward"),
    ("uk-district", r"lad|laua|oslaua|ltla|local_?authority_?district"),
    ("uk-county", r"cty|oscty"),
    ("uk-county-division", r"ced"),
    ("scottish-constituency", r"spc|scottish_?parliamentary_?constituency"),
    ("scottish-region", r"spr|scottish_?parliamentary_?region"),
    ("senedd-constituency", r"sdc|senedd(?:_?constituency)?|nawc"),
    ("ni-constituency", r"nia?c|ni_?assembly_?constituency"),
)
_PATTERNS: Final = tuple(
    (scheme, re.compile(rf"(?:{pattern})_?(\d\d|\d{{4}})?_?(cd|code|nm|name|nmw)?", re.IGNORECASE))
    for scheme, pattern in _HEADERS
)
_OFFICIAL = re.compile(r"(?:^|[:/#])([EWSN]\d{8})$", re.IGNORECASE)
# Columns of these headers hold names although they do not say so.
_BARE_NAMES: Final = frozenset({"senedd_constituency"})


def area_column(header: str) -> AreaColumn | None:
    """The areas that a column holds by its header; None if the header is unknown."""
    text = header.strip()
    for scheme, pattern in _PATTERNS:
        if found := pattern.fullmatch(text.replace(" ", "_")):
            year, suffix = int((found[1] or "0")[-2:]), (found[2] or "cd").lower()
            if text.lower() in _BARE_NAMES or suffix in ("nm", "name"):
                return AreaColumn(scheme, Part.NAME, year)
            return AreaColumn(scheme, Part.NAME_CY if suffix == "nmw" else Part.CODE, year)
    return None


def current_code(scheme: str, code: str) -> str:
    """The code in use now, if this is an old one: S14000006 → S14000107."""
    aliases: dict[str, str] = _facts()["aliases"].get(scheme, {})
    return aliases.get(code, code)


def official_code(text: str) -> str:
    """The code of the Office for National Statistics that a text ends with; empty if it has none.

    ``e14001063`` and ``gss:E14001063`` are E14001063.
    """
    found = _OFFICIAL.search(text.strip())
    return found[1].upper() if found else ""


def scheme_of_code(code: str) -> str:
    """The scheme of an official code, by its first three characters; empty if it is not known.

    Source: the Register of Geographic Codes of the Office for National Statistics.
    """
    scheme: str = _facts()["official"].get(code[:3], "")
    return scheme


def old_codes(scheme: str, code: str) -> tuple[tuple[str, str], ...]:
    """The codes, each with its scheme, that this one has replaced."""
    aliases: dict[str, str] = _facts()["aliases"].get(scheme, {})
    return tuple((scheme, old) for old, new in aliases.items() if new == code)


def name_in_welsh(scheme: str, code: str) -> str:
    """What an area is called in Welsh, if that is known and differs; else empty."""
    names: dict[str, str] = _facts()["names_cy"].get(scheme, {})
    return names.get(code, "")


def has_one_seat(role: str, scheme: str) -> bool | None:
    """Whether an area of a scheme elects one person to a role; None if that is not known."""
    several = _facts()["several_seats"].get(role, ())
    if scheme in several or "any" in several:
        return False
    one = _facts()["one_seat"].get(role, ())
    return True if scheme in one or "any" in one else None


def areas_around(scheme: str, code: str) -> tuple[AreaRecord, ...]:
    """The larger areas that a known one lies in: a Welsh constituency in one of the Senedd's."""
    if scheme == "uk-constituency" and (name := _senedd().get(code)):
        return (AreaRecord("senedd-constituency", name=name),)
    if scheme == "us-district" and (state := code.partition("-")[0]):
        return (AreaRecord("us-state", code=state),)
    return ()


@cache
def _facts() -> dict[str, Any]:
    file = files("campaigner.representatives") / "data" / "schemes.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _senedd() -> dict[str, str]:
    return {code: name for name, codes in _facts()["senedd"].items() for code in codes}
