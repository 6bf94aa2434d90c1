"""Counting a ledger again from its first row: the chain, the cells, the thresholds.

Pure: rows in, what they add up to out. docs/ledger.md describes what is checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from campaigner.petitions.proof.ledger import CHANGES, head_of
from campaigner.store.ledger import LedgerRow, RowValues, first_head
from campaigner.store.petitions import Threshold
from campaigner.store.tallies import Cell
from campaigner.vocabulary import LedgerKind


@dataclass(frozen=True, slots=True)
class Misfit:
    """The first thing that does not fit: a ledger row by its number, or a place by its name."""

    where: int | str
    message: str


@dataclass
class Recount:
    """What a ledger adds up to."""

    rows: int = 0
    total: int = 0
    head: bytes = b""
    cells: dict[Cell, int] = field(default_factory=lambda: defaultdict(int), repr=False)
    hours: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int), repr=False)
    taken_back: dict[bytes, int] = field(default_factory=lambda: defaultdict(int), repr=False)
    reached: dict[int, int | None] = field(default_factory=dict)
    misfit: Misfit | None = None


@dataclass(slots=True)
class Watched:
    """What to look for on the way: a leaf and its count, the ledger as it was at a row."""

    leaf: bytes = b""
    leaf_count: int = 0
    leaf_rows: list[int] = field(default_factory=list)
    at_row: int = 0
    head_then: bytes = b""
    total_then: int = 0


def recount(
    campaign: str,
    rows: Iterable[RowValues],
    thresholds: Iterable[Threshold] = (),
    watched: Watched | None = None,
) -> Recount:
    """Count the rows of a campaign's ledger, up to the first that does not fit.

    Memory grows with the number of cells, not of rows.
    """
    result = Recount(head=first_head(campaign))
    steps = _Steps(thresholds)
    watched = watched or Watched()
    cells, hours, head, total, number = result.cells, result.hours, result.head, 0, 0
    changes, near = CHANGES, steps.near
    wanted, stop = watched.leaf, watched.at_row
    for row in rows:
        following, kind, change, at, area, day, hour, source, country, language, leaf, said = row
        after = head_of(head, row)
        if after != said or following != number + 1 or changes.get(kind) != change:
            result.misfit = _misfit(LedgerRow._make(row), number + 1)
            break
        number, head = following, after
        total += change
        cells[area, day, source, country, language] += change
        hours[day, hour] += change
        if change < 0 or kind == LedgerKind.RESTORED:
            result.taken_back[leaf] += change
        if total in near:
            steps.pass_by(number, total, change, at)
        if leaf == wanted:
            watched.leaf_count += change
            watched.leaf_rows.append(number)
        if number == stop:
            watched.head_then, watched.total_then = head, total
    result.rows, result.total, result.head, result.reached = number, total, head, steps.reached
    return result


def _misfit(row: LedgerRow, expected: int) -> Misfit:
    if row.number != expected:
        return Misfit(expected, f"ledger row {expected} is missing.")
    if CHANGES.get(row.kind) != row.change:
        return Misfit(expected, f"ledger row {expected} counts what a row of its kind does not.")
    return Misfit(expected, f"ledger row {expected} is not as it was written.")


class _Steps:
    """When each threshold was reached, as the count goes up and down past it."""

    def __init__(self, thresholds: Iterable[Threshold]) -> None:
        self.answered = {each.at: each.answered_after for each in thresholds}
        self.reached: dict[int, int | None] = dict.fromkeys(self.answered)
        self.near = {count for at in self.answered for count in (at, at - 1)}

    def pass_by(self, number: int, total: int, change: int, at: int) -> None:
        """Note that a row brought the count to ``total``."""
        if change > 0 and total in self.reached and self.reached[total] is None:
            self.reached[total] = at
        fallen = total + 1
        if change < 0 and fallen in self.reached:
            answered = self.answered[fallen]
            if answered is None or number <= answered:
                self.reached[fallen] = None
