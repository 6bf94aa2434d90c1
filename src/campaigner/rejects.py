"""Rows that could not be used, as a table to correct and import again.

It has the columns of the table that they come from, and two more: the line there, and the reason.
Cells are guarded, so that no spreadsheet takes one for a formula. When the table is read again,
``plain_cells`` removes the guard.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import PurePath
from typing import IO

from campaigner.cells import BYTE_ORDER_MARK, guarded, unguarded

LINE, REASON = "line", "problem"


def is_rejects(header: Sequence[str]) -> bool:
    """Returns whether a table with these headers is one of rejects."""
    return REASON in header


def own_headers(header: Sequence[str]) -> list[str]:
    """Returns the headers without the two that rejects add."""
    return [header[place] for place in _own_places(header)]


def plain_cells(header: Sequence[str]) -> Callable[[str], str]:
    """Returns a function that removes the guard from the cells of a table with these headers."""
    return unguarded if is_rejects(header) else str


def names_after(first: str) -> Iterator[str]:
    """Yields names for a file of rejects: ``rejects.csv``, ``rejects-2.csv`` and so on."""
    yield first
    name = PurePath(first)
    yield from (f"{name.stem}-{number}{name.suffix}" for number in count(2))


class RejectsWriter:
    """Writes rows that could not be used to a binary file, as CSV in UTF-8.

    ``header`` is that of the table that they come from; it may be one of rejects itself.
    A file that is ``continued`` has its header already.
    """

    def __init__(self, file: IO[bytes], header: Sequence[str], *, continued: bool = False) -> None:
        self._file = file
        self._writer = csv.writer(self)
        self._places = _own_places(header)
        self._plain = plain_cells(header)
        if not continued:
            self.write(BYTE_ORDER_MARK)
            names = [guarded(header[place]) for place in self._places]
            self._writer.writerow([*names, LINE, REASON])

    def write_row(self, line: int, reason: str, cells: Sequence[str] = ()) -> None:
        """Write a row; one that could not be read has no cells."""
        own = [cells[place] if place < len(cells) else "" for place in self._places]
        row = [guarded(self._plain(cell)) for cell in own]
        self._writer.writerow([*row, line, guarded(reason)])

    def write(self, text: str) -> None:
        """Take text from the CSV writer."""
        self._file.write(text.encode())


def _own_places(header: Sequence[str]) -> list[int]:
    """Returns the places of the columns that rejects have not added."""
    places = list(range(len(header)))
    if is_rejects(header):
        for added in (LINE, REASON):
            found = [place for place in places if header[place] == added]
            if found:
                places.remove(found[-1])
    return places
