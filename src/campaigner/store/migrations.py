"""The schema: the SQL files of ``schema/`` in the order of their numbers, each applied once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from importlib.resources import files

from sqlite_utils import Database, Migrations


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


def _migration(script: str) -> Callable[[Database], None]:
    def apply(database: Database) -> None:
        for statement in statements(script):
            database.conn.execute(statement)

    return apply


def _load() -> tuple[Migrations, int]:
    loaded, last = Migrations("campaigner"), 0
    folder = files("campaigner.store") / "schema"
    for script in sorted(folder.iterdir(), key=lambda file: file.name):
        if script.name.endswith(".sql"):
            migration = _migration(script.read_text(encoding="utf-8"))
            loaded(name=script.name.removesuffix(".sql"))(migration)
            last = int(script.name.partition("_")[0])
    return loaded, last


# The last script's number is also kept in the head of the file, where a look costs next to nothing.
migrations, SCHEMA_VERSION = _load()
