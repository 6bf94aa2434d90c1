"""Areas and the people who represent them, as the rest of the program sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from campaigner.representatives.roles import role_name
from campaigner.representatives.schemes import has_one_seat


@dataclass(frozen=True, slots=True)
class Area:
    """A piece of the map with its code in a scheme: a constituency, ward, region, district."""

    scheme: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat that nobody holds; ``since`` is a year, a month or a day, empty if unknown."""

    role: str
    area: Area
    organisation: str = ""
    since: str = ""

    @property
    def sentence(self) -> str:
        """What is said of the seat: The seat of Sampleton East (MP) is vacant."""
        several = has_one_seat(self.role, self.area.scheme) is False
        seat = f"{'A' if several else 'The'} seat of {self.area.name} ({role_name(self.role)})"
        if not self.since:
            return f"{seat} is vacant."
        return f"{seat} has been vacant since {_in_words(self.since)}."

    def as_dict(self) -> dict[str, Any]:
        """Returns the vacancy as JSON has it."""
        return {
            "role": self.role,
            "area_scheme": self.area.scheme,
            "area_code": self.area.code,
            "area_name": self.area.name,
            "organisation": self.organisation,
            "since": self.since,
        }


@dataclass(frozen=True, slots=True)
class Representative:
    """A person in a role, ready to be written to in one language.

    ``envelope_name`` and ``salutation`` (``Dear Mr Rand``, without a comma) are as the data
    gives them, else derived by the rules; ``derived`` names those that were derived.
    ``address`` has the lines below the name; without ``has_postal_address`` they are at most the
    organisation. ``membership`` is the number by which they are edited. A lord or a
    minister has no ``area``.
    """

    id: int
    name: str
    role: str
    party: str
    area: Area | None
    envelope_name: str
    salutation: str
    address: tuple[str, ...]
    email: str = ""
    country: str = "GB"
    organisation: str = ""
    post: str = ""
    minister: bool = False
    derived: tuple[str, ...] = ()
    has_postal_address: bool = True
    membership: int = 0

    @property
    def described(self) -> str:
        """Who it is: Ada Specimen, MP for Sampleton North."""
        where = f" for {self.area.name}" if self.area else f", {self.organisation}"
        return f"{self.name}, {role_name(self.role)}{where}".removesuffix(", ")

    @property
    def lacks(self) -> tuple[str, ...]:
        """What has to be added before a letter can be posted."""
        return () if self.has_postal_address else ("postal address",)

    def as_dict(self) -> dict[str, Any]:
        """Returns the representative as JSON has them."""
        area = self.area
        return {
            "number": self.membership,
            "name": self.name,
            "role": self.role,
            "party": self.party,
            "area_scheme": area.scheme if area else None,
            "area_code": area.code if area else None,
            "area_name": area.name if area else None,
            "organisation": self.organisation,
            "post": self.post,
            "envelope_name": self.envelope_name,
            "salutation": self.salutation,
            "address": list(self.address),
            "email": self.email,
            "derived": list(self.derived),
            "lacks": list(self.lacks),
        }


def _in_words(day: str) -> str:
    """A year, a month or a day in words: 3 May 2026."""
    if len(day) < 7:
        return day
    first = date.fromisoformat(day if len(day) > 7 else f"{day}-01")
    return f"{first.day} {first:%B %Y}" if len(day) > 7 else f"{first:%B %Y}"
