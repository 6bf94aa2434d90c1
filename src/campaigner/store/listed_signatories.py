"""Who counts on a petition, as a list of signatories needs it: read only, one after the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from campaigner.store.consents import Words


class Signatory(NamedTuple):
    """Somebody whose signature counts.

    ``agreed`` is the number of the words in which they agreed that their data is used, None if
    they are not known; ``on_sheet`` is whether they signed on one of the program's own sheets.
    """

    name: str
    postcode: str
    country: str
    language: str
    on_sheet: bool
    agreed: int | None


def signatories(connection: sqlite3.Connection, petition: int) -> Iterator[Signatory]:
    """Yields those whose signatures count, in the order in which they signed."""
    rows = connection.execute(
        "SELECT name, postcode, country, language, sheet IS NOT NULL, words FROM signatures"
        " LEFT JOIN agreements ON agreements.signature = signatures.id"
        " WHERE petition = ? AND state = 'confirmed' ORDER BY signatures.id",
        (petition,),
    )
    return (
        Signatory(name, postcode, country, language, bool(sheet), agreed)
        for name, postcode, country, language, sheet, agreed in rows
    )


def count(connection: sqlite3.Connection, petition: int) -> int:
    """Returns how many there are whose signatures count and whose names are held."""
    row = connection.execute(
        "SELECT count(*) FROM signatures WHERE petition = ? AND state = 'confirmed'", (petition,)
    ).fetchone()
    return int(row[0])


def words_agreed_to(connection: sqlite3.Connection) -> dict[int, Words]:
    """Returns the words in which signatories agreed that their data is used, by their numbers."""
    rows = connection.execute(
        "SELECT id, language, words FROM consent_words"
        " WHERE id IN (SELECT words FROM agreements) ORDER BY id"
    )
    return {number: Words(language, words) for number, language, words in rows}


def changes(connection: sqlite3.Connection, petition: int) -> dict[str, int]:
    """Returns how many rows of each kind a petition's ledger has."""
    rows = connection.execute(
        "SELECT kind, count(*) FROM ledger WHERE petition = ? GROUP BY kind", (petition,)
    )
    return dict(rows.fetchall())
