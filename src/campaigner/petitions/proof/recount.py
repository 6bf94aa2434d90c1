"""Counting a ledger again from its first row: the rules, the cells, the thresholds, the log.

Pure: rows in, what they add up to out. docs/ledger.md describes what is checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

from campaigner.petitions.proof.leaves import PART, Leaves
from campaigner.petitions.proof.ledger import CHANGES, FIRST
from campaigner.petitions.proof.marks import Mark, Marks
from campaigner.petitions.proof.rules import LEAF_SIZE, NEVER, Counted, Rules
from campaigner.store.ledger import LedgerRow, RowValues, row_bytes
from campaigner.store.petitions import Threshold
from campaigner.store.tallies import Cell
from campaigner.transparency.merkle import HASH_SIZE, root_of
from campaigner.transparency.tiles import WIDTH

_FIRST = frozenset(FIRST)
Tile = Callable[[int], bytes]
"""Returns the hashes of 256 rows that the log has, the first of them from 0 on."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """The first thing that does not fit: a ledger row by its number, or a place by its name."""

    where: int | str
    message: str


@dataclass
class Recount:
    """What a ledger adds up to.

    ``signatures`` is how many it has ever counted, ``counted`` the rows that later ones are about,
    ``roots`` those of each 256 rows that are full, ``wordings`` the rows that state words, by their
    hashes.
    """

    rows: int = 0
    total: int = 0
    signatures: int = 0
    cells: dict[Cell, int] = field(default_factory=lambda: defaultdict(int), repr=False)
    hours: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int), repr=False)
    counted: dict[int, Counted] = field(default_factory=dict, repr=False)
    marks: dict[int, Mark] = field(default_factory=dict)
    roots: list[bytes] = field(default_factory=list, repr=False)
    wordings: dict[bytes, int] = field(default_factory=dict)
    misfit: Misfit | None = None


def recount(
    rows: Iterable[RowValues],
    thresholds: Iterable[Threshold] = (),
    *,
    wanted: Container[int] = frozenset(),
    old_rows: int = 0,
    tile: Tile | None = None,
) -> Recount:
    """Count the rows of a ledger, up to the first that does not fit.

    ``wanted`` are the numbers of the rows that others are about (and of any that are to be known
    about afterwards), ``old_rows`` how many are from before the rules about times, ``tile`` what
    the log has, if that is to be compared. Memory grows with the number of cells and of signatures
    that were taken back, and by 24 bytes a row.
    """
    marks = Marks(thresholds)
    counting = _Counting(Rules(marks, wanted, old_rows))
    result = counting.result
    found: list[Misfit] = []
    for block in _blocks(rows):
        hashes = [sha256(b"\0" + row_bytes(row)).digest() for row in block]  # as leaf_hash does
        if tile and (unlike := _unlike(hashes, tile(result.rows // WIDTH))) is not None:
            row = result.rows + unlike + 1
            found.append(Misfit(row, f"ledger row {row} is not the one that the log has."))
        if misfit := counting.count(block):
            found.insert(0, misfit)
        if found:
            break
        if len(block) == WIDTH:
            result.roots.append(root_of(hashes))
    if twice := counting.leaves.twice():
        again, first = twice
        message = f"ledger row {again} counts the signature again that row {first} counted."
        found.insert(0, Misfit(again, message))
    result.misfit = min(found, key=lambda each: int(each.where), default=None)
    result.signatures = len(counting.leaves)
    result.counted, result.marks = counting.rules.counted, marks.by_count
    result.wordings = counting.rules.wordings
    return result


def _blocks(rows: Iterable[RowValues]) -> Iterator[list[RowValues]]:
    rest = iter(rows)
    while block := list(islice(rest, WIDTH)):
        yield block


def _unlike(hashes: Sequence[bytes], tile: bytes) -> int | None:
    """Returns the place of the first hash that is not the tile's, None if all are."""
    if b"".join(hashes) == tile[: len(hashes) * HASH_SIZE]:
        return None
    kept = [tile[at : at + HASH_SIZE] for at in range(0, len(tile), HASH_SIZE)]
    pairs = zip(hashes, [*kept, *[b""] * len(hashes)], strict=False)
    return next(at for at, (ours, theirs) in enumerate(pairs) if ours != theirs)


class _Counting:
    """The count so far."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.leaves, self.result = rules, Leaves(), Recount()
        self.at = 0

    def count(self, block: Iterable[RowValues]) -> Misfit | None:
        """Count rows; returns the first that does not fit."""
        rules, result = self.rules, self.result
        cells, hours, starts, wanted = result.cells, result.hours, rules.starts, rules.wanted
        changes, near, parts = CHANGES, rules.marks.near, self.leaves.parts
        number, total, at = result.rows, result.total, self.at
        misfit = None
        for row in block:
            (following, kind, change, said, when, area, day, hour, source, country, language,
             about, leaf) = row  # fmt: skip
            cell = area, day, source, country, language
            moment = day, hour
            is_plain = (
                following == number + 1
                and changes.get(kind) == change
                and said == total + change
                and at <= when >= starts.get(moment, NEVER)
                and cell in cells
                and kind in _FIRST
                and not about
                and len(leaf) == LEAF_SIZE
            )
            if not is_plain and (misfit := self._wrong(row, number, total, at)):
                break
            if kind in _FIRST:
                halves, numbers = parts[leaf[0]]
                halves.frombytes(leaf[:PART])
                numbers.append(following)
            number, total, at = following, said, when
            cells[cell] += change
            hours[moment] += change
            if number in wanted:
                rules.remember(LedgerRow._make(row))
            if total in near:
                rules.marks.pass_by(number, total, change, at)
        result.rows, result.total, self.at = number, total, at
        return misfit

    def _wrong(self, values: RowValues, number: int, total: int, at: int) -> Misfit | None:
        """Returns what is wrong with a row that is not plain, after one with that number."""
        row, expected = LedgerRow._make(values), number + 1
        if row.number != expected:
            return Misfit(expected, f"ledger row {expected} is missing.")
        wrong = self.rules.wrong(row, total, at)
        if not wrong and row.kind not in _FIRST:
            wrong = self.rules.wrong_later(row)
        if wrong:
            return Misfit(expected, f"ledger row {expected} {wrong}.")
        self.result.cells.setdefault((row.area, row.day, row.source, row.country, row.language), 0)
        return None
