"""Verifying a petition: whether everything that is shown follows from its ledger."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from campaigner.petitions.proof.ledger import leaf_of, record_of
from campaigner.petitions.proof.recount import Misfit, Recount, Watched, recount
from campaigner.store import ledger, petitions, signatures, tallies
from campaigner.store.database import Database, snapshot
from campaigner.store.petitions import Petition
from campaigner.store.unusable import not_added

Key = TypeVar("Key", bound=tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether all fits; if not, the first thing that does not (a ledger row by its number).

    ``counted_by`` is the ledger row that counts the signature of a receipt, ``published_rows`` how
    many rows a checkpoint is about, if one was given.
    """

    rows: int
    total: int
    misfit: Misfit | None
    counted_by: int | None = None
    published_rows: int | None = None

    @property
    def ok(self) -> bool:
        """Whether all fits."""
        return self.misfit is None

    def as_dict(self) -> dict[str, object]:
        """Returns the verdict as JSON has it."""
        return {
            "ok": self.ok,
            "rows": self.rows,
            "total": self.total,
            "first_bad": self.misfit.where if self.misfit else None,
            "message": self.misfit.message if self.misfit else None,
        }


def verify(database: Database, name: str, watched: Watched | None = None) -> Verdict:
    """Recount a campaign's petition from its ledger and compare all that is kept with it.

    That is the chain of the ledger's rows, its length and head, the tally in every cell, the sums,
    the thresholds, and what the signatures that are still held say of themselves. It works on
    the state of one moment while others sign. ``watched`` says what to look for on the way.
    Raises DatabaseUnusable if a read-only database does not know the petition.
    """
    with snapshot(database) as connection:
        petition = petitions.find_petition(connection, name)
        if petition is None:
            raise not_added()
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
    return Misfit(place, f"the {place} is not what the ledger adds up to.")


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
    campaign, taken_back = petition.campaign, counted.taken_back
    for row in signatures.with_ledger(connection, petition.id):
        number, name, email, postcode, country, signed_at, salt, leaf, same_place, confirmed = row
        if leaf_of(salt, record_of(campaign, name, email, postcode, country, signed_at)) != leaf:
            wrong = "is not the one that was counted"
        elif not same_place:
            wrong = "is counted in another place"
        elif confirmed != (taken_back.get(leaf, 0) == 0):
            wrong = "has another state than the ledger says"
        else:
            continue
        yield Misfit(f"signature {number}", f"the signature {number} {wrong}.")
