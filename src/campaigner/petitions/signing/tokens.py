"""The links in mails: each has a random token, of which the database has only the hash."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3

from campaigner.store.tokens import add_token
from campaigner.vocabulary.signatures import LinkPurpose

DAY = 24 * 60 * 60
DAYS_GOOD = {LinkPurpose.CONFIRM: 30, LinkPurpose.WITHDRAW: 400}


def make_token(
    connection: sqlite3.Connection, signature: int, purpose: LinkPurpose, now: int
) -> str:
    """Returns a new token for a link that confirms or withdraws a signature."""
    token = secrets.token_hex(20)  # letters and digits: no shell or mail program trips over it
    expires_at = now + DAYS_GOOD[purpose] * DAY
    add_token(connection, token_hash(token), signature, purpose, now, expires_at)
    return token


def token_hash(token: str) -> bytes:
    """Returns what the database knows of a token."""
    return hashlib.sha256(token.encode(errors="backslashreplace")).digest()
