"""Which areas each postcode lies in: numbers in, numbers out, compact for a whole country."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from campaigner.store.database import Database


def area_set(database: Database, areas: Iterable[int], *, terminated: bool) -> int:
    """The id of the set of these areas, made where it is new."""
    members = sorted(set(areas))
    values = [" ".join(map(str, members)), int(terminated)]
    row = database.conn.execute(
        "SELECT id FROM area_sets WHERE areas = ? AND terminated = ?", values
    ).fetchone()
    if row:
        return int(row[0])
    cursor = database.conn.execute(
        "INSERT INTO area_sets (areas, terminated) VALUES (?, ?)", values
    )
    assert cursor.lastrowid is not None
    database.conn.executemany(
        "INSERT INTO area_set_members VALUES (?, ?)",
        [(cursor.lastrowid, member) for member in members],
    )
    return cursor.lastrowid


def sets(database: Database) -> dict[int, tuple[frozenset[int], bool]]:
    """Every set: the areas in it, and whether its postcodes are terminated."""
    return {
        number: (frozenset(map(int, areas.split())), bool(terminated))
        for number, areas, terminated in database.conn.execute(
            "SELECT id, areas, terminated FROM area_sets"
        )
    }


def areas_at(database: Database, number: int) -> list[int] | None:
    """The areas of a postcode; None where the table lacks it."""
    rows = database.conn.execute(
        "SELECT area FROM postcodes LEFT JOIN area_set_members USING (area_set) WHERE postcode = ?",
        [number],
    ).fetchall()
    return [row[0] for row in rows if row[0] is not None] if rows else None


def sets_at(database: Database, numbers: Iterable[int]) -> dict[int, int]:
    """The sets of many postcodes at once; those that the table lacks are left out."""
    rows = database.conn.execute(
        "SELECT postcode, area_set FROM postcodes"
        " WHERE postcode IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(numbers))],
    )
    return dict(rows.fetchall())


def members(database: Database, area_set: int) -> list[int]:
    """The areas of a set."""
    rows = database.conn.execute("SELECT area FROM area_set_members WHERE area_set = ?", [area_set])
    return [row[0] for row in rows]


def areas_in(database: Database, span: range) -> list[int]:
    """The areas of all postcodes in a span of numbers."""
    rows = database.conn.execute(
        "SELECT DISTINCT area FROM area_set_members WHERE area_set IN"
        " (SELECT DISTINCT area_set FROM postcodes WHERE postcode BETWEEN ? AND ?)",
        [span.start, span.stop - 1],
    )
    return [row[0] for row in rows]


def is_terminated(database: Database, number: int) -> bool:
    """Whether a postcode is marked as no longer in use."""
    row = database.conn.execute(
        "SELECT terminated FROM postcodes JOIN area_sets ON area_sets.id = area_set"
        " WHERE postcode = ?",
        [number],
    ).fetchone()
    return bool(row and row[0])


def everything(database: Database) -> Iterator[tuple[int, int]]:
    """Every postcode's number with its set, in order."""
    cursor = database.conn.cursor()
    cursor.row_factory = None
    return iter(cursor.execute("SELECT postcode, area_set FROM postcodes ORDER BY postcode"))


def count(database: Database) -> int:
    """How many postcodes there are."""
    return int(database.conn.execute("SELECT count(*) FROM postcodes").fetchone()[0])


def put(database: Database, rows: Iterable[tuple[int, int]]) -> None:
    """Set the area set of postcodes; quickest in the order of their numbers."""
    database.conn.executemany("INSERT OR REPLACE INTO postcodes VALUES (?, ?)", rows)


def areas_of_schemes(database: Database, schemes: Iterable[str]) -> frozenset[int]:
    """The ids of all areas of these schemes."""
    return frozenset(
        row[0]
        for scheme in schemes
        for row in database.conn.execute("SELECT id FROM areas WHERE scheme = ?", [scheme])
    )
