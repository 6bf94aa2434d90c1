"""Sessions of organisers, by the hashes of their tokens, and log-ins that failed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from campaigner.store.mailed_letters import Marks


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session; times in seconds since 1970, UTC. ``proved_at``: the password was last given.

    ``device`` is a browser and a system, empty if they are not known.
    """

    id: int
    account: int
    made_at: int
    seen_at: int
    proved_at: int
    device: str = ""


_SELECT = "SELECT id, organiser, made_at, seen_at, proved_at, device FROM organiser_sessions"


def add(
    connection: sqlite3.Connection,
    account: int,
    token: bytes,
    made_at: int,
    now: int,
    device: str = "",
) -> None:
    """Adds a session that began at ``made_at``, and whose person has just given the password."""
    connection.execute(
        "INSERT INTO organiser_sessions (organiser, token, made_at, seen_at, proved_at, device)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (account, token, made_at, now, now, device),
    )


def of_token(connection: sqlite3.Connection, token: bytes) -> SessionRow | None:
    """Returns the session of a token's hash."""
    row = connection.execute(f"{_SELECT} WHERE token = ?", (token,)).fetchone()
    return SessionRow(*row) if row else None


def of_account(connection: sqlite3.Connection, account: int) -> list[SessionRow]:
    """Returns an account's sessions, the oldest first."""
    rows = connection.execute(f"{_SELECT} WHERE organiser = ? ORDER BY id", (account,))
    return [SessionRow(*row) for row in rows]


def mark_seen(connection: sqlite3.Connection, session: int, now: int) -> None:
    """Notes that a session is in use."""
    connection.execute("UPDATE organiser_sessions SET seen_at = ? WHERE id = ?", (now, session))


def end(connection: sqlite3.Connection, token: bytes) -> bool:
    """Ends a session; returns whether there was one."""
    done = connection.execute("DELETE FROM organiser_sessions WHERE token = ?", (token,))
    return done.rowcount == 1


def end_one(connection: sqlite3.Connection, account: int, session: int) -> bool:
    """Ends a session of an account; returns whether there was one."""
    done = connection.execute(
        "DELETE FROM organiser_sessions WHERE organiser = ? AND id = ?", (account, session)
    )
    return done.rowcount == 1


def end_all(connection: sqlite3.Connection, account: int) -> int:
    """Ends all sessions of an account; returns how many."""
    done = connection.execute("DELETE FROM organiser_sessions WHERE organiser = ?", (account,))
    return done.rowcount


def count_before(connection: sqlite3.Connection, before: int) -> int:
    """Returns how many sessions began, and log-ins failed, before then."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM organiser_sessions WHERE made_at < :before)"
        " + (SELECT count(*) FROM organiser_attempts WHERE at < :before)",
        {"before": before},
    ).fetchone()
    return int(row[0])


def remove_before(connection: sqlite3.Connection, before: int) -> int:
    """Removes them; returns how many."""
    sessions = connection.execute("DELETE FROM organiser_sessions WHERE made_at < ?", (before,))
    attempts = connection.execute("DELETE FROM organiser_attempts WHERE at < ?", (before,))
    return sessions.rowcount + attempts.rowcount


def add_attempt(connection: sqlite3.Connection, marks: Marks, now: int) -> int:
    """Notes a log-in as failed until it has succeeded; returns its number."""
    row = connection.execute(
        "INSERT INTO organiser_attempts (mailbox, network, at) VALUES (?, ?, ?) RETURNING id",
        (*marks, now),
    ).fetchone()
    return int(row[0])


def forget_attempt(connection: sqlite3.Connection, attempt: int) -> None:
    """Takes back that a log-in failed."""
    connection.execute("DELETE FROM organiser_attempts WHERE id = ?", (attempt,))


def forget_attempts_on(connection: sqlite3.Connection, mailbox: bytes) -> None:
    """Forgets the failed log-ins of a mailbox: its person is there, or was invited again."""
    connection.execute("DELETE FROM organiser_attempts WHERE mailbox = ?", (mailbox,))


def failures_of(connection: sqlite3.Connection, mailbox: bytes) -> tuple[int, int]:
    """Returns how many log-ins of a mailbox have failed in a row, and when the last did."""
    row = connection.execute(
        "SELECT count(*), coalesce(max(at), 0) FROM organiser_attempts WHERE mailbox = ?",
        (mailbox,),
    ).fetchone()
    return int(row[0]), int(row[1])


def failures_from(connection: sqlite3.Connection, network: bytes, since: int) -> int:
    """Returns how many log-ins from a network have failed since then; 0 for one not known."""
    row = connection.execute(
        "SELECT count(*) FROM organiser_attempts WHERE network = ? AND network <> x'' AND at > ?",
        (network, since),
    ).fetchone()
    return int(row[0])
