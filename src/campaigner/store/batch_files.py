"""Files about many people: print runs, rows that a batch or an import could not use."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class BatchFile(NamedTuple):
    """A file that a batch of a campaign wrote, with its SHA-256 as it was then.

    ``about`` is the table whose rows it has. Without a hash it is no file but the place that a
    batch has begun to write to.
    """

    path: str
    campaign: str
    sha256: str = ""
    about: str = ""

    @property
    def is_begun(self) -> bool:
        """Whether it is the place of a batch that was not finished."""
        return not self.sha256


def save_batch_files(
    connection: sqlite3.Connection, files: Iterable[BatchFile], made_at: int
) -> None:
    """Note files; one at the same path takes the place of what was noted."""
    connection.executemany(
        "INSERT OR REPLACE INTO batch_files (path, campaign, sha256, about, made_at)"
        " VALUES (?, ?, ?, ?, ?)",
        [(*each, made_at) for each in files],
    )


def all_batch_files(connection: sqlite3.Connection) -> list[BatchFile]:
    """Every file that was noted, by its path."""
    rows = connection.execute("SELECT path, campaign, sha256, about FROM batch_files ORDER BY path")
    return [BatchFile(*row) for row in rows]


def is_noted(connection: sqlite3.Connection, file: BatchFile) -> bool:
    """Whether a file was noted just so."""
    row = connection.execute(
        "SELECT 1 FROM batch_files WHERE (path, campaign, sha256, about) = (?, ?, ?, ?)", file
    )
    return row.fetchone() is not None


def forget_batch_files(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Remove the records of files, not the files."""
    connection.executemany("DELETE FROM batch_files WHERE path = ?", [(path,) for path in paths])
