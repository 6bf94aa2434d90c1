"""Vacancies: the seats that nobody holds, as files say of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

_EVERYTHING = """
    SELECT role, organisation, since, area, areas.scheme, areas.code, areas.name
    FROM vacancies JOIN areas ON areas.id = area
"""


def put(
    connection: sqlite3.Connection, area: int, role: str, organisation: str, since: str
) -> bool:
    """Note that a seat is vacant; whether that is new. An empty ``since`` changes nothing."""
    key = {"area": area, "role": role, "organisation": organisation, "since": since}
    added = connection.execute(
        "INSERT OR IGNORE INTO vacancies VALUES (:area, :role, :organisation, :since)", key
    ).rowcount
    if not added:
        connection.execute(
            "UPDATE vacancies SET since = coalesce(nullif(:since, ''), since)"
            " WHERE area = :area AND role = :role AND organisation = :organisation",
            key,
        )
    return bool(added)


def remove(connection: sqlite3.Connection, area: int, role: str) -> int:
    """Note that a seat is no longer vacant; returns the number of vacancies removed."""
    return connection.execute(
        "DELETE FROM vacancies WHERE area = ? AND role = ?", [area, role]
    ).rowcount


def in_areas(connection: sqlite3.Connection, areas: Sequence[int]) -> list[sqlite3.Row]:
    """The vacancies in some areas."""
    marks = ", ".join("?" * len(areas))
    return connection.execute(f"{_EVERYTHING} WHERE area IN ({marks})", [*areas]).fetchall()


def every(connection: sqlite3.Connection, role: str = "") -> list[sqlite3.Row]:
    """All vacancies, or those in one role, by role and area."""
    return connection.execute(
        f"{_EVERYTHING} WHERE :role IN ('', role) ORDER BY role, areas.name, areas.code",
        {"role": role},
    ).fetchall()
