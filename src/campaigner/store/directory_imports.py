"""What was taken into the directory of representatives and areas, and how much there is."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple


class DirectoryImport(NamedTuple):
    """One import: when, by whom, from where, and what came of it; explained in the schema."""

    at: int
    actor: str
    noun: str
    about: str
    origin: str
    as_of: str
    added: int
    changed: int
    ended: int
    unchanged: int
    postcodes: int
    hexagons: int
    failed: int


_NAMES = ", ".join(DirectoryImport._fields)
_MARKS = ", ".join("?" * len(DirectoryImport._fields))


def note(connection: sqlite3.Connection, done: DirectoryImport) -> None:
    """Notes an import."""
    connection.execute(f"INSERT INTO directory_imports ({_NAMES}) VALUES ({_MARKS})", done)


def latest(connection: sqlite3.Connection, limit: int) -> list[DirectoryImport]:
    """Returns the latest imports, the newest first."""
    sql = f"SELECT {_NAMES} FROM directory_imports ORDER BY at DESC, id DESC LIMIT ?"
    return [DirectoryImport(*row) for row in connection.execute(sql, (limit,))]


def latest_about(connection: sqlite3.Connection, noun: str, name: str) -> DirectoryImport | None:
    """Returns the latest import about a role or a kind of areas; None if none is noted."""
    row = connection.execute(
        f"SELECT {_NAMES} FROM directory_imports WHERE noun = :noun"
        " AND instr(' ' || about || ' ', ' ' || :name || ' ') ORDER BY at DESC, id DESC LIMIT 1",
        {"noun": noun, "name": name},
    ).fetchone()
    return DirectoryImport(*row) if row else None


def latest_postcodes(connection: sqlite3.Connection) -> DirectoryImport | None:
    """Returns the latest import of postcodes; None if none is noted."""
    row = connection.execute(
        f"SELECT {_NAMES} FROM directory_imports WHERE postcodes > 0"
        " ORDER BY at DESC, id DESC LIMIT 1"
    ).fetchone()
    return DirectoryImport(*row) if row else None


def in_office_by_role(connection: sqlite3.Connection, today: date) -> dict[str, int]:
    """Returns how many hold each role on a day."""
    rows = connection.execute(
        "SELECT role, count(*) FROM memberships WHERE (started IS NULL OR started <= :today)"
        " AND (ended IS NULL OR ended > :today) GROUP BY role ORDER BY role",
        {"today": today.isoformat()},
    )
    return dict(rows.fetchall())


def areas_by_scheme(connection: sqlite3.Connection) -> dict[str, int]:
    """Returns how many areas of each kind are known."""
    rows = connection.execute("SELECT scheme, count(*) FROM areas GROUP BY scheme ORDER BY scheme")
    return dict(rows.fetchall())


def has_postcodes(connection: sqlite3.Connection) -> bool:
    """Returns whether any postcode is known."""
    return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM postcodes)").fetchone()[0])


def letters_by_campaign(connection: sqlite3.Connection, person: int) -> list[tuple[str, int]]:
    """Returns how many letters there are to a representative, by campaign."""
    rows = connection.execute(
        "SELECT campaign, count(*) FROM letters WHERE recipient = ? AND voided_at IS NULL"
        " GROUP BY campaign ORDER BY campaign",
        (person,),
    )
    return [(str(campaign), int(number)) for campaign, number in rows]
