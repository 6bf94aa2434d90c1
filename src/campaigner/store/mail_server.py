"""What keeps all mail from going: the trouble with the mail server, while there is one."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerTrouble:
    """What the server said last, and since when no mail has gone; seconds since 1970, UTC."""

    words: str
    since: int
    last_at: int


def server_trouble(connection: sqlite3.Connection) -> ServerTrouble | None:
    """Returns what keeps mail from going, None if nothing is known to."""
    row = connection.execute("SELECT trouble, since, last_at FROM mail_server").fetchone()
    return ServerTrouble(*row) if row else None


def note_trouble(connection: sqlite3.Connection, words: str, now: int) -> None:
    """Notes that no mail went, and why."""
    connection.execute(
        "INSERT INTO mail_server (id, trouble, since, last_at) VALUES (1, :words, :now, :now)"
        " ON CONFLICT (id) DO UPDATE SET trouble = :words, last_at = :now",
        {"words": words, "now": now},
    )


def forget_trouble(connection: sqlite3.Connection) -> None:
    """Notes that mail goes again."""
    connection.execute("DELETE FROM mail_server")
