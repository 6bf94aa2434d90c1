"""The ledger: a row for each thing that changes a count, each answer, and each wording.

::

    leaf = SHA-256(salt, record)          record: the person's, see ``record_of``
    entry = the row as canonical JSON     see ``store.ledger.row_bytes``

The entries are those of a public log, a Merkle tree (``transparency``). docs/ledger.md describes
the format for other programs.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from campaigner.petitions.counts.thresholds import restamp
from campaigner.store import petitions
from campaigner.store.ledger import LedgerRow, add_rows, row_of
from campaigner.store.petitions import Petition
from campaigner.store.signatures import Signature
from campaigner.vocabulary.signatures import LedgerKind

CHANGES: dict[str, int] = {
    LedgerKind.CONFIRMED: 1,
    LedgerKind.PAPER: 1,
    LedgerKind.RESTORED: 1,
    LedgerKind.WITHDRAWN: -1,
    LedgerKind.INVALIDATED: -1,
    LedgerKind.ANSWERED: 0,
    LedgerKind.WORDING: 0,
}
FIRST = (LedgerKind.CONFIRMED, LedgerKind.PAPER)
"""The kinds of rows that count a signature for the first time; all others are about such a row."""
_SALT = 16  # bytes


class Entry(NamedTuple):
    """What is to be added to the ledger, before it has its number and total.

    ``about`` is the row that counted the signature first, 0 if this one does.
    """

    kind: str
    area: str
    day: str
    hour: int
    source: str
    country: str
    language: str
    leaf: bytes
    about: int = 0


def record_of(
    campaign: str,
    name: str,
    email: str | None,
    postcode: str,
    country: str,
    signed_at: int,
    wording: bytes | None = None,
) -> str:
    """Returns what a person signed, as the text that their leaf is made of.

    That is six lines, and a seventh with the hash of the words that they signed, if it is known.
    """
    signed = f"{campaign}\n{name}\n{email or ''}\n{postcode}\n{country}\n{signed_at}"
    return signed + wording_line(wording) if wording else signed


def wording_line(wording: bytes) -> str:
    """Returns the end of a record: which words were signed."""
    return f"\nwording {wording.hex()}"


def new_salt() -> bytes:
    """Returns a salt for the leaf of a new signature: 16 random bytes."""
    return secrets.token_bytes(_SALT)


def new_salts(count: int) -> list[bytes]:
    """Returns as many of them, at the cost of one."""
    drawn = secrets.token_bytes(_SALT * count)
    return [drawn[at : at + _SALT] for at in range(0, len(drawn), _SALT)]


def leaf_of(salt: bytes, record: str) -> bytes:
    """Returns the mark that a signature leaves in the ledger: without the salt it says nothing."""
    return sha256(salt + record.encode()).digest()


def record_of_signature(campaign: str, signature: Signature) -> str:
    """Returns the record of a signature as it is kept; see ``record_of``."""
    return record_of(
        campaign,
        signature.name,
        signature.email,
        signature.postcode,
        signature.country,
        signature.signed_at,
        signature.wording,
    )


def leaf_of_answer(campaign: str, at: int, answer: str) -> bytes:
    """Returns the mark that an answer to a threshold leaves in the ledger; it is not secret."""
    said = json.dumps([campaign, at, answer], ensure_ascii=False, separators=(",", ":"))
    return sha256(said.encode()).digest()


def day_and_hour(moment: int) -> tuple[str, int]:
    """Returns the day (ISO) and the hour of a time, in UTC."""
    return _day_and_hour(moment // 3600)


@lru_cache(maxsize=10_000)
def _day_and_hour(hours: int) -> tuple[str, int]:
    when = datetime.fromtimestamp(hours * 3600, UTC)
    return when.date().isoformat(), when.hour


def append(
    connection: sqlite3.Connection, petition: int, entries: Sequence[Entry], now: int
) -> int:
    """Add entries to a petition's ledger, its tally and thresholds; returns the last row's number.

    Times in the ledger never go back: with a clock that did, entries are of the last row's time.
    Belongs inside a transaction that holds the write lock.
    """
    current = petitions.petition_of(connection, petition)
    if not entries:
        return current.ledger_rows
    last = row_of(connection, petition, current.ledger_rows)
    at = max(now, last.at) if last else now
    add_rows(connection, petition, _numbered(current, entries, last.total if last else 0, at))
    restamp(connection, petition, at)
    return current.ledger_rows + len(entries)


def _numbered(petition: Petition, entries: Sequence[Entry], total: int, at: int) -> list[LedgerRow]:
    rows, changes = [], CHANGES
    for number, entry in enumerate(entries, petition.ledger_rows + 1):
        kind, area, day, hour, source, country, language, leaf, about = entry
        change = changes[kind]
        total += change
        rows.append(
            LedgerRow(number, kind, change, total, at, area, day, hour, source, country, language,
                      about, leaf)
        )  # fmt: skip
    return rows


def entry_for(kind: LedgerKind, campaign: str, signature: Signature) -> Entry:
    """Returns the entry that counts a signature, or takes it back, on the day it was confirmed."""
    day, hour = day_and_hour(signature.confirmed_at or signature.signed_at)
    return Entry(
        kind,
        signature.area,
        day,
        hour,
        signature.source,
        signature.country,
        signature.language,
        leaf_of(signature.salt, record_of_signature(campaign, signature)),
        0 if kind in FIRST else signature.counted or 0,
    )


def entry_for_answer(campaign: str, at: int, answer: str, row: int, now: int) -> Entry:
    """Returns the entry of an answer to the threshold ``at``, which ``row`` reached."""
    leaf = leaf_of_answer(campaign, at, answer)
    return Entry(LedgerKind.ANSWERED, "", *day_and_hour(now), "", "", "", leaf, row)


def entry_for_wording(digest: bytes, now: int) -> Entry:
    """Returns the entry that states the words that are signed, by their hash."""
    return Entry(LedgerKind.WORDING, "", *day_and_hour(now), "", "", "", digest)
