"""Rows that are added together are all there, in their order."""

from __future__ import annotations

import pytest

from campaigner.store import many_rows
from campaigner.store.database import Database


@pytest.mark.parametrize("count", [0, 1, 2, 3, 63, 64, 65, 200])
def test_every_row_is_added_once(database: Database, count: int) -> None:
    database.execute("CREATE TABLE notes (number INTEGER, word TEXT)")
    rows = [(number, f"word {number}") for number in range(count)]
    many_rows.insert(database.conn, "notes", ("number", "word"), rows)
    found = database.execute("SELECT number, word FROM notes ORDER BY rowid").fetchall()
    assert [tuple(row) for row in found] == rows
