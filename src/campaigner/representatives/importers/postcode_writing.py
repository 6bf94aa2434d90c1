"""Writing postcodes: sorted entries into the database, compared with what it has."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from typing import Final

from campaigner.representatives.gazetteer import Gazetteer
from campaigner.representatives.importers.area_columns import Layout
from campaigner.representatives.records import AreaRecord
from campaigner.representatives.report import Report
from campaigner.store import postcodes

INDEX_BITS: Final = 24  # room for 16 million different combinations of codes
_INDEX_MASK: Final = (1 << INDEX_BITS) - 1

Meaning = tuple[frozenset[int], bool]


class Combinations:
    """What each combination of codes in a table means: its areas, and whether it is terminated."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        gazetteer: Gazetteer,
        layout: Layout,
        combinations: Sequence[tuple[str, ...]],
    ) -> None:
        self.connection = connection
        self.schemes = frozenset(layout.schemes)
        self.says_terminated = layout.terminated
        self.meanings: list[Meaning] = [
            (
                frozenset(gazetteer.place(AreaRecord(*code)) for code in layout.codes(cells)),
                layout.terminated and bool(cells[-1].strip()),
            )
            for cells in combinations
        ]
        self._sets: dict[Meaning, int] = {}

    def union(self, indexes: Sequence[int]) -> int:
        """The index of a new combination: a postcode of several rows lies in all their areas."""
        meanings = [self.meanings[index] for index in indexes]
        areas = frozenset[int]().union(*(areas for areas, _ in meanings))
        self.meanings.append((areas, all(terminated for _, terminated in meanings)))
        return len(self.meanings) - 1

    def set_of(self, meaning: Meaning) -> int:
        """The number of the set in the database, made if it is new."""
        if meaning not in self._sets:
            areas, terminated = meaning
            self._sets[meaning] = postcodes.area_set(self.connection, areas, terminated=terminated)
        return self._sets[meaning]


def write(
    connection: sqlite3.Connection, combinations: Combinations, entries: list[int], report: Report
) -> None:
    """Write sorted entries (``postcode << 24 | index``) and count what they changed."""
    if postcodes.count(connection):
        _revise(connection, combinations, entries, report)
        return
    sets = _Sets(combinations)
    rows = ((number, sets[index]) for number, index in _merged(entries, combinations))
    postcodes.put(connection, rows)
    report.postcodes_added = postcodes.count(connection)


class _Sets(dict[int, int]):
    """The set of each combination's index, made when it is first asked for."""

    def __init__(self, combinations: Combinations) -> None:
        super().__init__()
        self._combinations = combinations

    def __missing__(self, index: int) -> int:
        made = self._combinations.set_of(self._combinations.meanings[index])
        self[index] = made
        return made


def _merged(entries: list[int], combinations: Combinations) -> Iterator[tuple[int, int]]:
    """Each postcode once, with the index of its combination."""
    unions: dict[tuple[int, ...], int] = {}
    previous, index = -1, 0
    several: tuple[int, ...] = ()
    for entry in entries:
        number = entry >> INDEX_BITS
        if number != previous:
            if previous >= 0:
                yield previous, index
            previous, index, several = number, entry & _INDEX_MASK, ()
        elif (another := entry & _INDEX_MASK) != index:
            several = (*(several or (index,)), another)
            if several not in unions:
                unions[several] = combinations.union(several)
            index = unions[several]
    if previous >= 0:
        yield previous, index


def _revise(
    connection: sqlite3.Connection, combinations: Combinations, entries: list[int], report: Report
) -> None:
    """Compare with the postcodes that are there, and write those that are new or differ."""
    joined = _Joined(connection, combinations)
    numbers, sets = array("q"), array("q")
    known = postcodes.everything(connection)
    there, old = next(known, (None, 0))
    for number, index in _merged(entries, combinations):
        while there is not None and there < number:
            there, old = next(known, (None, 0))
        if there != number:
            report.postcodes_added += 1
            new = joined.set_of(0, index)
        elif (new := joined.set_of(old, index)) == old:
            report.postcodes_unchanged += 1
            continue
        else:
            report.postcodes_changed += 1
        numbers.append(number)
        sets.append(new)
    postcodes.put(connection, zip(numbers, sets, strict=True))


class _Joined:
    """The set that follows from an old set and a table's combination, remembered by both."""

    def __init__(self, connection: sqlite3.Connection, combinations: Combinations) -> None:
        self._combinations = combinations
        self._old = postcodes.sets(connection)
        self._replaced = postcodes.areas_of_schemes(connection, combinations.schemes)
        self._known: dict[tuple[int, int], int] = {}

    def set_of(self, old: int, index: int) -> int:
        """The set: the table's areas, with the old ones of schemes that it does not speak of."""
        if (old, index) not in self._known:
            areas, terminated = self._combinations.meanings[index]
            kept, was_terminated = self._old.get(old, (frozenset[int](), False))
            if not self._combinations.says_terminated:
                terminated = was_terminated
            meaning = (areas | (kept - self._replaced), terminated)
            self._known[old, index] = self._combinations.set_of(meaning)
        return self._known[old, index]
