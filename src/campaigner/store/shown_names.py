"""Signatories who agreed that their name is shown on the petition's page."""

from __future__ import annotations

import sqlite3

from campaigner.store.consents import Words, words_id


def add(
    connection: sqlite3.Connection, signature: int, petition: int, yes: Words, now: int
) -> None:
    """Note that a signatory agreed, in which words."""
    connection.execute(
        "INSERT INTO shown_names (signature, petition, words, given_at) VALUES (?, ?, ?, ?)",
        (signature, petition, words_id(connection, yes), now),
    )


def given(connection: sqlite3.Connection, signature: int) -> tuple[Words, int] | None:
    """Returns the words in which a signatory agreed and has not stopped it, and when."""
    row = connection.execute(
        "SELECT language, consent_words.words, given_at FROM shown_names"
        " JOIN consent_words ON consent_words.id = shown_names.words"
        " WHERE signature = ? AND stopped_at IS NULL",
        (signature,),
    ).fetchone()
    return (Words(row[0], row[1]), row[2]) if row else None


def newest(connection: sqlite3.Connection, petition: int, limit: int) -> list[str]:
    """Returns names of confirmed signatories who agreed, the newest signature first."""
    rows = connection.execute(
        "SELECT name FROM shown_names JOIN signatures ON signatures.id = signature"
        " WHERE shown_names.petition = ? AND stopped_at IS NULL AND state = 'confirmed'"
        " ORDER BY signature DESC LIMIT ?",
        (petition, limit),
    )
    return [name for (name,) in rows]
