"""The schema: the SQL files of ``schema/`` in the order of their numbers, each applied once."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from campaigner.store.ledger import rebuild_tiles
from campaigner.text import comparison_key

MIGRATION_SET = "campaigner"
_SCRIPTS = sorted((Path(__file__).parent / "schema").glob("*.sql"))
# The last script's number is also kept in the head of the file, where a look costs next to nothing.
MIGRATIONS = frozenset(script.stem for script in _SCRIPTS)
_FOLLOW_UPS = {"021_public_log": rebuild_tiles}  # what cannot be said in SQL
SCHEMA_VERSION = int(_SCRIPTS[-1].name.partition("_")[0])


def apply(connection: sqlite3.Connection) -> None:
    """Apply the scripts that the database has not had yet, in the caller's transaction.

    sqlite-utils notes them in the database.
    """
    from sqlite_utils import Database, Migrations  # imports for 60 ms, and is seldom needed

    connection.create_function("comparison_key", 1, comparison_key, deterministic=True)
    connection.create_function("hash64", 1, _hash64, deterministic=True)
    migrations = Migrations(MIGRATION_SET)
    for script in _SCRIPTS:
        follow_up = _FOLLOW_UPS.get(script.stem)
        migrations(name=script.stem)(_migration(script.read_text(encoding="utf-8"), follow_up))
    migrations.apply(Database(connection))


def _migration(
    script: str, follow_up: Callable[[sqlite3.Connection], None] | None
) -> Callable[[Any], None]:
    def carry_out(database: Any) -> None:
        for statement in statements(script):
            database.conn.execute(statement)
        if follow_up:
            follow_up(database.conn)

    return carry_out


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script one by one, triggers whole."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def _hash64(text: str) -> int:
    """Returns the first 64 bits of a text's SHA-256, as a number with a sign."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)
