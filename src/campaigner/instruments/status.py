"""What an instrument is to a country: ratified or not, reserved, where to complain, its effect.

A file for each country in ``data/status``, by its code (``gb``), read when first asked for. Every
entry names the pages where it stands; what no page says is left out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from campaigner.errors import UnknownName

COUNTRIES = ("gb",)
HOME = "gb"
"""The country whose status is shown: the one that the campaigns speak to."""


@dataclass(frozen=True)
class Source:
    """A page where a status stands."""

    title: str
    address: str


@dataclass(frozen=True)
class Status:
    """What an instrument is to a country; what is not known is empty.

    ``read`` is the day on which its sources were read.
    """

    instrument: str
    country: str
    short_country: str
    read: date
    standing: str
    reservations: str
    complaints: str
    effect: str
    sources: tuple[Source, ...]

    @property
    def line(self) -> str:
        """All of it in one line: ``Ratified in 1976; reservations: …; complaints: …``."""
        parts = [self.standing]
        parts += [f"reservations: {self.reservations}"] if self.reservations else []
        parts += [f"complaints: {self.complaints}"] if self.complaints else []
        parts += [self.effect] if self.effect else []
        return "; ".join(parts) + "."

    def as_dict(self) -> dict[str, Any]:
        """Returns the status as JSON has it."""
        return {
            "country": self.country,
            "standing": self.standing,
            "reservations": self.reservations,
            "complaints": self.complaints,
            "effect": self.effect,
            "read": self.read.isoformat(),
            "sources": [{"title": s.title, "address": s.address} for s in self.sources],
        }


def status_of(key: str, country: str = HOME) -> Status | None:
    """Returns what an instrument is to a country, None if nothing is recorded.

    Raises UnknownName if there is no table of the country.
    """
    table = _table(country)
    entry = table.get(key)
    if entry is None:
        return None
    return Status(
        instrument=key,
        country=table["country"],
        short_country=table["short"],
        read=table["read"],
        standing=entry["standing"],
        reservations=entry.get("reservations", ""),
        complaints=entry.get("complaints", ""),
        effect=entry.get("effect", ""),
        sources=tuple(Source(*source) for source in entry["sources"]),
    )


@cache
def _table(country: str) -> Mapping[str, Any]:
    if country not in COUNTRIES:
        raise UnknownName("country", country, COUNTRIES)
    file = files("campaigner.instruments") / "data" / "status" / f"{country}.toml"
    return tomllib.loads(file.read_text("utf-8"))
