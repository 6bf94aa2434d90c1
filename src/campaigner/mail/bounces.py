"""Addresses that mail cannot reach, as keyed hashes: enough to know one again, not to look it up.

They are forgotten after half a year: mailboxes come back, and nobody need be remembered for longer.
"""

from __future__ import annotations

import hashlib
import hmac
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from campaigner.emails import canonical_email
from campaigner.petitions.signing.networks import KEY_FILE, network_key
from campaigner.store import outbox

DAYS = 180  # for which they are kept


@dataclass(frozen=True)
class Bounces:
    """The bounces of a workspace, whose keys are in a folder."""

    keys: Path

    def add(self, connection: sqlite3.Connection, email: str, now: int) -> None:
        """Notes that mail cannot reach an address."""
        outbox.add_bounce(connection, self.mark_of(email), now)

    def has(self, connection: sqlite3.Connection, email: str) -> bool:
        """Returns whether mail is known not to reach an address."""
        return outbox.bounced_at(connection, self.hash_of(email)) is not None

    def forget(self, connection: sqlite3.Connection, email: str) -> None:
        """Forgets that mail cannot reach an address."""
        outbox.forget_bounce(connection, self.hash_of(email), canonical_email(email))

    def hash_of(self, email: str) -> bytes:
        """Returns what is kept of an address, nothing if there is no key and so no bounce."""
        if not (self.keys / KEY_FILE).exists():
            return b""
        return self._hash(network_key(self.keys), email)

    def mark_of(self, email: str) -> bytes:
        """Returns the keyed hash of an address; the key is made if there is none."""
        return self._hash(network_key(self.keys), email)

    def _hash(self, key: bytes, email: str) -> bytes:
        mailbox = canonical_email(email)
        return hmac.new(key, b"bounce:" + mailbox.encode(), hashlib.sha256).digest()[:16]
