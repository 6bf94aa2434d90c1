"""Signatories who agreed to a letter to their representatives in their name."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from campaigner.store.consents import Words, words_id
from campaigner.store.signatures import COLUMNS, Signature, as_signature

_AGREED = (
    "FROM signatures JOIN letter_consents ON signature = signatures.id"
    " WHERE petition = (SELECT id FROM petitions WHERE campaign = ?) AND state = 'confirmed'"
    " AND stopped_at IS NULL"
)


class LetterConsent(NamedTuple):
    """What people agreed to: the words of the question, and the SHA-256 of the letter's text."""

    words: Words | None = None
    text: bytes | None = None


UNSAID = LetterConsent()
"""A yes of which only the yes is known."""


def add_letter_consents(
    connection: sqlite3.Connection,
    signatures: Iterable[int],
    now: int,
    agreed: LetterConsent = UNSAID,
) -> None:
    """Note that signatories agreed at a time in seconds since 1970."""
    numbers = list(signatures)
    words = words_id(connection, agreed.words) if numbers else None
    connection.executemany(
        "INSERT INTO letter_consents (signature, given_at, words, text) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [(signature, now, words, agreed.text) for signature in numbers],
    )


def has_agreed(connection: sqlite3.Connection, signature: int) -> bool:
    """Returns whether a signatory agreed."""
    found = connection.execute(
        "SELECT 1 FROM letter_consents WHERE signature = ? AND stopped_at IS NULL", (signature,)
    )
    return found.fetchone() is not None


def count_agreed(connection: sqlite3.Connection, campaign: str) -> int:
    """Returns how many confirmed signatories of a campaign agreed."""
    return int(connection.execute(f"SELECT count(*) {_AGREED}", (campaign,)).fetchone()[0])


def count_other_texts(
    connection: sqlite3.Connection, campaign: str, texts: Collection[bytes]
) -> int:
    """Returns how many confirmed signatories agreed to another text than today's.

    ``texts`` are the SHA-256 of today's; those of whom no text is known do not count.
    """
    rows = connection.execute(
        f"SELECT text, count(*) {_AGREED} AND text IS NOT NULL GROUP BY text", (campaign,)
    )
    return sum(number for text, number in rows if text not in texts)


def who_agreed(connection: sqlite3.Connection, campaign: str) -> Iterator[Signature]:
    """Yields the confirmed signatories of a campaign who agreed, the earliest first.

    They are read as they are asked for, on a cursor that letters recorded meanwhile leave alone.
    """
    last = 0
    while True:
        rows = connection.execute(
            f"SELECT {COLUMNS} {_AGREED} AND signatures.id > ? ORDER BY signatures.id LIMIT 500",
            (campaign, last),
        ).fetchall()
        for row in rows:
            yield as_signature(row)
        if not rows:
            return
        last = rows[-1][0]
