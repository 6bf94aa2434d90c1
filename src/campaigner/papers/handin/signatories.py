"""The list of signatories, line by line, and how it is divided into sides of paper.

A side has two columns of fifty rows. A name that is wider than its column takes several rows, and
the grid stays as it is: everything about it is decided here, before anything is laid out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from campaigner.countries import HOME
from campaigner.papers.handin.promises import Promises
from campaigner.rendering.fonts.row_widths import drawable, wrapped
from campaigner.store.listed_signatories import Signatory
from campaigner.vocabulary.papers import NameList

ROWS = 50  # in a column
COLUMNS = 2
_ROOM = 18.8  # ems of the column of names: see handin.css
_MOST_ROWS = 12  # of one name


class Line(NamedTuple):
    """One signatory: their number, the rows of what is shown, where they live.

    ``rtl`` is whether the name is read from right to left.
    """

    number: int
    rows: tuple[str, ...]
    place: str
    rtl: bool


class Side(NamedTuple):
    """A side of paper: its columns of lines."""

    columns: tuple[tuple[Line, ...], ...]

    @property
    def first(self) -> int:
        """The number of its first signatory."""
        return self.columns[0][0].number

    @property
    def last(self) -> int:
        """The number of its last signatory."""
        return self.columns[-1][-1].number


@dataclass
class Counted:
    """How many lines a list has, and on how many of them nothing is shown.

    ``bracketed`` lines have letters that no font at hand draws; ``packages`` have fonts for them.
    """

    lines: int = 0
    withheld: int = 0
    sides: int = 0
    bracketed: int = 0
    packages: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class NameLines:
    """Makes lines of signatories; ``withheld`` is what stands there if nothing may be shown."""

    shown: NameList
    promises: Promises
    withheld: str
    counted: Counted = field(default_factory=Counted)

    def of(self, people: Iterable[Signatory]) -> Iterator[Line]:
        """Yields a line for each person, numbered from 1."""
        for number, person in enumerate(people, 1):
            self.counted.lines = number
            if not self.promises.may_show(person, self.shown):
                self.counted.withheld += 1
                yield Line(number, (self.withheld,), "", rtl=False)
                continue
            if self.shown is NameList.INITIALS:
                name, place = initials(person.name), ""
            else:
                name, place = person.name, _place(person)
            yield Line(number, self._rows(name), place, _is_right_to_left(name))

    def _rows(self, name: str) -> tuple[str, ...]:
        shown, scripts = drawable(name)
        if shown != name:
            self.counted.bracketed += 1
            self.counted.packages.update(script.debian for script in scripts)
        rows = wrapped(shown, _ROOM)
        return rows if len(rows) <= _MOST_ROWS else (*rows[: _MOST_ROWS - 1], f"{rows[-1]}…")

    def sides(self, people: Iterable[Signatory]) -> Iterator[Side]:
        """Yields the sides of the list."""
        for side in sides(self.of(people)):
            self.counted.sides += 1
            yield side


def sides(lines: Iterable[Line]) -> Iterator[Side]:
    """Yields sides of lines; a line's rows are never in two columns."""
    columns: list[list[Line]] = [[]]
    used = 0
    for line in lines:
        if used + len(line.rows) > ROWS:
            if len(columns) == COLUMNS:
                yield Side(tuple(map(tuple, columns)))
                columns = []
            columns.append([])
            used = 0
        columns[-1].append(line)
        used += len(line.rows)
    if columns[0]:
        yield Side(tuple(map(tuple, columns)))


def initials(name: str) -> str:
    """Returns the initials of a name, such as ``A. S.`` for Ada Sample."""
    return " ".join(f"{start}." for word in name.split() if (start := _start(word)))


def _start(word: str) -> str:
    """The first letter of a word with the marks on it, empty if it has none."""
    place = next((place for place, char in enumerate(word) if char.isalpha()), None)
    if place is None:
        return ""
    end = place + 1
    while end < len(word) and unicodedata.category(word[end]).startswith("M"):
        end += 1
    return word[place:end].upper() if len(word[place].upper()) == 1 else word[place:end]


def _place(person: Signatory) -> str:
    """The district of a postcode in the United Kingdom, the country elsewhere."""
    if person.country != HOME:
        return person.country
    return person.postcode.rpartition(" ")[0] or person.postcode


def _is_right_to_left(name: str) -> bool:
    """Whether the first letter that has a direction is of a script from right to left."""
    if name.isascii():
        return False
    kinds = (unicodedata.bidirectional(char) for char in name)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)
