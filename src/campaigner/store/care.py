"""The database's file as a whole: checked, copied while it is in use, rewritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from campaigner.errors import CampaignerError
from campaigner.files import part_beside
from campaigner.store.database import as_it_is, is_at_rest
from campaigner.store.residues import is_left, parts_of

_PAGES = 2_000  # copied between two looks at whether to stop


def faults(path: Path) -> list[str]:
    """Returns what SQLite finds wrong in a database's file: damage, broken references.

    Raises CampaignerError if it is not a database.
    """
    try:
        address = as_it_is(path) if is_at_rest(path) else f"{path.resolve().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, uri=True)
        try:
            damage = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            dangling = [
                f"row {row[1]} of {row[0]} refers to a row of {row[2]} that does not exist"
                for row in connection.execute("PRAGMA foreign_key_check")
            ]
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise CampaignerError(f"{path} is not a sound database: {error}.") from error
    return [each for each in damage if each != "ok"] + dangling


def back_up(
    connection: sqlite3.Connection,
    path: Path,
    tell: Callable[[int, int], None] = lambda *_: None,
    *,
    is_checked: bool = True,
) -> None:
    """Copies a database that may be in use into a new file, whole or not at all, and checks it.

    ``tell`` is told how many pages are copied, of how many. If it is not ``is_checked``, that is
    for whoever asks. Raises CampaignerError if the file exists, or the copy is not sound.
    """
    if path.exists():
        raise CampaignerError(f"{path} already exists.", hint="Choose a new file name.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part_beside(path) as part:
            _copy(connection, part, tell)
            if is_checked and (found := faults(part)):
                raise CampaignerError(f"The copy is not sound: {found[0]}.")
            part.replace(path)
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise CampaignerError(f"{path} cannot be written: {reason}.") from error


def _copy(connection: sqlite3.Connection, part: Path, tell: Callable[[int, int], None]) -> None:
    """Copy the database as it is at one moment, in steps.

    Without a transaction around them, SQLite would begin again from the first page whenever
    somebody else has written: while people sign it would not come to an end.
    """
    copy = sqlite3.connect(part)
    try:
        with _at_one_moment(connection):
            connection.backup(copy, pages=_PAGES, progress=lambda _, left, of: tell(of - left, of))
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


@contextmanager
def _at_one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        yield
    finally:
        connection.execute("ROLLBACK")


def rewrite(connection: sqlite3.Connection) -> bool:
    """Rewrites the database's file, so that nothing deleted is left in it or its log.

    Waits for others who read what was there before, and returns whether they have let go of it:
    if not, what was deleted can still be read in the file or its log.
    """
    try:
        connection.execute("VACUUM")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return empty_log(connection)


def clean(connection: sqlite3.Connection, texts: Iterable[bytes]) -> bool:
    """Makes sure that texts that were deleted are not left in the database's file or its log.

    The file is rewritten only if its free room has a part of one: that takes long for millions of
    records, and nobody can write meanwhile. Waits, and returns, as ``rewrite`` does.
    """
    if not empty_log(connection):
        return False
    path = connection.execute("PRAGMA database_list").fetchone()["file"]
    with _at_one_moment(connection):  # the file stays as it is now
        found = not path or is_left(Path(path), parts_of(texts))
    return rewrite(connection) if found else True


def empty_log(connection: sqlite3.Connection) -> bool:
    """Moves all of the log into the database's file; returns whether nothing is left in it."""
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
