"""What a witness remembers: its own name, and of each log the last checkpoint it cosigned."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class WatchedLog(NamedTuple):
    """A log with its published key, and the size and root of what was seen last."""

    origin: str
    key: str
    size: int
    root: bytes
    seen_at: int


def witness_name(connection: sqlite3.Connection) -> str:
    """Returns the name under which the workspace cosigns; empty if it is not a witness."""
    row = connection.execute("SELECT known_as FROM witness").fetchone()
    return str(row[0]) if row else ""


def set_witness_name(connection: sqlite3.Connection, name: str) -> None:
    """Keep the name under which the workspace cosigns."""
    connection.execute("INSERT INTO witness VALUES (1, ?)", (name,))


def watched_log(connection: sqlite3.Connection, origin: str) -> WatchedLog | None:
    """Returns what was seen of a log, if anything was."""
    row = connection.execute(
        "SELECT origin, key, size, root, seen_at FROM watched_logs WHERE origin = ?", (origin,)
    ).fetchone()
    return WatchedLog(*row) if row else None


def watched_logs(connection: sqlite3.Connection) -> list[WatchedLog]:
    """Returns what was seen of all logs, by their names."""
    rows = connection.execute(
        "SELECT origin, key, size, root, seen_at FROM watched_logs ORDER BY origin"
    )
    return [WatchedLog(*row) for row in rows]


def remember_log(connection: sqlite3.Connection, log: WatchedLog) -> None:
    """Keep what was seen of a log in the place of what was seen before."""
    connection.execute(
        "INSERT INTO watched_logs (origin, key, size, root, seen_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET size = excluded.size, root = excluded.root,"
        " seen_at = excluded.seen_at",
        log,
    )
