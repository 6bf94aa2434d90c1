"""Opening the database, and writing to it: all of a change, or none of it."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from campaigner.errors import CampaignerError
from campaigner.store.migrations import SCHEMA_VERSION, apply

BUSY_TIMEOUT_MS = 10_000


class Database:
    """The database, open for one thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.conn = connection

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Carry out one statement."""
        return self.conn.execute(sql, parameters)

    def close(self) -> None:
        """Close the connection; what was not committed is gone."""
        self.conn.close()


def open_database(path: Path | str) -> Database:
    """Open the database for one thread, which alone may use the connection.

    It is made where it is missing, and brought to this program's schema where the file's version
    says that it is older. Commits are durable (``synchronous=FULL``), deleted content is
    overwritten (``secure_delete``), foreign keys hold, and writers wait for one another.
    Raises CampaignerError where the file is not a database, cannot be opened, or was made by a
    newer version of the program.
    """
    try:
        connection = _connect(path)
        database = Database(connection)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version < SCHEMA_VERSION:
            _prepare(database)
    except sqlite3.Error as error:
        raise _unusable(path, error) from error
    if version > SCHEMA_VERSION:
        database.close()
        raise CampaignerError(
            f"{path} was made by a newer version of campaigner.",
            hint="Install that version, or a later one.",
        )
    return database


def _prepare(database: Database) -> None:
    database.conn.execute("PRAGMA journal_mode = WAL")
    with transaction(database) as connection:  # two processes may come here together
        apply(connection)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION:d}")


def _connect(path: Path | str) -> sqlite3.Connection:
    """A connection with this program's settings, on which nothing begins a transaction unasked."""
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)
    connection.row_factory = sqlite3.Row
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _unusable(path: Path | str, error: sqlite3.Error) -> CampaignerError:
    said = str(error)
    hint = "Try again in a moment."
    if "readonly" in said or "unable to open" in said:
        hint = "You need permission to write to the file and to its folder."
    elif "malformed" in said or "not a database" in said:
        hint = "The file is damaged or is not a database: restore a backup."
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

    Inside another transaction it is a part of that one which can fail by itself: where the error
    is caught outside this block, nothing that the block did is left.
    """
    connection = database.conn
    nested = connection.in_transaction
    connection.execute("SAVEPOINT part" if nested else "BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        _undo(connection, nested=nested)
        raise
    connection.execute("RELEASE part" if nested else "COMMIT")


def _undo(connection: sqlite3.Connection, *, nested: bool) -> None:
    if not connection.in_transaction:
        return  # SQLite itself gave the whole transaction up, as it does on a full disk
    if nested:
        connection.execute("ROLLBACK TO part")
        connection.execute("RELEASE part")
    else:
        connection.execute("ROLLBACK")


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
        _undo(connection, nested=False)


@contextmanager
def loading(database: Database) -> Iterator[None]:
    """Room for millions of rows: more memory for pages, fewer of them written twice.

    Rows make no reference cycles, and looking for some takes a fourth of the time: that is left
    out meanwhile.
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
