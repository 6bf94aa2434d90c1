"""The links that were mailed, as hashes of their tokens."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from campaigner.vocabulary import LinkPurpose


@dataclass(frozen=True, slots=True)
class Token:
    """What a mailed link is good for, and until when."""

    signature: int
    purpose: LinkPurpose
    made_at: int
    expires_at: int
    used_at: int | None


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
    row = connection.execute(
        "SELECT signature, purpose, made_at, expires_at, used_at FROM tokens WHERE hash = ?",
        (digest,),
    ).fetchone()
    if not row:
        return None
    signature, purpose, *times = row
    return Token(signature, LinkPurpose(purpose), *times)


def use_token(connection: sqlite3.Connection, digest: bytes, now: int) -> None:
    """Record that a token was used."""
    connection.execute("UPDATE tokens SET used_at = ? WHERE hash = ?", (now, digest))
