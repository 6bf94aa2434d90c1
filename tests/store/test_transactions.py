"""Transactions: all of a change or none of it, also of a part that fails inside a larger one."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError
from campaigner.store import audit
from campaigner.store.database import Database, open_database, opened, transaction


def actions(database: Database) -> list[str]:
    return [deed.action for deed in audit.deeds(database.conn)]


class GoneWrong(Exception):
    """Something that fails in the middle of a change."""


def half_a_change(database: Database) -> None:
    """Write one row in a transaction, and fail before the end of it."""
    with transaction(database) as connection:
        audit.record(connection, 2, "ada", "half done")
        raise GoneWrong


def a_change_that_ends_badly(database: Database) -> None:
    """A part that succeeds, inside a whole that does not."""
    with transaction(database):
        with transaction(database) as connection:
            audit.record(connection, 1, "ada", "a part that succeeded")
        raise GoneWrong


def test_a_part_that_fails_leaves_nothing_and_the_rest_stands(database: Database) -> None:
    with transaction(database) as connection:
        audit.record(connection, 1, "ada", "before")
        with pytest.raises(GoneWrong):
            half_a_change(database)
        audit.record(connection, 3, "ada", "after")
    assert actions(database) == ["before", "after"]


def test_parts_inside_parts_fail_by_themselves(database: Database) -> None:
    with transaction(database) as connection:
        with transaction(database):
            audit.record(connection, 1, "ada", "outer part")
            with pytest.raises(GoneWrong):
                half_a_change(database)
        assert connection.in_transaction
    assert actions(database) == ["outer part"]


def test_what_fails_as_a_whole_leaves_nothing(database: Database) -> None:
    with pytest.raises(GoneWrong):
        a_change_that_ends_badly(database)
    assert actions(database) == []


def test_a_connection_serves_the_thread_that_opened_it(tmp_path: Path) -> None:
    path = tmp_path / "campaigner.db"
    database = open_database(path)

    def count_in_a_thread(given: Database) -> int:
        return int(given.conn.execute("SELECT count(*) FROM audit").fetchone()[0])

    def count_with_own() -> int:
        with opened(path) as own:
            return count_in_a_thread(own)

    with ThreadPoolExecutor(1) as pool:
        with pytest.raises(sqlite3.ProgrammingError):
            pool.submit(count_in_a_thread, database).result()
        assert pool.submit(count_with_own).result() == 0
    database.close()


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "campaigner.db"
    with opened(path) as database:
        database.conn.execute("PRAGMA user_version = 999")
    with pytest.raises(CampaignerError, match="newer version of campaigner"):
        open_database(path)


def test_a_database_without_a_version_in_its_head_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "campaigner.db"
    with opened(path) as database:
        current = database.conn.execute("PRAGMA user_version").fetchone()[0]
        database.conn.execute("PRAGMA user_version = 0")
    with opened(path) as database:
        assert database.conn.execute("PRAGMA user_version").fetchone()[0] == current > 0


@pytest.mark.usefixtures("unhurried")
def test_what_is_committed_outlasts_a_power_cut_and_what_is_deleted_is_overwritten(
    tmp_path: Path,
) -> None:
    with opened(tmp_path / "campaigner.db") as database:
        settings = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        found = [database.execute(f"PRAGMA {each}").fetchone()[0] for each in settings]
    assert found == ["wal", 2, 1, 1]  # 2 is FULL: each commit waits for the disk
