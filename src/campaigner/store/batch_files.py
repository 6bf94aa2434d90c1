"""Files about many people that batches of letters wrote: print runs, rows that failed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class BatchFile(NamedTuple):
    """A file that a batch of a campaign wrote, with its SHA-256 as it was then."""

    path: str
    campaign: str
    sha256: str


def save_batch_files(
    connection: sqlite3.Connection, campaign: str, files: Mapping[str, str], made_at: int
) -> None:
    """Note files, the SHA-256 of each by its path; one at the same path takes its place."""
    connection.executemany(
        "INSERT OR REPLACE INTO batch_files (path, campaign, sha256, made_at) VALUES (?, ?, ?, ?)",
        [(path, campaign, sha256, made_at) for path, sha256 in files.items()],
    )


def all_batch_files(connection: sqlite3.Connection) -> list[BatchFile]:
    """Every file that was noted, by its path."""
    rows = connection.execute("SELECT path, campaign, sha256 FROM batch_files ORDER BY path")
    return [BatchFile(*row) for row in rows]


def forget_batch_files(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Remove the records of files, not the files."""
    connection.executemany("DELETE FROM batch_files WHERE path = ?", [(path,) for path in paths])
