"""Verifying a petition: whether everything that is shown follows from the ledger."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from campaigner.petitions.proof.recount import Misfit, Recount, Watched, recount
from campaigner.store import ledger, petitions, signatures, tallies
from campaigner.store.database import Database, snapshot
from campaigner.store.petitions import Petition

Key = TypeVar("Key", bound=tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether all fits; else the first thing that does not (a ledger row by its number)."""

    rows: int
    total: int
    misfit: Misfit | None

    @property
    def ok(self) -> bool:
        """Whether all fits."""
        return self.misfit is None


def verify(database: Database, name: str, watched: Watched | None = None) -> Verdict:
    """Recount a campaign's petition from its ledger and compare all that is kept with it.

    The chain of the ledger's rows, its length and head, the tally in every cell, the sums, the
    thresholds, and what the signatures that are still held say of themselves. It works on the
    state of one moment while others sign.
    """
    with snapshot(database) as connection:
        petition = petitions.find_petition(connection, name)
        assert petition is not None
        marks = petitions.thresholds_of(connection, petition.id)
        rows = ledger.rows_from(connection, petition.id)
        counted = recount(name, rows, marks, watched)
        misfit = counted.misfit or next(_misfits(connection, petition, counted), None)
    return Verdict(counted.rows, counted.total, misfit)


def _misfits(
    connection: sqlite3.Connection, petition: Petition, counted: Recount
) -> Iterator[Misfit]:
    yield from _end_misfits(petition, counted)
    yield from _differences("tally", counted.cells, tallies.cells(connection, petition.id))
    yield from _differences("sum by", _sums(counted), tallies.every_sum(connection, petition.id))
    for each in petitions.thresholds_of(connection, petition.id):
        if each.reached_at != counted.reached[each.at]:
            yield Misfit(f"threshold {each.at}", f"the threshold {each.at} has another time.")
    yield from _signature_misfits(connection, petition, counted)


def _end_misfits(petition: Petition, counted: Recount) -> Iterator[Misfit]:
    if counted.rows < petition.ledger_rows:
        missing = counted.rows + 1
        yield Misfit(missing, f"ledger row {missing} is missing.")
    if counted.rows > petition.ledger_rows:
        extra = petition.ledger_rows + 1
        yield Misfit(extra, f"ledger row {extra} was never counted.")
    if counted.head != petition.head:
        yield Misfit("head", "the head is not that of the ledger's last row.")


def _differences(
    name: str, expected: Mapping[Key, int], there: Iterable[tuple[Key, int]]
) -> Iterator[Misfit]:
    left = dict(expected)
    for key, count in there:
        if left.pop(key, 0) != count:
            yield _difference(name, key)
    yield from (_difference(name, key) for key, count in left.items() if count)


def _difference(name: str, key: tuple[str, ...]) -> Misfit:
    place = f"{name} {' '.join(part or '(none)' for part in key)}"
    return Misfit(place, f"the {place} is not what the ledger comes to.")


def _sums(counted: Recount) -> Mapping[tuple[str, str], int]:
    sums: Counter[tuple[str, str]] = Counter()
    for cell, count in counted.cells.items():
        sums["total", ""] += count
        for dimension in zip(tallies.DIMENSIONS, cell, strict=True):
            sums[dimension] += count
    for (day, hour), count in counted.hours.items():
        sums["hour", f"{day}T{hour:02}"] += count
    return sums


def _signature_misfits(
    connection: sqlite3.Connection, petition: Petition, counted: Recount
) -> Iterator[Misfit]:
    taken_back, sha256 = counted.taken_back, hashlib.sha256
    rows = signatures.with_ledger(connection, petition.id, petition.campaign)
    for number, record, salt, leaf, same_place, confirmed in rows:
        if sha256(salt + record).digest() != leaf:
            wrong = "is not the one that was counted"
        elif not same_place:
            wrong = "is counted in another place"
        elif confirmed != (taken_back.get(leaf, 0) == 0):
            wrong = "has another state than the ledger says"
        else:
            continue
        yield Misfit(f"signature {number}", f"the signature {number} {wrong}.")
