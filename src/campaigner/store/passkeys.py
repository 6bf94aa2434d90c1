"""Passkeys of organisers: a public key for each, and when it was used."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey of an account; times in seconds since 1970, UTC. ``uses`` is its own counter."""

    id: int
    account: int
    credential: bytes = field(repr=False)
    public_key: bytes = field(repr=False)
    uses: int
    name: str
    made_at: int
    used_at: int | None


_SELECT = (
    "SELECT id, organiser, credential, public_key, uses, name, made_at, used_at"
    " FROM organiser_passkeys"
)


def add(
    connection: sqlite3.Connection,
    account: int,
    credential: bytes,
    public_key: bytes,
    uses: int,
    name: str,
    now: int,
) -> bool:
    """Keeps a passkey; returns whether it was not known before."""
    done = connection.execute(
        "INSERT OR IGNORE INTO organiser_passkeys"
        " (organiser, credential, public_key, uses, name, made_at) VALUES (?, ?, ?, ?, ?, ?)",
        (account, credential, public_key, uses, name, now),
    )
    return done.rowcount == 1


def of_account(connection: sqlite3.Connection, account: int) -> list[Passkey]:
    """Returns the passkeys of an account, the oldest first."""
    rows = connection.execute(f"{_SELECT} WHERE organiser = ? ORDER BY id", (account,))
    return [Passkey(*row) for row in rows]


def of_credential(connection: sqlite3.Connection, credential: bytes) -> Passkey | None:
    """Returns the passkey of that name of the device's."""
    row = connection.execute(f"{_SELECT} WHERE credential = ?", (credential,)).fetchone()
    return Passkey(*row) if row else None


def mark_used(connection: sqlite3.Connection, passkey: int, uses: int, now: int) -> bool:
    """Notes that a passkey was used; returns whether its counter has not gone back."""
    done = connection.execute(
        "UPDATE organiser_passkeys SET uses = ?, used_at = ?"
        " WHERE id = ? AND (uses < ? OR uses = 0)",
        (uses, now, passkey, uses),
    )
    return done.rowcount == 1


def remove(connection: sqlite3.Connection, account: int, passkey: int) -> bool:
    """Removes a passkey of an account; returns whether it was there."""
    done = connection.execute(
        "DELETE FROM organiser_passkeys WHERE organiser = ? AND id = ?", (account, passkey)
    )
    return done.rowcount == 1


def remove_all(connection: sqlite3.Connection, account: int) -> None:
    """Removes the passkeys of an account."""
    connection.execute("DELETE FROM organiser_passkeys WHERE organiser = ?", (account,))
