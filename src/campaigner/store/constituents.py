"""Constituents: where those who signed live, and the letters that they wrote to whom."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_COUNTED = "petition = ? AND state = 'confirmed' AND counted IS NOT NULL"


def count_by_postcode(connection: sqlite3.Connection, petition: int) -> dict[str, int]:
    """Returns how many signatures that count come from each postcode of the United Kingdom."""
    rows = connection.execute(
        f"SELECT postcode, count(*) FROM signatures WHERE {_COUNTED} AND country = 'GB'"
        " GROUP BY postcode",
        (petition,),
    )
    return dict(rows.fetchall())


def homes(connection: sqlite3.Connection, signatures: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Returns the area and the postcode of some signatures, by their numbers."""
    rows = connection.execute(
        "SELECT id, area, postcode FROM signatures WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(signatures)),),
    )
    return {number: (area, postcode) for number, area, postcode in rows}


class WrittenLetter(NamedTuple):
    """A letter to a representative that is valid and says who sent it; ``path`` is its file's."""

    id: int
    supporter: bytes
    recipient: int
    area_code: str
    sender_name: str
    path: str
    sha256: str


def letters_to(connection: sqlite3.Connection, campaign: str, role: str) -> list[WrittenLetter]:
    """Returns a campaign's letters to those in a role, by number."""
    rows = connection.execute(
        f"SELECT {', '.join(WrittenLetter._fields)} FROM letters WHERE campaign = ? AND role = ?"
        " AND voided_at IS NULL AND sender_name <> '' ORDER BY id",
        (campaign, role),
    )
    return [WrittenLetter(*row) for row in rows]


def who_took_back(
    connection: sqlite3.Connection, petition: int
) -> Iterator[tuple[str, str, str, bool]]:
    """Yields name, postcode and email of those in whose name no letter may go out.

    They have withdrawn, do not count, or no longer agree to a letter; the last value says whether
    the same row still counts and agrees, which it does for those who signed again.
    """
    rows = connection.execute(
        "WITH no AS (SELECT person FROM signatures LEFT JOIN letter_consents ON signature = id"
        "  WHERE petition = :petition AND state <> 'pending'"
        "  AND (state <> 'confirmed' OR stopped_at IS NOT NULL))"
        " SELECT name, postcode, coalesce(email, ''),"
        "  state = 'confirmed' AND letter_consents.signature IS NOT NULL AND stopped_at IS NULL"
        " FROM signatures LEFT JOIN letter_consents ON letter_consents.signature = id"
        " WHERE petition = :petition AND person IN (SELECT person FROM no)",
        {"petition": petition},
    )
    return ((name, postcode, email, bool(agrees)) for name, postcode, email, agrees in rows)
