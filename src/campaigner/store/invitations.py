"""Invitations to accounts: to be mailed, mailed, accepted once."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation, and whom it is for; times in seconds since 1970, UTC."""

    id: int
    account: int
    email: str
    name: str
    language: str
    made_at: int
    tries: int
    expires_at: int | None
    used_at: int | None


_SELECT = (
    "SELECT i.id, i.organiser, o.email, o.name, o.language, i.made_at, i.tries, i.expires_at,"
    " i.used_at FROM organiser_invitations AS i JOIN organisers AS o ON o.id = i.organiser"
)
_WAITING = "i.sent_at IS NULL AND o.removed_at IS NULL"


def add(connection: sqlite3.Connection, account: int, now: int) -> None:
    """Queues an invitation."""
    connection.execute(
        "INSERT INTO organiser_invitations (organiser, made_at, due_at) VALUES (?, ?, ?)",
        (account, now, now),
    )


def remove_of(connection: sqlite3.Connection, account: int) -> None:
    """Removes an account's invitations: their links are no longer good."""
    connection.execute("DELETE FROM organiser_invitations WHERE organiser = ?", (account,))


def end_open(connection: sqlite3.Connection, account: int, now: int) -> None:
    """Ends the invitations of an account that were not accepted, mailed or not."""
    connection.execute(
        "UPDATE organiser_invitations SET link = NULL, sent_at = coalesce(sent_at, ?)"
        " WHERE organiser = ? AND used_at IS NULL",
        (now, account),
    )


def claim(connection: sqlite3.Connection, now: int, until: int) -> Invitation | None:
    """Returns the invitation that has been due the longest; others leave it alone until then."""
    row = connection.execute(
        f"{_SELECT} WHERE {_WAITING} AND i.due_at <= ? ORDER BY i.due_at, i.id LIMIT 1", (now,)
    ).fetchone()
    if row is None:
        return None
    found = Invitation(*row)
    put_off(connection, found.id, until, found.tries + 1)
    return found


def has_due(connection: sqlite3.Connection, now: int) -> bool:
    """Returns whether an invitation is to be mailed now."""
    row = connection.execute(f"{_SELECT} WHERE {_WAITING} AND i.due_at <= ? LIMIT 1", (now,))
    return row.fetchone() is not None


def is_waiting(connection: sqlite3.Connection, invitation: int) -> bool:
    """Returns whether an invitation is still to be mailed."""
    row = connection.execute(f"{_SELECT} WHERE i.id = ? AND {_WAITING}", (invitation,))
    return row.fetchone() is not None


def put_off(connection: sqlite3.Connection, invitation: int, due_at: int, tries: int) -> None:
    """Lets an invitation be mailed later."""
    connection.execute(
        "UPDATE organiser_invitations SET due_at = ?, tries = ? WHERE id = ?",
        (due_at, tries, invitation),
    )


def set_token(
    connection: sqlite3.Connection, invitation: int, digest: bytes, expires_at: int
) -> None:
    """Notes the hash of the token that is mailed; one that was mailed before is no longer good."""
    connection.execute(
        "UPDATE organiser_invitations SET link = ?, expires_at = ? WHERE id = ?",
        (digest, expires_at, invitation),
    )


def set_file(connection: sqlite3.Connection, invitation: int, path: str, sha256: str) -> None:
    """Notes the file that the mail is about to be in, so that it is deleted with the account."""
    connection.execute(
        "UPDATE organiser_invitations SET file = ?, sha256 = ? WHERE id = ?",
        (path, sha256, invitation),
    )


def files_of(connection: sqlite3.Connection, account: int) -> dict[str, str]:
    """Returns the SHA-256 of each file that an account's invitations were written to, by path."""
    rows = connection.execute(
        "SELECT file, sha256 FROM organiser_invitations WHERE organiser = ? AND file <> ''",
        (account,),
    )
    return {row[0]: row[1] for row in rows}


def mark_sent(connection: sqlite3.Connection, invitation: int, now: int) -> None:
    """Notes that an invitation was mailed, or will not be."""
    connection.execute(
        "UPDATE organiser_invitations SET sent_at = ? WHERE id = ?", (now, invitation)
    )


def of_token(connection: sqlite3.Connection, digest: bytes) -> Invitation | None:
    """Returns the invitation of a token's hash, accepted or not, to an account that is there."""
    row = connection.execute(
        f"{_SELECT} WHERE i.link = ? AND o.removed_at IS NULL", (digest,)
    ).fetchone()
    return Invitation(*row) if row else None


def use(connection: sqlite3.Connection, invitation: int, now: int) -> bool:
    """Notes that an invitation was accepted; returns whether it was not before."""
    done = connection.execute(
        "UPDATE organiser_invitations SET used_at = ? WHERE id = ? AND used_at IS NULL",
        (now, invitation),
    )
    return done.rowcount == 1
