"""People who hold a role: their names, identifiers, forms of address and contact details."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from campaigner.text import comparison_key


def find_by_identifier(connection: sqlite3.Connection, source: str, identifier: str) -> int | None:
    """The person whom a source knows by this identifier."""
    row = connection.execute(
        "SELECT person FROM person_identifiers WHERE source = ? AND identifier = ?",
        [source, identifier],
    ).fetchone()
    return row[0] if row else None


def find_in_office(
    connection: sqlite3.Connection, name_key: str, role: str, area: int | None
) -> int | None:
    """The person of this folded name who holds, or last held, this role for this area."""
    row = connection.execute(
        "SELECT people.id FROM people JOIN memberships ON memberships.person = people.id"
        " WHERE name_key = ? AND role = ? AND area IS ? ORDER BY ended IS NOT NULL, ended DESC",
        [name_key, role, area],
    ).fetchone()
    return row[0] if row else None


def identifiers(connection: sqlite3.Connection, person: int) -> dict[str, str]:
    """What each source calls this person: ``{"uk-parliament": "172"}``."""
    return dict(
        connection.execute(
            "SELECT source, identifier FROM person_identifiers WHERE person = ?", [person]
        ).fetchall()
    )


def get(connection: sqlite3.Connection, person: int) -> dict[str, Any]:
    """The person's own row: name, name_key, title, given_name, family_name, privy_counsellor."""
    row = connection.execute("SELECT * FROM people WHERE id = ?", [person]).fetchone()
    return dict(row)


def add(connection: sqlite3.Connection, values: Mapping[str, Any]) -> int:
    """Add a person; their id."""
    cursor = connection.execute(
        "INSERT INTO people (name, name_key, title, given_name, family_name, privy_counsellor)"
        " VALUES (:name, :name_key, :title, :given_name, :family_name, :privy_counsellor)",
        values,
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def update(connection: sqlite3.Connection, person: int, values: Mapping[str, Any]) -> None:
    """Give a person's row all of these values."""
    connection.execute(
        "UPDATE people SET name = :name, name_key = :name_key, title = :title,"
        " given_name = :given_name, family_name = :family_name,"
        " privy_counsellor = :privy_counsellor WHERE id = :id",
        {**values, "id": person},
    )


def identify(connection: sqlite3.Connection, person: int, source: str, identifier: str) -> None:
    """Note what a source calls this person."""
    connection.execute(
        "INSERT OR IGNORE INTO person_identifiers VALUES (?, ?, ?)", [source, identifier, person]
    )


def names(connection: sqlite3.Connection, person: int) -> dict[str, str]:
    """The person's name in languages in which it differs."""
    rows = connection.execute("SELECT language, name FROM person_names WHERE person = ?", [person])
    return dict(rows.fetchall())


def with_name_like(connection: sqlite3.Connection, key: str) -> set[int]:
    """The people who have a name in some language that contains a folded text."""
    rows = connection.execute("SELECT person, name FROM person_names").fetchall()
    return {person for person, name in rows if key in comparison_key(name)}


def set_name(connection: sqlite3.Connection, person: int, language: str, name: str) -> None:
    """Say what a person is called in a language."""
    connection.execute(
        "INSERT OR REPLACE INTO person_names VALUES (?, ?, ?)", [person, language, name]
    )


def forms(connection: sqlite3.Connection, person: int) -> dict[str, tuple[str, str]]:
    """The forms of address that the data gives: language (``""`` = any) → envelope, salutation."""
    rows = connection.execute(
        "SELECT language, envelope_name, salutation FROM forms_of_address WHERE person = ?",
        [person],
    )
    return {language: (envelope, salutation) for language, envelope, salutation in rows}


def set_form(
    connection: sqlite3.Connection, person: int, language: str, envelope_name: str, salutation: str
) -> None:
    """Note how a person is to be addressed in a language."""
    connection.execute(
        "INSERT OR REPLACE INTO forms_of_address VALUES (?, ?, ?, ?)",
        [person, language, envelope_name, salutation],
    )


def contacts(connection: sqlite3.Connection, person: int) -> dict[str, list[tuple[str, str]]]:
    """Contact details by kind, in order, as (label, value)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, label, value in connection.execute(
        "SELECT kind, label, value FROM contact_details WHERE person = ? ORDER BY kind, position",
        [person],
    ):
        found.setdefault(kind, []).append((label, value))
    return found


def set_contacts(
    connection: sqlite3.Connection, person: int, kind: str, details: Sequence[tuple[str, str]]
) -> None:
    """Put these contact details, as (label, value), in the place of all of their kind."""
    connection.execute("DELETE FROM contact_details WHERE person = ? AND kind = ?", [person, kind])
    connection.executemany(
        "INSERT INTO contact_details VALUES (?, ?, ?, ?, ?)",
        [(person, kind, place, *detail) for place, detail in enumerate(details)],
    )
