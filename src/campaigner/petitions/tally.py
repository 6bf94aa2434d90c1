"""How many have signed: in all, and by area, day, hour, source, country or language."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from campaigner.errors import UnknownName, UsageError
from campaigner.store import tallies
from campaigner.store.petitions import Petition

DIMENSIONS = (*tallies.DIMENSIONS, "hour")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by one dimension; they add up to ``total``. An empty value is no area."""

    campaign: str
    by: str
    total: int
    counts: tuple[tuple[str, int], ...]


def take_tally(
    connection: sqlite3.Connection,
    petition: Petition,
    by: str,
    where: Mapping[str, str] | None = None,
    today: str = "",
) -> Tally:
    """The tally of a petition by one dimension, of those signatures that have what ``where`` says.

    By ``hour`` it is that of the day ``today`` (ISO). Without ``where`` it is read from sums
    that are kept: it takes as long for ten signatures as for ten million.
    Raises UnknownName for a dimension that there is not.
    """
    for name in (by, *(where or ())):
        if name not in DIMENSIONS:
            raise UnknownName("dimension", name, DIMENSIONS)
    if where:
        if "hour" in (by, *where):
            raise UsageError("The tally by hour cannot be filtered.")
        counts = tallies.filtered(connection, petition.id, by, where)
    elif by == "hour":
        counts = tallies.sums(connection, petition.id, by, f"{today}T", f"{today}T~")
    else:
        counts = tallies.sums(connection, petition.id, by)
    whole = sum(count for _, count in counts)
    return Tally(petition.campaign, by, whole, tuple(counts))
