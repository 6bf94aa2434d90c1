"""Memberships: who holds which role, for which area, from when until when."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

_CURRENT = (
    "(started IS NULL OR started <= :today) AND (ended IS NULL OR ended > :today)"  # ISO 8601
)


class Sought(NamedTuple):
    """Whom a page has: in a role, for areas of a scheme; empty is any.

    ``after`` is the membership that the page before ended with, or 0. ``lacking`` are the roles and
    countries of those who have no postal address; None for everybody.
    """

    role: str = ""
    scheme: str = ""
    after: int = 0
    lacking: tuple[tuple[str, str], ...] | None = None


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


def resume(connection: sqlite3.Connection, membership: int) -> None:
    """Take back that a membership has ended."""
    connection.execute("UPDATE memberships SET ended = NULL WHERE id = ?", [membership])


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


def page(
    connection: sqlite3.Connection, today: date, sought: Sought, limit: int
) -> list[sqlite3.Row]:
    """Some of those in office on a day, by role, area and name: those after a membership."""
    last = get(connection, sought.after) if sought.after else None
    conditions = [_CURRENT, ":role IN ('', role)", ":scheme IN ('', coalesce(areas.scheme, ''))"]
    if last is not None:
        conditions.append(f"{_PLACE} > (:last_role, :last_area, :last_name, :last)")
    if sought.lacking is not None:
        conditions.append(_LACKING)
    values = {
        "today": today.isoformat(),
        "role": sought.role,
        "scheme": sought.scheme,
        "lacking": json.dumps([" ".join(each) for each in sought.lacking or ()]),
        "limit": limit,
        "last_role": last["role"] if last else "",
        "last_area": last["area_name"] if last else "",
        "last_name": last["name_key"] if last else "",
        "last": sought.after,
    }
    return connection.execute(
        f"{_EVERYTHING} WHERE {' AND '.join(conditions)} ORDER BY {_PLACE[1:-1]} LIMIT :limit",
        values,
    ).fetchall()


def all_of_person(connection: sqlite3.Connection, person: int) -> list[sqlite3.Row]:
    """All memberships of a person, those in office first, then the latest."""
    return connection.execute(
        f"{_EVERYTHING} WHERE person = ? ORDER BY ended IS NOT NULL, ended DESC, started DESC,"
        " memberships.id DESC",
        [person],
    ).fetchall()


def roles_and_countries(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every role with the countries that it is held in."""
    rows = connection.execute("SELECT DISTINCT role, country FROM memberships ORDER BY 1, 2")
    return [(str(role), str(country)) for role, country in rows]


_PLACE = "(role, coalesce(areas.name, ''), people.name_key, memberships.id)"
_LACKING = """
    role || ' ' || country IN (SELECT value FROM json_each(:lacking))
    AND NOT EXISTS (SELECT 1 FROM contact_details
                    WHERE contact_details.person = memberships.person AND kind = 'address')
"""
_EVERYTHING = """
    SELECT people.*, memberships.id AS membership, role, organisation, country, post, party,
           started, ended, area, areas.scheme, areas.code, coalesce(areas.name, '') AS area_name
    FROM memberships JOIN people ON people.id = person LEFT JOIN areas ON areas.id = area
"""
