"""The ledger's rows: added, read in order, never changed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class LedgerRow(NamedTuple):
    """A row of the ledger; the columns are explained in the schema."""

    number: int
    kind: str
    change: int
    at: int
    area: str
    day: str
    hour: int
    source: str
    country: str
    language: str
    leaf: bytes
    head: bytes


RowValues = tuple[int, str, int, int, str, str, int, str, str, str, bytes, bytes]

_COLUMNS = ", ".join(LedgerRow._fields)


def first_head(campaign: str) -> bytes:
    """Returns what the first row of a campaign's ledger is sealed to."""
    return hashlib.sha256(f"campaigner ledger 1\n{campaign}".encode()).digest()


def add_rows(connection: sqlite3.Connection, petition: int, rows: Sequence[LedgerRow]) -> None:
    """Add rows that follow the last one; the database's trigger counts them."""
    connection.executemany(
        f"INSERT INTO ledger (petition, {_COLUMNS})"
        f" VALUES (?, {', '.join('?' * len(LedgerRow._fields))})",
        ((petition, *row) for row in rows),
    )
    connection.execute(
        "UPDATE petitions SET head = ?, ledger_rows = ? WHERE id = ?",
        (rows[-1].head, rows[-1].number, petition),
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
