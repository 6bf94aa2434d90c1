"""The ledger: a row for each thing that changes a count, each sealed to the one before.

::

    leaf = SHA-256(salt, record)                    record: the person's, see ``record_of``
    head = SHA-256(head before, leaf, columns)      columns: the row's own, see ``columns_of``

The first row's "head before" is ``store.ledger.first_head`` of the campaign. docs/ledger.md
describes the format for other programs.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from campaigner.petitions.thresholds import restamp
from campaigner.store import petitions
from campaigner.store.ledger import LedgerRow, RowValues, add_rows
from campaigner.store.petitions import Petition
from campaigner.store.signatures import Signature
from campaigner.vocabulary import LedgerKind

CHANGES: dict[str, int] = {
    LedgerKind.CONFIRMED: 1,
    LedgerKind.PAPER: 1,
    LedgerKind.RESTORED: 1,
    LedgerKind.WITHDRAWN: -1,
    LedgerKind.INVALIDATED: -1,
}


class Entry(NamedTuple):
    """What is to be added to the ledger, before it has its number and head."""

    kind: LedgerKind
    area: str
    day: str
    hour: int
    source: str
    country: str
    language: str
    leaf: bytes


def record_of(
    campaign: str, name: str, email: str | None, postcode: str, country: str, signed_at: int
) -> str:
    """Returns what a person signed, as the text that their leaf is made of: six lines."""
    return f"{campaign}\n{name}\n{email or ''}\n{postcode}\n{country}\n{signed_at}"


def new_salt() -> bytes:
    """Returns a salt for the leaf of a new signature: 16 random bytes."""
    return secrets.token_bytes(16)


def leaf_of(salt: bytes, record: str) -> bytes:
    """Returns the mark that a signature leaves in the ledger: without the salt it says nothing."""
    return hashlib.sha256(salt + record.encode()).digest()


def record_of_signature(campaign: str, signature: Signature) -> str:
    """Returns the record of a signature as it is kept; see ``record_of``."""
    return record_of(
        campaign,
        signature.name,
        signature.email,
        signature.postcode,
        signature.country,
        signature.signed_at,
    )


def columns_of(row: RowValues) -> bytes:
    """Returns the columns of a row that its head seals: ten lines, from number to language."""
    number, kind, change, at, area, day, hour, source, country, language, _, _ = row
    return (
        f"{number}\n{kind}\n{change}\n{at}\n{area}\n{day}\n{hour}\n{source}\n{country}\n{language}"
    ).encode()


def head_of(before: bytes, row: RowValues) -> bytes:
    """Returns the head after a row, from the head before it; the row's own is not used."""
    return hashlib.sha256(before + row[-2] + columns_of(row)).digest()


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

    Belongs inside a transaction that holds the write lock.
    """
    current = petitions.petition_of(connection, petition)
    if not entries:
        return current.ledger_rows
    add_rows(connection, petition, _sealed(current, entries, now))
    restamp(connection, petition, now)
    return current.ledger_rows + len(entries)


def _sealed(petition: Petition, entries: Sequence[Entry], now: int) -> list[LedgerRow]:
    rows, head = [], petition.head
    for number, entry in enumerate(entries, petition.ledger_rows + 1):
        kind, area, day, hour, source, country, language, leaf = entry
        row = LedgerRow(
            number,
            kind,
            CHANGES[kind],
            now,
            area,
            day,
            hour,
            source,
            country,
            language,
            leaf,
            head=b"",
        )
        head = head_of(head, row)
        rows.append(row._replace(head=head))
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
    )
