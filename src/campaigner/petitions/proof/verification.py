"""Verifying a petition: whether everything that is shown follows from its ledger."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import zip_longest
from typing import TypeVar

from campaigner.petitions.proof import chain
from campaigner.petitions.proof.held_signatures import signature_misfits
from campaigner.petitions.proof.kept_samples import sample_misfits
from campaigner.petitions.proof.ledger import leaf_of_answer
from campaigner.petitions.proof.marks import Mark
from campaigner.petitions.proof.published import kept_misfits
from campaigner.petitions.proof.recount import Misfit, Recount, recount
from campaigner.store import ledger, petitions, tallies, tiles, wordings
from campaigner.store.database import Database, snapshot
from campaigner.store.petitions import Petition, Threshold
from campaigner.transparency.tiles import grown

Key = TypeVar("Key", bound=tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether all fits; if not, the first thing that does not (a ledger row by its number).

    ``counted_by`` is the ledger row that counts the signature of a receipt, ``published_rows`` how
    many rows a checkpoint is about, ``signed_by`` the keys that signed it, if one was given.
    ``unknown_keys`` are the names of others that signed it. ``old_answers`` are the thresholds
    whose answers were recorded before the ledger was a public log: no row has them, and they are
    not proved.
    """

    rows: int
    total: int
    misfit: Misfit | None
    counted_by: int | None = None
    published_rows: int | None = None
    signed_by: tuple[str, ...] = ()
    unknown_keys: tuple[str, ...] = ()
    old_answers: tuple[int, ...] = ()

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
            "answers_not_in_ledger": list(self.old_answers),
        }


def verify(database: Database, name: str) -> Verdict:
    """Recount a campaign's petition from its ledger and compare all that is kept with it.

    That is the rules of the ledger's rows, its length, the log over them, the checkpoints that were
    signed, the tally in every cell, the sums, the thresholds and answers, what the signatures that
    are still held say of themselves, and samples. It works on the state of one moment while others
    sign.
    """
    with snapshot(database) as connection:
        petition = petitions.find_petition(connection, name)
        assert petition is not None
        return verdict_on(connection, petition, recounted(connection, petition))


def recounted(
    connection: sqlite3.Connection, petition: Petition, wanted: Iterable[int] = ()
) -> Recount:
    """Returns what a petition's ledger adds up to; see ``recount``."""
    return recount(
        ledger.rows_from(connection, petition.id),
        petitions.thresholds_of(connection, petition.id),
        wanted=ledger.rows_about(connection, petition.id).union(wanted),
        old_rows=petition.chain_rows,
        tile=partial(tiles.read_tile, connection, petition.id, 0),
    )


def verdict_on(connection: sqlite3.Connection, petition: Petition, counted: Recount) -> Verdict:
    """Returns whether all that is kept fits what the ledger adds up to."""
    misfit = counted.misfit or next(_misfits(connection, petition, counted), None)
    old = tuple(sorted(at for at, mark in counted.marks.items() if mark.is_old))
    return Verdict(counted.rows, counted.total, misfit, old_answers=old)


def _misfits(
    connection: sqlite3.Connection, petition: Petition, counted: Recount
) -> Iterator[Misfit]:
    yield from _length_misfits(petition, counted)
    yield from _tile_misfits(connection, petition, counted)
    yield from chain.misfits(connection, petition)
    yield from _wording_misfits(connection, petition, counted)
    yield from kept_misfits(connection, petition)
    yield from _differences("tally", counted.cells, tallies.cells(connection, petition.id))
    yield from _differences("sum by", _sums(counted), tallies.every_sum(connection, petition.id))
    for each in petitions.thresholds_of(connection, petition.id):
        yield from _threshold_misfits(petition, each, counted.marks[each.at])
    yield from signature_misfits(connection, petition, counted)
    yield from sample_misfits(connection, petition)


def _length_misfits(petition: Petition, counted: Recount) -> Iterator[Misfit]:
    if counted.rows < petition.ledger_rows:
        missing = counted.rows + 1
        yield Misfit(missing, f"ledger row {missing} is missing.")
    if counted.rows > petition.ledger_rows:
        extra = petition.ledger_rows + 1
        yield Misfit(extra, f"ledger row {extra} was never counted.")


def _tile_misfits(
    connection: sqlite3.Connection, petition: Petition, counted: Recount
) -> Iterator[Misfit]:
    """What is wrong in the log above the hashes of rows, or beyond them."""
    stray = tiles.stray_tile(connection, petition.id, counted.rows)
    if stray is not None:
        yield Misfit(f"tile 0/{stray}", f"the log's tile 0/{stray} is not as the ledger makes it.")
    made = grown(0, counted.roots, lambda *_: b"")
    expected = [(level + 1, number, tiles.padded(tile)) for level, number, tile in made]
    there = tiles.tiles_from(connection, petition.id, level=1)
    for ours, kept in zip_longest(sorted(expected), there):
        if ours != kept:
            level, number, _ = ours or kept
            place = f"tile {level}/{number}"
            yield Misfit(place, f"the log's {place} is not as the ledger makes it.")


def _wording_misfits(
    connection: sqlite3.Connection, petition: Petition, counted: Recount
) -> Iterator[Misfit]:
    """What is wrong with the words that are kept, beside what the ledger states of them."""
    stated = dict(counted.wordings)
    for each in wordings.all_of(connection, petition.id):
        is_whole = sha256(each.words.encode()).digest() == each.hash
        if not is_whole or (each.number and stated.pop(each.hash, None) != each.number):
            place = f"wording {each.version or each.hash.hex()}"
            yield Misfit(place, f"the {place} is not the one that was signed.")
    for digest, row in stated.items():
        message = f"the words that ledger row {row} states are not kept."
        yield Misfit(f"wording {digest.hex()}", message)


def _threshold_misfits(petition: Petition, threshold: Threshold, mark: Mark) -> Iterator[Misfit]:
    place = f"threshold {threshold.at}"
    if threshold.reached_at != mark.reached_at:
        yield Misfit(place, f"the {place} has another time than the ledger says.")
    is_older = threshold.answered_after is not None
    if is_older and not 0 < (threshold.answered_after or 0) <= petition.chain_rows:
        yield Misfit(place, f"the {place} has an answer that is not in the ledger.")
    if not is_older and threshold.answered_at != mark.answered_at:
        yield Misfit(place, f"the {place} was not answered when the ledger says.")
    leaf = leaf_of_answer(petition.campaign, threshold.at, threshold.answer)
    if leaf != mark.answer if mark.answer else threshold.answer and not is_older:
        yield Misfit(place, f"the {place} has another answer than the ledger.")


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
