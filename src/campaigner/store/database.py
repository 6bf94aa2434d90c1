"""Opening the database, and writing to it: all of a change, or none of it."""

from __future__ import annotations

import gc
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from campaigner.errors import CampaignerError
from campaigner.files import create_private
from campaigner.store.migrations import MIGRATION_SET, MIGRATIONS, SCHEMA_VERSION, apply
from campaigner.store.unusable import WAIT_SECONDS, foreign, newer, read_only, unusable

_SETTINGS = ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON")
_PAUSE = 0.05  # seconds between two attempts to switch to a write-ahead log


class Database:
    """The database, open for one thread; ``read_only`` where its file cannot be written."""

    def __init__(self, connection: sqlite3.Connection, *, read_only: bool = False) -> None:
        self.conn = connection
        self.read_only = read_only

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Carry out one statement."""
        return self.conn.execute(sql, parameters)

    def close(self) -> None:
        """Close the connection; what was not committed is gone."""
        self.conn.close()


def open_database(path: Path | str) -> Database:
    """Open the database for one thread, which alone may use the connection.

    It is made if it is missing, and brought to this program's schema if the file's version
    says that it is older. Commits are durable (``synchronous=FULL``), deleted content is
    overwritten (``secure_delete``), foreign keys hold, and writers wait for one another.
    A file that cannot be written is opened for reading.
    Raises DatabaseUnusable if the file is not a database, cannot be opened, or was made by a
    newer version of the program.
    """
    database = None
    try:
        database = _connect(path)
        _bring_up_to_date(path, database)
    except sqlite3.Error as error:
        if database:
            database.close()
        if known := unusable(path, error):
            raise known from error
        raise
    except CampaignerError:
        if database:
            database.close()
        raise
    return database


def _bring_up_to_date(path: Path | str, database: Database) -> None:
    version = database.execute("PRAGMA user_version").fetchone()[0]
    has_tables = database.execute("SELECT 1 FROM sqlite_master").fetchone()
    names = _applied(database)  # asked after the tables: another process may be making them
    unknown = [name for name in names if name not in MIGRATIONS]
    if unknown or version > SCHEMA_VERSION:
        raise newer(path, *unknown[:1])
    if has_tables and not names:
        raise foreign(path)
    if version < SCHEMA_VERSION or len(names) < len(MIGRATIONS):
        _prepare(database)


def _applied(database: Database) -> list[str]:
    """Returns the names of the migrations that a database has had, in order."""
    try:
        rows = database.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id",
            (MIGRATION_SET,),
        )
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return []
        raise
    return [row[0] for row in rows]


def _prepare(database: Database) -> None:
    _keep_log_ahead(database.conn)
    with transaction(database) as connection:  # two processes may come here together
        apply(connection)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION:d}")


def _keep_log_ahead(connection: sqlite3.Connection) -> None:
    """Switch a file to a write-ahead log.

    While another process does the same, or writes to a new file, SQLite refuses at once instead of
    waiting as it does everywhere else.
    """
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _connect(path: Path | str) -> Database:
    """A connection with this program's settings, on which nothing begins a transaction unasked."""
    is_fixed = Path(path).exists() and not os.access(path, os.W_OK)
    try:
        return Database(_connected(path), read_only=is_fixed)
    except sqlite3.OperationalError:
        if not is_at_rest(path):
            raise
    return Database(_connected(as_it_is(path), uri=True), read_only=True)


def _connected(path: Path | str, *, uri: bool = False) -> sqlite3.Connection:
    if not uri and str(path) != ":memory:":
        with suppress(OSError):  # it is there, or SQLite says what is wrong
            create_private(Path(path))  # its log has the same mode
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None, uri=uri)
    connection.row_factory = sqlite3.Row
    try:
        for pragma in _SETTINGS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def is_at_rest(path: Path | str) -> bool:
    """Returns whether a file is complete without its log: nobody here can write to either."""
    log = Path(f"{path}-wal")
    can_read = Path(path).is_file() and os.access(path, os.R_OK)
    can_write = os.access(path, os.W_OK) and os.access(Path(path).parent, os.W_OK)
    return can_read and not can_write and not (log.exists() and log.stat().st_size)


def as_it_is(path: Path | str) -> str:
    """Returns the address of a file at rest, to be opened without a look for its log."""
    return f"{Path(path).resolve().as_uri()}?mode=ro&immutable=1"


@contextmanager
def opened(path: Path | str) -> Iterator[Database]:
    """The database for the length of a ``with`` block, closed at its end.

    Raises DatabaseUnusable, also for what goes wrong with the file inside the block.
    """
    database = open_database(path)
    try:
        yield database
    except sqlite3.Error as error:
        if known := unusable(path, error):
            raise known from error
        raise
    finally:
        database.close()


def require_writable(database: Database) -> None:
    """Makes sure that the database can be written, before something that must be on record.

    Raises DatabaseUnusable if it is open for reading only.
    """
    if database.read_only:  # SQLite itself would let a transaction begin, and end without a change
        raise read_only(database.execute("PRAGMA database_list").fetchone()["file"])


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


@contextmanager
def within(database: Database) -> Iterator[sqlite3.Connection]:
    """The transaction that goes on, or one of its own as ``transaction`` begins it.

    It is for what does not go on after an error: whoever began the transaction undoes it.
    """
    if database.conn.in_transaction:
        yield database.conn
        return
    with transaction(database) as connection:
        yield connection


class _Rehearsed(Exception):
    """What was carried out is to be undone."""


@contextmanager
def rehearsal(database: Database) -> Iterator[None]:
    """Carry out what is done in the block, and undo all of it at the end: nothing is written.

    Others who want to write wait meanwhile.
    """
    with suppress(_Rehearsed), transaction(database):
        yield
        raise _Rehearsed


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
