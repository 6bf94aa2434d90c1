"""Areas and the people who represent them, as the rest of the program sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Area:
    """A piece of the map with its code in a scheme: a constituency, ward, region, district."""

    scheme: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Representative:
    """A person in a role, ready to be written to in one language.

    ``envelope_name`` and ``salutation`` (``Dear Mr Rand``, without a comma) are as the data
    gives them, else derived by the rules; ``derived`` names those that were derived.
    ``address`` has the lines below the name. A lord or a minister has no ``area``.
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

    def as_dict(self) -> dict[str, Any]:
        """Returns the representative as JSON has them."""
        area = self.area
        return {
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
        }
