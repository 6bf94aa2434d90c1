"""Opening the database."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from campaigner.errors import CampaignerError
from campaigner.store.migrations import migrations

BUSY_TIMEOUT_MS = 10_000


def open_database(path: Path | str) -> Database:
    """Open the database, made where it is missing and brought to the current schema.

    Commits are durable (``synchronous=FULL``), deleted content is overwritten
    (``secure_delete``), foreign keys hold, and writers wait for one another.
    Raises CampaignerError where the file is not a database or cannot be opened.
    """
    try:
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000)
        connection.row_factory = sqlite3.Row
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
            f"busy_timeout = {BUSY_TIMEOUT_MS}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        database = Database(connection)
        if migrations.pending(database):
            with transaction(database):  # two processes may come here together
                migrations.apply(database)
    except sqlite3.Error as error:
        raise _unusable(path, error) from error
    return database


def _unusable(path: Path | str, error: sqlite3.Error) -> CampaignerError:
    said = str(error)
    hint = "Try again in a moment."
    if "readonly" in said or "unable to open" in said:
        hint = "You need to be allowed to write to it and to its folder."
    elif "malformed" in said or "not a database" in said:
        hint = "It is damaged or no database: put a backup in its place."
    return CampaignerError(f"{path} cannot be used as the database: {said}.", hint=hint)


@contextmanager
def opened(path: Path | str) -> Iterator[Database]:
    """The database for the length of a ``with`` block, closed at its end."""
    database = open_database(path)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def transaction(database: Database) -> Iterator[sqlite3.Connection]:
    """One transaction that holds the write lock from its start: all of it happens, or nothing.

    Inside another transaction it is part of that one.
    """
    connection = database.conn
    if connection.in_transaction:
        yield connection
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@contextmanager
def snapshot(database: Database) -> Iterator[sqlite3.Connection]:
    """The database as it is at one moment, for reading while others write.

    Inside a transaction it is what that one sees.
    """
    connection = database.conn
    if connection.in_transaction:
        yield connection
        return
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        connection.rollback()


@contextmanager
def loading(database: Database) -> Iterator[None]:
    """Room for millions of rows: more memory for pages, fewer of them written twice.

    Rows make no reference cycles, and looking for some costs a fourth of the time: it is left.
    """
    connection = database.conn
    before = [
        (name, connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("cache_size", "wal_autocheckpoint")
    ]
    connection.execute("PRAGMA cache_size = -262144")  # 256 MB
    connection.execute("PRAGMA wal_autocheckpoint = 65536")  # as many pages
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
        for name, value in before:
            connection.execute(f"PRAGMA {name} = {value:d}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
