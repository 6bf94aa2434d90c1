"""The sums of the ledger, which the database keeps itself: read only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from campaigner.vocabulary.signatures import Grouping

DIMENSIONS = (
    Grouping.AREA,
    Grouping.DAY,
    Grouping.SOURCE,
    Grouping.COUNTRY,
    Grouping.LANGUAGE,
)

Cell = tuple[str, str, str, str, str]


def total(connection: sqlite3.Connection, petition: int) -> int:
    """Returns how many signatures count on a petition."""
    row = connection.execute(
        "SELECT count FROM sums WHERE petition = ? AND dimension = 'total' AND value = ''",
        (petition,),
    ).fetchone()
    return int(row[0]) if row else 0


def sums(
    connection: sqlite3.Connection, petition: int, dimension: str, start: str = "", end: str = "~"
) -> list[tuple[str, int]]:
    """Returns the counts of a petition by one grouping, from ``start`` to ``end``.

    Values are in order; those without a signature are left out.
    """
    rows = connection.execute(
        "SELECT value, count FROM sums WHERE petition = ? AND dimension = ?"
        " AND value BETWEEN ? AND ? AND count <> 0 ORDER BY value",
        (petition, dimension, start, end),
    )
    return [(value, count) for value, count in rows]


def added_since(connection: sqlite3.Connection, petition: int, day: str) -> dict[str, int]:
    """Returns how many signatures given since a day count in each area, by its code.

    Days are ISO dates in UTC.
    """
    rows = connection.execute(
        "SELECT area, sum(count) FROM tallies WHERE petition = ? AND day >= ? AND area <> ''"
        " GROUP BY area",
        (petition, day),
    )
    return dict(rows.fetchall())


def every_sum(
    connection: sqlite3.Connection, petition: int
) -> Iterator[tuple[tuple[str, str], int]]:
    """Yields every sum that is not zero: ``(grouping, value)`` and the count."""
    rows = connection.execute(
        "SELECT dimension, value, count FROM sums WHERE petition = ? AND count <> 0", (petition,)
    )
    return (((dimension, value), count) for dimension, value, count in rows)


def filtered(
    connection: sqlite3.Connection,
    petition: int,
    dimension: Grouping,
    wanted: Mapping[Grouping, str],
) -> list[tuple[str, int]]:
    """Returns the counts by one grouping of those cells that have the wanted values in others.

    Raises KeyError for what is not among ``DIMENSIONS``.
    """
    columns = {name: name for name in DIMENSIONS}  # nothing else ever becomes SQL
    conditions = "".join(f" AND {columns[name]} = ?" for name in wanted)
    column = columns[dimension]
    rows = connection.execute(
        f"SELECT {column}, sum(count) AS counted FROM tallies WHERE petition = ?{conditions}"
        f" GROUP BY {column} HAVING counted > 0 ORDER BY {column}",
        (petition, *wanted.values()),
    )
    return [(value, count) for value, count in rows]


def cells(connection: sqlite3.Connection, petition: int) -> Iterator[tuple[Cell, int]]:
    """Yields every count that is not zero, by all ``DIMENSIONS`` at once."""
    rows = connection.execute(
        "SELECT area, day, source, country, language, count FROM tallies"
        " WHERE petition = ? AND count <> 0",
        (petition,),
    )
    return (
        ((area, day, source, country, lang), count)
        for area, day, source, country, lang, count in rows
    )
