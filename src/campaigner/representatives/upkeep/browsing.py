"""Representatives, looked through: a page at a time, or one with all that is known of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaigner.opening import OpenWorkspace
from campaigner.representatives import lookup
from campaigner.representatives.addressing import office_address
from campaigner.representatives.details import Details
from campaigner.representatives.models import Representative
from campaigner.store import directory_imports, memberships, people
from campaigner.store.database import snapshot
from campaigner.store.memberships import Sought

_PAGE = 50


@dataclass(frozen=True, slots=True)
class Browsed:
    """Whom to show: in a role, for a kind of areas, without a postal address; empty is any.

    ``after`` is the number of the membership that the page before ended with, or 0.
    """

    role: str = ""
    scheme: str = ""
    without_address: bool = False
    after: int = 0


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Some of those in office, by role, area and name; ``more`` continues after them, 0 if all."""

    people: tuple[Representative, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Term:
    """A role that somebody holds or held; days are as precise as the data is, or empty."""

    number: int
    role: str
    area: str
    organisation: str
    party: str
    started: str
    ended: str


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of a representative.

    ``terms`` are all roles that they hold or held, the latest first; ``term`` is the one that was
    asked for. ``contacts`` are ways to reach them besides email and address, by kind. ``sources``
    have an own identifier for them. ``letters`` are how many there are to them, by campaign.
    ``entry`` has what is kept, as somebody would type it: nothing that is derived.
    """

    person: Representative
    term: Term
    in_office: bool
    terms: tuple[Term, ...]
    contacts: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    letters: tuple[tuple[str, int], ...]
    entry: Details


def browse(here: OpenWorkspace, wanted: Browsed, language: str = "en") -> PeoplePage:
    """Returns a page of those in office. An ``after`` that is not known begins at the start."""
    with snapshot(here.database) as connection:
        lacking = _without_office(here) if wanted.without_address else None
        sought = Sought(wanted.role, wanted.scheme, wanted.after, lacking)
        rows = memberships.page(connection, here.today, sought, _PAGE + 1)
        shown = lookup.portraits(here.database, rows[:_PAGE], language)
    more = shown[-1].membership if len(rows) > _PAGE else 0
    return PeoplePage(tuple(shown), more)


def known_of(here: OpenWorkspace, membership: int, language: str = "en") -> Known:
    """Returns all that is known of a representative, in office or not.

    Raises UnknownName for an unknown number.
    """
    with snapshot(here.database) as connection:
        row = lookup.membership_row(here.database, membership)
        person = lookup.portraits(here.database, [row], language)[0]
        terms = tuple(
            Term(
                each["membership"],
                each["role"],
                each["area_name"] or each["code"] or "",
                each["organisation"],
                each["party"],
                each["started"] or "",
                each["ended"] or "",
            )
            for each in memberships.all_of_person(connection, row["id"])
        )
        contacts = people.contacts(connection, row["id"])
        term = next(each for each in terms if each.number == membership)
        today = here.today.isoformat()
        return Known(
            person,
            term,
            (not term.ended or term.ended > today) and term.started <= today,
            terms,
            tuple(
                (kind, value)
                for kind, values in contacts.items()
                if kind not in ("email", "address")
                for _, value in values
            ),
            tuple(people.identifiers(connection, row["id"]).items()),
            tuple(directory_imports.letters_by_campaign(connection, row["id"])),
            _entry(row, contacts, people.forms(connection, row["id"])),
        )


def _entry(
    row: sqlite3.Row,
    contacts: Mapping[str, Sequence[tuple[str, str]]],
    forms: Mapping[str, tuple[str, str]],
) -> Details:
    envelope, salutation = forms.get("en") or forms.get("") or ("", "")
    return Details(
        name=row["name"],
        title=row["title"],
        party=row["party"],
        post=row["post"],
        organisation=row["organisation"],
        area=row["code"] or "",
        email=next((value for _, value in contacts.get("email", ())), ""),
        address=next((value for _, value in contacts.get("address", ())), ""),
        envelope_name=envelope,
        salutation=salutation,
        started=row["started"] or "",
    )


def _without_office(here: OpenWorkspace) -> tuple[tuple[str, str], ...]:
    """The roles, with their countries, in which nobody can be written to at a house."""
    known = memberships.roles_and_countries(here.database.conn)
    return tuple(each for each in known if not office_address(*each))
