"""The links that were mailed, as hashes of their tokens."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from campaigner.vocabulary.signatures import LinkPurpose


@dataclass(frozen=True, slots=True)
class Token:
    """What a mailed link is good for, and until when."""

    signature: int
    purpose: LinkPurpose
    made_at: int
    expires_at: int
    used_at: int | None


_SELECT = "SELECT signature, purpose, made_at, expires_at, used_at FROM tokens"


def add_token(
    connection: sqlite3.Connection,
    digest: bytes,
    signature: int,
    purpose: LinkPurpose,
    made_at: int,
    expires_at: int,
) -> None:
    """Add a token by its hash."""
    connection.execute(
        "INSERT INTO tokens (hash, signature, purpose, made_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        (digest, signature, purpose, made_at, expires_at),
    )


def find_token(connection: sqlite3.Connection, digest: bytes) -> Token | None:
    """Returns the token of that hash, used or not."""
    row = connection.execute(f"{_SELECT} WHERE hash = ?", (digest,)).fetchone()
    return _token(row) if row else None


def tokens_of(connection: sqlite3.Connection, signature: int) -> list[Token]:
    """Returns the tokens that were mailed about a signature, used or not, as they were made."""
    rows = connection.execute(f"{_SELECT} WHERE signature = ? ORDER BY made_at", (signature,))
    return [_token(row) for row in rows]


def _token(row: sqlite3.Row) -> Token:
    signature, purpose, *times = row
    return Token(signature, LinkPurpose(purpose), *times)


def use_token(connection: sqlite3.Connection, digest: bytes, now: int) -> None:
    """Record that a token was used."""
    connection.execute("UPDATE tokens SET used_at = ? WHERE hash = ?", (now, digest))
