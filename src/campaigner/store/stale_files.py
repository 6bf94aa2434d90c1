"""Files about many people that still have somebody who was erased."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping


def save_stale(connection: sqlite3.Connection, files: Mapping[str, str], now: int) -> None:
    """Notes files, each with its SHA-256."""
    connection.executemany(
        "INSERT OR REPLACE INTO stale_files (path, sha256, made_at) VALUES (?, ?, ?)",
        [(path, sha256, now) for path, sha256 in files.items()],
    )


def stale_files(connection: sqlite3.Connection) -> dict[str, str]:
    """Returns the files that were noted, the SHA-256 of each by its path."""
    return dict(connection.execute("SELECT path, sha256 FROM stale_files ORDER BY path").fetchall())


def forget_stale(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Removes notes."""
    connection.executemany("DELETE FROM stale_files WHERE path = ?", [(path,) for path in paths])
