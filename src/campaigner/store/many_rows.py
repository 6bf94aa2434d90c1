"""Rows that are added together: one statement for many of them, of a few lengths."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Any

_MOST = 64  # rows of a statement; half as many, a quarter and so on for what is left


def insert(
    connection: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...],
    rows: Sequence[Sequence[Any]],
) -> None:
    """Add rows to a table. The names of table and columns are the caller's own words.

    Few statements, each prepared once, leave the interpreter to other threads for longer, and take
    less than one for each row.
    """
    start, size = 0, _MOST
    while start < len(rows):
        while size > len(rows) - start:
            size //= 2
        some = rows[start : start + size]
        connection.execute(_statement(table, columns, size), tuple(chain.from_iterable(some)))
        start += size


@cache
def _statement(table: str, columns: tuple[str, ...], rows: int) -> str:
    marks = f"({', '.join('?' * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([marks] * rows)}"
