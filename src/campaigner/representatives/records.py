"""What an importer reads from a file, before it is compared with the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from campaigner.text import slug


@dataclass(frozen=True, slots=True)
class AreaRecord:
    """An area as a file names it: by its code, its name, or both.

    ``within`` is the organisation that the name belongs to (a council, for a ward), and makes
    the code of an area that has none.
    """

    scheme: str
    code: str = ""
    name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    within: str = ""
    aliases: tuple[tuple[str, str], ...] = ()
    parents: tuple[AreaRecord, ...] = ()
    valid_from: str = ""
    valid_until: str = ""

    @property
    def own_code(self) -> str:
        """The code made from the name, if the file has none."""
        own = slug(self.name)
        return f"{slug(self.within)}/{own}" if self.within else own


@dataclass(frozen=True, slots=True)
class MembershipRecord:
    """A role that somebody holds. Dates are a year, a month or a day; empty if unknown."""

    role: str
    area: AreaRecord | None = None
    party: str = ""
    organisation: str = ""
    country: str = "GB"
    post: str = ""
    started: str = ""
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact detail: its kind (``email``, ``telephone``, ``address`` …), label and value."""

    kind: str
    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A person as a file has them. ``row`` is the line or the item's number in the file.

    ``identifiers`` maps sources to what they call the person; ``forms`` maps languages
    (``""`` = any) to the envelope name and the salutation in the file. ``died`` is a year,
    month or day; ``left`` says that they no longer hold a seat, since when is not known.
    """

    row: int
    name: str
    memberships: tuple[MembershipRecord, ...]
    identifiers: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    given_name: str = ""
    family_name: str = ""
    privy_counsellor: bool = False
    died: str = ""
    left: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class VacancyRecord:
    """A seat that a file says nobody holds; ``since`` is a year, month or day, or empty."""

    row: int
    seat: MembershipRecord
    since: str = ""
