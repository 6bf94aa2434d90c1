"""Files that were written where an organiser said, by their path."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

LETTER = "letter"


class WrittenFile(NamedTuple):
    """A file as it was written: what it is, and its SHA-256."""

    path: str
    kind: str
    sha256: str


def save_output(connection: sqlite3.Connection, output: WrittenFile, made_at: int) -> None:
    """Notes a file; one at the same path takes the place of what was noted."""
    connection.execute(
        "INSERT OR REPLACE INTO outputs (path, kind, sha256, made_at) VALUES (?, ?, ?, ?)",
        (*output, made_at),
    )


def outputs_at(connection: sqlite3.Connection, path: str) -> list[WrittenFile]:
    """Returns what was noted of a path, also as a file about many people or as a letter's."""
    rows = connection.execute(
        "SELECT path, kind, sha256 FROM outputs WHERE path = :path UNION ALL"
        " SELECT path, about, sha256 FROM issued_files WHERE path = :path AND signature IS NULL"
        " UNION ALL SELECT path, :letter, sha256 FROM letter_files WHERE path = :path",
        {"path": path, "letter": LETTER},
    )
    return [WrittenFile(*row) for row in rows]


def outputs_of_kind(
    connection: sqlite3.Connection, folder: str, kind: str
) -> list[tuple[WrittenFile, int]]:
    """Returns the files in a folder whose kind begins so, and when each was written, by path."""
    rows = connection.execute(
        "SELECT path, kind, sha256, made_at FROM outputs WHERE path >= :folder || '/'"
        " AND path < :folder || '0' AND substr(kind, 1, length(:kind)) = :kind ORDER BY path",
        {"folder": folder, "kind": kind},
    )
    return [(WrittenFile(*row[:3]), row[3]) for row in rows]


def forget_outputs(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Removes the records of files, not the files."""
    connection.executemany("DELETE FROM outputs WHERE path = ?", [(path,) for path in paths])
