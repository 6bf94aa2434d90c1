"""The links in mails: a random token each, of which the database has the hash alone."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3

from campaigner.store.tokens import add_token

DAY = 24 * 60 * 60
DAYS_GOOD = {"confirm": 30, "withdraw": 400}


def make_token(connection: sqlite3.Connection, signature: int, purpose: str, now: int) -> str:
    """A new token for a signature: to ``confirm`` it, or to ``withdraw`` it."""
    token = secrets.token_hex(20)  # letters and digits: no shell or mail program trips over it
    expires_at = now + DAYS_GOOD[purpose] * DAY
    add_token(connection, token_hash(token), signature, purpose, now, expires_at)
    return token


def token_hash(token: str) -> bytes:
    """What the database knows of a token."""
    return hashlib.sha256(token.encode()).digest()
