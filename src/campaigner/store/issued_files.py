"""Files about people that were written, but for those that are one letter's alone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class IssuedFile(NamedTuple):
    """A file for a campaign, with its SHA-256 as it was written.

    ``about`` is the table whose rows it has; ``signature`` is the one whom it is about, None if it
    is about many people. One about many people without a hash is not a file but the place that a
    batch has begun to write to.
    """

    path: str
    campaign: str
    sha256: str = ""
    about: str = ""
    signature: int | None = None

    @property
    def is_begun(self) -> bool:
        """Whether it is the place of a batch that was not finished."""
        return not self.sha256 and self.signature is None


_SELECT = "SELECT path, campaign, sha256, about, signature FROM issued_files"


def save_issued_files(
    connection: sqlite3.Connection, files: Iterable[IssuedFile], made_at: int
) -> None:
    """Notes files; one at the same path takes the place of what was noted."""
    connection.executemany(
        "INSERT OR REPLACE INTO issued_files (path, campaign, sha256, about, signature, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(*each, made_at) for each in files],
    )


def files_about_many(connection: sqlite3.Connection) -> list[IssuedFile]:
    """Returns every file about many people, and every place of a batch begun, by its path."""
    begun = "SELECT path, campaign, '', '', NULL FROM begun_batches"
    rows = connection.execute(f"{_SELECT} WHERE signature IS NULL UNION {begun} ORDER BY path")
    return [IssuedFile(*row) for row in rows]


def noted_for(connection: sqlite3.Connection, campaign: str) -> list[tuple[IssuedFile, int]]:
    """Returns the files about many people of a campaign, and when they were noted: newest first."""
    rows = connection.execute(
        "SELECT path, campaign, sha256, about, signature, made_at FROM issued_files"
        " WHERE campaign = ? AND signature IS NULL ORDER BY made_at DESC, path",
        (campaign,),
    )
    return [(IssuedFile(*row[:5]), row[5]) for row in rows]


def noted_as(connection: sqlite3.Connection, about: str) -> list[tuple[IssuedFile, int]]:
    """Returns the files that were noted so, and when: the newest first."""
    rows = connection.execute(
        "SELECT path, campaign, sha256, about, signature, made_at FROM issued_files"
        " WHERE signature IS NULL AND about = ? ORDER BY made_at DESC, path",
        (about,),
    )
    return [(IssuedFile(*row[:5]), row[5]) for row in rows]


def files_starting(connection: sqlite3.Connection, start: str) -> list[IssuedFile]:
    """Returns the files whose paths begin so."""
    rows = connection.execute(
        f"{_SELECT} WHERE path >= :start AND path < :start || char(0x10ffff)", {"start": start}
    )
    return [IssuedFile(*row) for row in rows]


def tables_before(connection: sqlite3.Connection, about: str, before: int) -> list[IssuedFile]:
    """Returns the tables that were noted so before then, and the rejected rows beside them."""
    rows = connection.execute(
        f"{_SELECT} WHERE path IN (SELECT old.path || rest.value FROM issued_files AS old"
        ' JOIN json_each(\'["", ".rejects.csv"]\') AS rest'
        " WHERE old.about = :about AND old.made_at < :before)",
        {"about": about, "before": before},
    )
    return [IssuedFile(*row) for row in rows]


def files_about(connection: sqlite3.Connection, signatures: Iterable[int]) -> list[IssuedFile]:
    """Returns every file about one of these signatories alone, by its path."""
    rows = connection.execute(
        f"{_SELECT} WHERE signature IN (SELECT value FROM json_each(?)) ORDER BY path",
        (json.dumps(list(signatures)),),
    )
    return [IssuedFile(*row) for row in rows]


def save_begun(connection: sqlite3.Connection, path: str, campaign: str, made_at: int) -> None:
    """Notes that a batch for a campaign writes to a place."""
    connection.execute(
        "INSERT OR REPLACE INTO begun_batches (path, campaign, made_at) VALUES (?, ?, ?)",
        (path, campaign, made_at),
    )


def is_begun(connection: sqlite3.Connection, path: str, campaign: str) -> bool:
    """Returns whether a batch for a campaign has begun at a place and not finished."""
    found = "SELECT 1 FROM begun_batches WHERE path = ? AND campaign = ?"
    return connection.execute(found, (path, campaign)).fetchone() is not None


def forget_begun(connection: sqlite3.Connection, path: str, campaign: str) -> None:
    """Removes the note that a batch for a campaign writes to a place."""
    connection.execute(
        "DELETE FROM begun_batches WHERE path = ? AND campaign = ?", (path, campaign)
    )


def is_noted(connection: sqlite3.Connection, file: IssuedFile) -> bool:
    """Returns whether a file was noted just so."""
    row = connection.execute(f"{_SELECT} WHERE path = ?", (file.path,)).fetchone()
    return row is not None and IssuedFile(*row) == file


def forget_issued_files(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Removes the records of files, not the files."""
    connection.executemany("DELETE FROM issued_files WHERE path = ?", [(path,) for path in paths])


def forget_whom(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Notes files that were about one signatory as files of their campaign.

    A hash that nobody knows stays unknown, and does not make it the place of a batch.
    """
    connection.executemany(
        "UPDATE issued_files SET signature = NULL, sha256 = coalesce(nullif(sha256, ''), '?')"
        " WHERE path = ?",
        [(path,) for path in paths],
    )


def noted_under(connection: sqlite3.Connection, folder: str) -> dict[str, str]:
    """Returns the files that were noted in a folder and below it: the SHA-256 of each by its path.

    They are those about people, and the others that an organiser has had written.
    """
    between = {"first": f"{folder}/", "last": f"{folder}0"}  # 0 comes after /
    rows = connection.execute(
        "SELECT path, sha256 FROM outputs WHERE path >= :first AND path < :last UNION ALL"
        " SELECT path, sha256 FROM issued_files WHERE path >= :first AND path < :last",
        between,
    )
    return {str(path): str(sha256) for path, sha256 in rows}
