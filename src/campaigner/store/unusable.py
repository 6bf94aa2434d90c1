"""Why the database could not be used, in one line that names the cause and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from campaigner.errors import CampaignerError

WAIT_SECONDS = 10
_SCHEMA_WORDS = ("no such table", "no such column", "has no column named")
_PERMISSION = "You need permission to write to the file and to its folder."
_RESTORE = "Restore a backup."


class DatabaseUnusable(CampaignerError):
    """The database's file is locked, full, read-only, damaged, or of another version."""

    code = "database-unusable"


def newer(path: Path | str, unknown: str = "") -> DatabaseUnusable:
    """Returns the refusal of a file that was made by a newer version of the program.

    ``unknown`` is the first of its migrations that this version does not know.
    """
    which = f": this one does not know its migration “{unknown}”" if unknown else ""
    return DatabaseUnusable(
        f"{path} was made by a newer version of campaigner{which}.",
        hint="Install that version, or a later one.",
        code="database-newer",
    )


def foreign(path: Path | str) -> DatabaseUnusable:
    """Returns the refusal of a database that another program made."""
    return DatabaseUnusable(
        f"{path} is a database, but not one of campaigner.",
        hint="Move it away, or use another workspace.",
        code="database-foreign",
    )


def read_only(path: Path | str) -> DatabaseUnusable:
    """Returns the refusal to write to a file that can only be read."""
    return DatabaseUnusable(
        f"{path} cannot be written: it is read-only. Nothing was changed.",
        hint=_PERMISSION,
        code="database-read-only",
    )


def not_added() -> DatabaseUnusable:
    """Returns the refusal to work on a petition that a read-only file does not have."""
    return DatabaseUnusable(
        "The petition is not in the database yet, and the database is read-only.",
        hint=_PERMISSION,
        code="database-read-only",
    )


def unusable(path: Path | str, error: sqlite3.Error) -> DatabaseUnusable | None:
    """Returns what an error of SQLite means for a person; None if it is a fault of the program."""
    primary = getattr(error, "sqlite_errorcode", -1) & 0xFF
    if primary == sqlite3.SQLITE_ERROR:
        return _of_schema(path, error)
    known = _KNOWN.get(primary)
    return known(path, error) if known else None


def _of_schema(path: Path | str, error: sqlite3.Error) -> DatabaseUnusable | None:
    if not any(words in str(error) for words in _SCHEMA_WORDS):
        return None
    return DatabaseUnusable(
        f"{path} does not have the tables of this version of campaigner: {error}.",
        hint="If a newer version is in use here, install that one. Otherwise restore a backup.",
        code="database-other-schema",
    )


def _locked(path: Path | str, _: sqlite3.Error) -> DatabaseUnusable:
    return DatabaseUnusable(
        f"{path} is locked: another program has been writing to it for over"
        f" {WAIT_SECONDS} seconds.",
        hint="Try again when it has finished.",
        code="database-locked",
    )


def _full(path: Path | str, error: sqlite3.Error) -> DatabaseUnusable:
    return DatabaseUnusable(
        f"{path} cannot be written: the disk is full ({error}).",
        hint="Free some space, then try again. What was not finished has not been saved.",
        code="database-full",
    )


def _input_output(path: Path | str, error: sqlite3.Error) -> DatabaseUnusable:
    if "READ" in error.sqlite_errorname:
        return DatabaseUnusable(
            f"{path} cannot be read: {error}.",
            hint="Check the disk. If the file is damaged, restore a backup.",
            code="database-damaged",
        )
    return DatabaseUnusable(
        f"{path} cannot be written: the disk is full, or a limit on the size of files has been"
        f" reached ({error}).",
        hint="Free some space, then try again. What was not finished has not been saved.",
        code="database-full",
    )


def _read_only(path: Path | str, _: sqlite3.Error) -> DatabaseUnusable:
    return read_only(path)


def _closed(path: Path | str, error: sqlite3.Error) -> DatabaseUnusable:
    if Path(path).is_dir():
        message, hint = f"{path} is a folder, not the database.", "Move it away."
    else:
        message, hint = f"{path} cannot be opened as the database: {error}.", _PERMISSION
    return DatabaseUnusable(message, hint=hint, code="database-closed")


def _damaged(path: Path | str, error: sqlite3.Error) -> DatabaseUnusable:
    return DatabaseUnusable(
        f"{path} is damaged or is not a database: {error}.", hint=_RESTORE, code="database-damaged"
    )


def _too_large(path: Path | str, error: sqlite3.Error) -> DatabaseUnusable:
    return DatabaseUnusable(
        f"{path} cannot take a value that is too large: {error}.",
        hint="Shorten it.",
        code="database-too-large",
    )


def _no_memory(path: Path | str, _: sqlite3.Error) -> DatabaseUnusable:
    return DatabaseUnusable(
        f"{path} cannot be used: there is not enough memory.",
        hint="Close other programs, then try again.",
        code="database-no-memory",
    )


_KNOWN: dict[int, Callable[[Path | str, sqlite3.Error], DatabaseUnusable]] = {
    sqlite3.SQLITE_BUSY: _locked,
    sqlite3.SQLITE_LOCKED: _locked,
    sqlite3.SQLITE_PROTOCOL: _locked,
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_IOERR: _input_output,
    sqlite3.SQLITE_READONLY: _read_only,
    sqlite3.SQLITE_PERM: _closed,
    sqlite3.SQLITE_CANTOPEN: _closed,
    sqlite3.SQLITE_CORRUPT: _damaged,
    sqlite3.SQLITE_NOTADB: _damaged,
    sqlite3.SQLITE_TOOBIG: _too_large,
    sqlite3.SQLITE_NOMEM: _no_memory,
}
