"""Folders in which files about people are written."""

from __future__ import annotations

import sqlite3


def save_place(connection: sqlite3.Connection, path: str, made_at: int) -> None:
    """Notes a folder."""
    connection.execute(
        "INSERT OR IGNORE INTO writing_places (path, made_at) VALUES (?, ?)", (path, made_at)
    )


def places(connection: sqlite3.Connection) -> list[str]:
    """Returns the folders that were noted."""
    return [path for (path,) in connection.execute("SELECT path FROM writing_places ORDER BY path")]
