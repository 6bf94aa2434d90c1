"""A rehearsal on copies of tables: others write meanwhile, and nothing of it is left."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from campaigner.store import areas
from campaigner.store.database import opened, transaction
from campaigner.store.shadows import shadowed


def test_others_write_while_a_rehearsal_goes_on_and_nothing_of_it_is_left(tmp_path: Path) -> None:
    path = tmp_path / "campaigner.db"
    with opened(path) as one, opened(path) as other:
        with transaction(one) as connection:
            areas.add(connection, "ward", "A", "Aber", "aber")
        with shadowed(one), transaction(one) as connection:
            areas.add(connection, "ward", "B", "Bala", "bala")
            other.execute("PRAGMA busy_timeout = 0")
            with transaction(other) as writing:  # it does not wait
                areas.add(writing, "ward", "C", "Cork", "cork")
            known = [row["name"] for row in areas.every(connection)]
            assert known == ["Aber", "Bala"]
        assert [row["name"] for row in areas.every(one.conn)] == ["Aber", "Cork"]


def test_a_rehearsal_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "campaigner.db") as one:
        with pytest.raises(sqlite3.IntegrityError), shadowed(one):
            _add_twice(one.conn)
        assert areas.every(one.conn) == []
        assert not one.execute("SELECT 1 FROM temp.sqlite_schema").fetchone()


def _add_twice(connection: sqlite3.Connection) -> None:
    for _ in range(2):
        areas.add(connection, "ward", "B", "Bala", "bala")
