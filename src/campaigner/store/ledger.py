"""The ledger's rows: added, read in order, never changed. Each is an entry of a public log."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from campaigner.store import tiles
from campaigner.transparency.merkle import leaf_hash

_AT_ONCE = 20_000


class LedgerRow(NamedTuple):
    """A row of the ledger; the columns are explained in the schema."""

    number: int
    kind: str
    change: int
    total: int
    at: int
    area: str
    day: str
    hour: int
    source: str
    country: str
    language: str
    about: int
    leaf: bytes


RowValues = tuple[int, str, int, int, int, str, str, int, str, str, str, int, bytes]

_COLUMNS = ", ".join(LedgerRow._fields)
_MARKS = f"(?, {', '.join('?' * len(LedgerRow._fields))})"
_INSERT = f"INSERT INTO ledger (petition, {_COLUMNS}) VALUES {_MARKS}"
_TOGETHER = 50  # rows of one statement, which takes half the time of one for each
_INSERT_MANY = _INSERT + f", {_MARKS}" * (_TOGETHER - 1)
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def row_bytes(row: RowValues) -> bytes:
    """Returns a row as the entry of the log: its columns as a JSON array in canonical form.

    That is RFC 8785: no spaces, UTF-8, nothing escaped that need not be; the leaf in hexadecimal.
    """
    number, kind, change, total, at, area, day, hour, source, country, language, about, leaf = row
    place = f"{_text(area)},{_text(day)},{hour},{_texts(source, country, language)}"
    return f'[{number},"{kind}",{change},{total},{at},{place},{about},"{leaf.hex()}"]'.encode()


@lru_cache(maxsize=10_000)
def _text(column: str) -> str:
    return _encoded(column)


@lru_cache(maxsize=10_000)
def _texts(*columns: str) -> str:
    return ",".join(map(_encoded, columns))


def add_rows(connection: sqlite3.Connection, petition: int, rows: Sequence[LedgerRow]) -> None:
    """Add rows that follow the last one; the database's trigger counts them."""
    values = [(petition, *row) for row in rows]
    full = len(values) // _TOGETHER * _TOGETHER
    many = (values[at : at + _TOGETHER] for at in range(0, full, _TOGETHER))
    connection.executemany(_INSERT_MANY, map(tuple, map(chain.from_iterable, many)))
    connection.executemany(_INSERT, values[full:])
    hashes = [leaf_hash(row_bytes(row)) for row in rows]
    tiles.add_hashes(connection, petition, rows[0].number - 1, hashes)
    connection.execute(
        "UPDATE petitions SET ledger_rows = ? WHERE id = ?", (rows[-1].number, petition)
    )


def rows_from(
    connection: sqlite3.Connection, petition: int, number: int = 1
) -> Iterator[RowValues]:
    """Yields a petition's rows in order from that number on, read as they are needed.

    As plain tuples, the values of a ``LedgerRow``: millions of rows come this way.
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(
        f"SELECT {_COLUMNS} FROM ledger WHERE petition = ? AND number >= ? ORDER BY number",
        (petition, number),
    )
    return iter(cursor)


def row_of(connection: sqlite3.Connection, petition: int, number: int) -> LedgerRow | None:
    """Returns one row of a petition's ledger, if it is there."""
    row = next(rows_from(connection, petition, number), None)
    return LedgerRow._make(row) if row and row[0] == number else None


def row_with_leaf(connection: sqlite3.Connection, petition: int, leaf: bytes) -> int | None:
    """Returns the number of the first row with a leaf; all rows are looked at."""
    row = connection.execute(
        "SELECT min(number) FROM ledger WHERE petition = ? AND leaf = ?", (petition, leaf)
    ).fetchone()
    number: int | None = row[0]
    return number


def rows_about(connection: sqlite3.Connection, petition: int) -> frozenset[int]:
    """Returns the numbers of the rows that later ones are about."""
    rows = connection.execute(
        "SELECT DISTINCT about FROM ledger WHERE petition = ? AND about > 0", (petition,)
    )
    return frozenset(about for (about,) in rows)


def reached_by(connection: sqlite3.Connection, petition: int, total: int) -> int | None:
    """Returns the last row that brought the count up to a total."""
    row = connection.execute(
        "SELECT max(number) FROM ledger WHERE petition = ? AND change = 1 AND total = ?",
        (petition, total),
    ).fetchone()
    number: int | None = row[0]
    return number


def rebuild_tiles(connection: sqlite3.Connection) -> None:
    """Make the tiles of all ledgers from their rows."""
    connection.execute("DELETE FROM tiles")
    for (petition,) in connection.execute("SELECT id FROM petitions").fetchall():
        rows, size = rows_from(connection, petition), 0
        while hashes := [leaf_hash(row_bytes(row)) for row in islice(rows, _AT_ONCE)]:
            tiles.add_hashes(connection, petition, size, hashes)
            size += len(hashes)
