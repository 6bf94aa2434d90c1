"""Which areas each postcode lies in: numbers in, numbers out, compact for a whole country."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from campaigner.shelf import in_this_moment


def area_set(connection: sqlite3.Connection, areas: Iterable[int], *, terminated: bool) -> int:
    """The id of the set of these areas, made if it is new."""
    members = sorted(set(areas))
    values = [" ".join(map(str, members)), int(terminated)]
    row = connection.execute(
        "SELECT id FROM area_sets WHERE areas = ? AND terminated = ?", values
    ).fetchone()
    if row:
        return int(row[0])
    cursor = connection.execute("INSERT INTO area_sets (areas, terminated) VALUES (?, ?)", values)
    assert cursor.lastrowid is not None
    connection.executemany(
        "INSERT INTO area_set_members VALUES (?, ?)",
        [(cursor.lastrowid, member) for member in members],
    )
    return cursor.lastrowid


def sets(connection: sqlite3.Connection) -> dict[int, tuple[frozenset[int], bool]]:
    """Every set: the areas in it, and whether its postcodes are terminated."""
    return {
        number: (frozenset(map(int, areas.split())), bool(terminated))
        for number, areas, terminated in connection.execute(
            "SELECT id, areas, terminated FROM area_sets"
        )
    }


def areas_at(connection: sqlite3.Connection, number: int) -> list[int] | None:
    """The areas of a postcode; None if the table does not have it."""
    return in_this_moment(("postcode", connection, number), lambda: _areas_at(connection, number))


def _areas_at(connection: sqlite3.Connection, number: int) -> list[int] | None:
    rows = connection.execute(
        "SELECT area FROM postcodes LEFT JOIN area_set_members USING (area_set) WHERE postcode = ?",
        [number],
    ).fetchall()
    return [row[0] for row in rows if row[0] is not None] if rows else None


def sets_at(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, int]:
    """The sets of many postcodes at once; those that the table does not have are left out."""
    rows = connection.execute(
        "SELECT postcode, area_set FROM postcodes"
        " WHERE postcode IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(numbers))],
    )
    return dict(rows.fetchall())


def members(connection: sqlite3.Connection, area_set: int) -> list[int]:
    """The areas of a set."""
    rows = connection.execute("SELECT area FROM area_set_members WHERE area_set = ?", [area_set])
    return [row[0] for row in rows]


def areas_in(connection: sqlite3.Connection, span: range) -> list[int]:
    """The areas of all postcodes in a span of numbers."""
    rows = connection.execute(
        "SELECT DISTINCT area FROM area_set_members WHERE area_set IN"
        " (SELECT DISTINCT area_set FROM postcodes WHERE postcode BETWEEN ? AND ?)",
        [span.start, span.stop - 1],
    )
    return [row[0] for row in rows]


def is_terminated(connection: sqlite3.Connection, number: int) -> bool:
    """Whether a postcode is marked as no longer in use."""
    row = connection.execute(
        "SELECT terminated FROM postcodes JOIN area_sets ON area_sets.id = area_set"
        " WHERE postcode = ?",
        [number],
    ).fetchone()
    return bool(row and row[0])


def everything(connection: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Every postcode's number with its set, in order."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return iter(cursor.execute("SELECT postcode, area_set FROM postcodes ORDER BY postcode"))


def count(connection: sqlite3.Connection) -> int:
    """How many postcodes there are."""
    return int(connection.execute("SELECT count(*) FROM postcodes").fetchone()[0])


def put(connection: sqlite3.Connection, rows: Iterable[tuple[int, int]]) -> None:
    """Set the area set of postcodes; quickest in the order of their numbers."""
    connection.executemany("INSERT OR REPLACE INTO postcodes VALUES (?, ?)", rows)


def areas_of_schemes(connection: sqlite3.Connection, schemes: Iterable[str]) -> frozenset[int]:
    """The ids of all areas of these schemes."""
    return frozenset(
        row[0]
        for scheme in schemes
        for row in connection.execute("SELECT id FROM areas WHERE scheme = ?", [scheme])
    )
