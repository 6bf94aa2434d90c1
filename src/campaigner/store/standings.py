"""Signatures that are there on paper in people's own hand, by what they can count for."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.signatures import SignatureState

IN_INK = (
    "SELECT count(*), coalesce(sum(sheet IS NULL), 0), coalesce(sum(address_seen), 0),"
    " coalesce(sum(max(commons, lords, senedd)), 0),"
    " coalesce(sum(address_seen AND NOT max(commons, lords, senedd)), 0),"
    " coalesce(sum(commons), 0), coalesce(sum(lords), 0), coalesce(sum(senedd), 0)"
    " FROM signatures WHERE wet_ink = 1 AND petition = ? AND state = ?"
)
"""Sums, which take about a third of the time of groups."""


class InInk(NamedTuple):
    """How many counted signatures are there in wet ink; the houses are columns of signatures.

    ``online`` were given online as well. ``presentable`` can be presented to a House, to whichever;
    ``address_only`` have an address and cannot.
    """

    every: int
    online: int
    with_address: int
    presentable: int
    address_only: int
    commons: int
    lords: int
    senedd: int


class SeenOnLine(NamedTuple):
    """What was seen of a signature on a sheet; None was not said.

    ``venue`` is the House in whose form the sheet is, None for no House; ``in_order`` is whether
    that House can receive the signature.
    """

    wet_ink: bool | None
    address: bool | None
    venue: Venue | None = None
    in_order: bool | None = None


def in_ink(connection: sqlite3.Connection, petition: int, area: str | None = None) -> InInk:
    """Returns how many counted signatures of a petition are there in wet ink, read from an index.

    ``area`` is a code, empty for none, None for all.
    """
    where, values = ("", ()) if area is None else (" AND area = ?", (area,))
    row = connection.execute(
        f"{IN_INK}{where}", (petition, SignatureState.CONFIRMED.value, *values)
    ).fetchone()
    return InInk(*row)


def note_seen(connection: sqlite3.Connection, signature: int, seen: SeenOnLine) -> None:
    """Note what was seen of a signature on paper; what was seen before stays so."""
    connection.execute(
        "UPDATE signatures SET wet_ink = max(wet_ink, :ink),"
        " address_seen = max(address_seen, :address), commons = max(commons, :commons),"
        " lords = max(lords, :lords), senedd = max(senedd, :senedd) WHERE id = :signature",
        {
            "ink": bool(seen.wet_ink),
            "address": bool(seen.address),
            "signature": signature,
            **{each.value: each is seen.venue and bool(seen.in_order) for each in Venue},
        },
    )


def set_seen(
    connection: sqlite3.Connection, petition: int, line: tuple[str, int], seen: SeenOnLine
) -> bool:
    """Correct what was seen on a line (sheet and number); None leaves it. Returns if it changed."""
    changed = connection.execute(
        "UPDATE signatures SET wet_ink = coalesce(:ink, wet_ink),"
        " address_seen = coalesce(:address, address_seen), commons = coalesce(:commons, commons),"
        " lords = coalesce(:lords, lords), senedd = coalesce(:senedd, senedd)"
        " WHERE sheet = :sheet AND line = :line AND petition = :petition AND"
        " (wet_ink <> coalesce(:ink, wet_ink) OR address_seen <> coalesce(:address, address_seen)"
        " OR commons <> coalesce(:commons, commons) OR lords <> coalesce(:lords, lords)"
        " OR senedd <> coalesce(:senedd, senedd))",
        {
            "ink": seen.wet_ink,
            "address": seen.address,
            "petition": petition,
            "sheet": line[0],
            "line": line[1],
            **{each.value: seen.in_order if each is seen.venue else None for each in Venue},
        },
    )
    return changed.rowcount > 0
