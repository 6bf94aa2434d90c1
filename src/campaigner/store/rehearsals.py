"""Whether a database is one of a rehearsal, and whether anybody has signed in it."""

from __future__ import annotations

import sqlite3


def is_rehearsed(connection: sqlite3.Connection) -> bool:
    """Returns whether a database is one of a rehearsal."""
    return connection.execute("SELECT 1 FROM rehearsals").fetchone() is not None


def has_signatures(connection: sqlite3.Connection) -> bool:
    """Returns whether anybody has signed, even if they were erased since."""
    found = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM signatures) OR EXISTS (SELECT 1 FROM ledger)"
    )
    return bool(found.fetchone()[0])


def set_rehearsed(connection: sqlite3.Connection, now: int, *, rehearsed: bool) -> None:
    """Note that a database is one of a rehearsal from a time in seconds since 1970, or that not."""
    connection.execute("DELETE FROM rehearsals")
    if rehearsed:
        connection.execute("INSERT INTO rehearsals VALUES (?)", (now,))
