"""Representatives as they are written to: what the store has of them, with forms of address."""

from __future__ import annotations

import sqlite3

from campaigner.answers import says_nothing
from campaigner.representatives.addressing import FormOfAddress, form_of_address, office_address
from campaigner.representatives.models import Area, Representative
from campaigner.representatives.names import read_name
from campaigner.representatives.postal import is_postal, typed_lines
from campaigner.store import people
from campaigner.store.database import Database
from campaigner.text import comparison_key


def portrait(
    database: Database, row: sqlite3.Row, area: Area | None, language: str
) -> Representative:
    """A membership's row, with its person's columns, as a representative in one language."""
    names = people.names(database.conn, row["id"])
    name = names.get(language, row["name"])
    form, derived = _form(database, row, name, language)
    contacts = people.contacts(database.conn, row["id"])
    address, is_postal = _address(contacts, row, language)
    return Representative(
        id=row["id"],
        name=name,
        role=row["role"],
        party=row["party"],
        area=area,
        envelope_name=form.envelope_name,
        salutation=form.salutation,
        address=address,
        has_postal_address=is_postal,
        membership=row["membership"],
        email=next((value for _, value in contacts.get("email", ())), ""),
        country=row["country"],
        organisation=row["organisation"],
        post=row["post"],
        minister=bool(row["post"]) or row["role"] == "minister",
        derived=derived,
    )


def _form(
    database: Database, row: sqlite3.Row, name: str, language: str
) -> tuple[FormOfAddress, tuple[str, ...]]:
    """The form in the data, in this language first, or by the rules; and what was derived."""
    derived = form_of_address(
        read_name(
            name,
            title=row["title"],
            given=row["given_name"],
            family=row["family_name"],
            country=row["country"],
        ),
        row["role"],
        country=row["country"],
        language=language,
        privy_counsellor=bool(row["privy_counsellor"]),
        post=row["post"],
        as_minister=row["role"] == "minister",
    )
    given = people.forms(database.conn, row["id"])
    wanted = [given[tag] for tag in (language, "") if tag in given]
    envelope = next((envelope for envelope, _ in wanted if envelope), "")
    salutation = next((salutation for _, salutation in wanted if salutation), "")
    missing = {"envelope_name": not envelope, "salutation": not salutation}
    return (
        FormOfAddress(envelope or derived.envelope_name, salutation or derived.salutation),
        tuple(field for field, is_missing in missing.items() if is_missing),
    )


def _address(
    contacts: dict[str, list[tuple[str, str]]], row: sqlite3.Row, language: str
) -> tuple[tuple[str, ...], bool]:
    """The lines below the name, and whether a letter can be posted there.

    It is the first address in the data, or that of the house. If the role has no house, the
    organisation comes first: Exeter City Council.
    """
    house = office_address(row["role"], row["country"], language)
    lines = postal_address(contacts) or house
    organisation = "" if house else row["organisation"]
    if organisation and not _is_code(organisation) and not _has(lines, organisation):
        return (organisation, *lines), bool(lines)
    return lines, bool(lines)


def postal_address(contacts: dict[str, list[tuple[str, str]]]) -> tuple[str, ...]:
    """The lines of the first address among contact details; none if there is none."""
    given = next((value for _, value in contacts.get("address", ())), "")
    lines = tuple(line.strip() for line in given.splitlines() if not says_nothing(line))
    if len(lines) == 1 and lines[0].count(",") > 1:
        lines = typed_lines(lines[0])
    return lines if is_postal(lines) else ()


def _is_code(organisation: str) -> bool:
    """Whether it is only a code of a source, such as that of a state: AL."""
    return organisation.isupper() and len(organisation) <= 3


def _has(lines: tuple[str, ...], organisation: str) -> bool:
    key = comparison_key(organisation)
    return any(key in comparison_key(line) for line in lines)
