"""Signatures that are there on paper in people's own hand, by what they can count for."""

from __future__ import annotations

import sqlite3

from campaigner.vocabulary import SignatureState

IN_INK = (
    "SELECT count(*), coalesce(sum(sheet IS NULL), 0), coalesce(sum(address_seen), 0)"
    " FROM signatures WHERE wet_ink = 1 AND petition = ? AND state = ?"
)
"""Sums, which take about a third of the time of groups."""


def in_ink(
    connection: sqlite3.Connection, petition: int, area: str | None = None
) -> tuple[int, int, int]:
    """Returns how many counted signatures of a petition are there in wet ink, read from an index.

    They are all, those that were given online as well, and those whose address was seen. ``area``
    is a code, empty for none, None for all.
    """
    where, values = ("", ()) if area is None else (" AND area = ?", (area,))
    every, online, address = connection.execute(
        f"{IN_INK}{where}", (petition, SignatureState.CONFIRMED.value, *values)
    ).fetchone()
    return every, online, address


def note_seen(
    connection: sqlite3.Connection, signature: int, *, wet_ink: bool, address: bool
) -> None:
    """Note what was seen of a signature on paper; what was seen before stays so."""
    connection.execute(
        "UPDATE signatures SET wet_ink = max(wet_ink, ?), address_seen = max(address_seen, ?)"
        " WHERE id = ?",
        (wet_ink, address, signature),
    )


def set_seen(
    connection: sqlite3.Connection,
    petition: int,
    line: tuple[str, int],
    *,
    wet_ink: bool | None,
    address: bool | None,
) -> bool:
    """Correct what was seen on a line (sheet and number); None leaves it. Returns if it changed."""
    values = {"ink": wet_ink, "address": address, "petition": petition}
    changed = connection.execute(
        "UPDATE signatures SET wet_ink = coalesce(:ink, wet_ink),"
        " address_seen = coalesce(:address, address_seen)"
        " WHERE sheet = :sheet AND line = :line AND petition = :petition AND"
        " (wet_ink <> coalesce(:ink, wet_ink)"
        " OR address_seen <> coalesce(:address, address_seen))",
        {**values, "sheet": line[0], "line": line[1]},
    )
    return changed.rowcount > 0
