"""Memberships: who holds which role, for which area, from when until when."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

_CURRENT = (
    "(started IS NULL OR started <= :today) AND (ended IS NULL OR ended > :today)"  # ISO 8601
)


def of_person(
    connection: sqlite3.Connection, person: int, role: str, area: int | None, organisation: str
) -> list[sqlite3.Row]:
    """A person's memberships in one role, area and organisation, the latest first."""
    return connection.execute(
        "SELECT * FROM memberships WHERE person = ? AND role = ? AND area IS ?"
        " AND organisation = ? ORDER BY ended IS NOT NULL, started DESC",
        [person, role, area, organisation],
    ).fetchall()


def add(connection: sqlite3.Connection, values: Mapping[str, Any]) -> int:
    """Add a membership; its id."""
    cursor = connection.execute(
        "INSERT INTO memberships"
        " (person, role, organisation, country, area, post, party, started, ended)"
        " VALUES (:person, :role, :organisation, :country, :area, :post, :party, :started, :ended)",
        values,
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def update(connection: sqlite3.Connection, membership: int, values: Mapping[str, Any]) -> None:
    """Give a membership these values of post, party, started and ended."""
    connection.execute(
        "UPDATE memberships SET post = :post, party = :party, country = :country,"
        " started = :started, ended = :ended WHERE id = :id",
        {**values, "id": membership},
    )


def move(
    connection: sqlite3.Connection, membership: int, area: int | None, organisation: str
) -> None:
    """Give a membership another area and organisation."""
    connection.execute(
        "UPDATE memberships SET area = ?, organisation = ? WHERE id = ?",
        [area, organisation, membership],
    )


def get(connection: sqlite3.Connection, membership: int) -> sqlite3.Row | None:
    """One membership, with its person and area; None if there is none of that number."""
    row: sqlite3.Row | None = connection.execute(
        f"{_EVERYTHING} WHERE memberships.id = ?", [membership]
    ).fetchone()
    return row


def end(connection: sqlite3.Connection, membership: int, day: str) -> None:
    """End a membership: ``day``, a year, a month or a day, is the first out of office."""
    connection.execute("UPDATE memberships SET ended = ? WHERE id = ?", [day, membership])


def current(
    connection: sqlite3.Connection, role: str, organisation: str, today: date
) -> list[sqlite3.Row]:
    """Who holds a role in an organisation on a day."""
    return connection.execute(
        f"{_EVERYTHING} WHERE {_CURRENT} AND role = :role AND organisation = :organisation"
        " ORDER BY memberships.id",
        {"role": role, "organisation": organisation, "today": today.isoformat()},
    ).fetchall()


def in_areas(
    connection: sqlite3.Connection, areas: Sequence[int], today: date
) -> list[sqlite3.Row]:
    """Everybody who represents one of the areas on a day, with name parts and area."""
    rows = []
    for area in areas:
        rows += connection.execute(
            f"{_EVERYTHING} WHERE {_CURRENT} AND area = :area ORDER BY people.name_key",
            {"area": area, "today": today.isoformat()},
        ).fetchall()
    return rows


def not_ended(connection: sqlite3.Connection, area: int, role: str, day: date) -> list[sqlite3.Row]:
    """Everybody who holds a role for an area on a day or will hold it."""
    return connection.execute(
        f"{_EVERYTHING} WHERE area = :area AND role = :role AND (ended IS NULL OR ended > :day)"
        " ORDER BY memberships.id",
        {"area": area, "role": role, "day": day.isoformat()},
    ).fetchall()


def not_ended_in_role(connection: sqlite3.Connection, role: str, day: date) -> list[sqlite3.Row]:
    """Everybody who holds a role on a day or will hold it."""
    return connection.execute(
        f"{_EVERYTHING} WHERE role = :role AND (ended IS NULL OR ended > :day)"
        " ORDER BY memberships.id",
        {"role": role, "day": day.isoformat()},
    ).fetchall()


def countries_without_address(connection: sqlite3.Connection, role: str, day: date) -> list[str]:
    """The countries in which somebody who holds a role has no postal address."""
    rows = connection.execute(
        f"SELECT DISTINCT country FROM memberships WHERE {_CURRENT} AND role = :role"
        " AND NOT EXISTS (SELECT 1 FROM contact_details"
        " WHERE contact_details.person = memberships.person AND kind = 'address')",
        {"role": role, "today": day.isoformat()},
    ).fetchall()
    return [row[0] for row in rows]


def everybody(connection: sqlite3.Connection, today: date, role: str = "") -> list[sqlite3.Row]:
    """Everybody in office on a day, or those in one role."""
    return connection.execute(
        f"{_EVERYTHING} WHERE {_CURRENT} AND :role IN ('', role)"
        " ORDER BY role, area_name, people.name_key",
        {"role": role, "today": today.isoformat()},
    ).fetchall()


_EVERYTHING = """
    SELECT people.*, memberships.id AS membership, role, organisation, country, post, party,
           started, ended, area, areas.scheme, areas.code, coalesce(areas.name, '') AS area_name
    FROM memberships JOIN people ON people.id = person LEFT JOIN areas ON areas.id = area
"""
