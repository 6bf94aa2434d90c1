"""Tables of text: rows of cells with a separator between them, quoted or not."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from campaigner.tables.encodings import Encoding
from campaigner.tables.sheets import Sheet, SheetRow, Unreadable

_QUOTE = '"'
_NOT_CLOSED = "unexpected end of data"  # as the csv module calls it
_TELLING = 25  # rows, the longest of which tells how many cells there are
_WIDE = 4  # cells in a row, so that one with a cell less is still known as one
_WIDER = 6  # the same with two cells less
_FEWEST = 2  # cells in a row, for a line to be taken for one
_AT_ONCE = 500  # lines that are read together if each is a row


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the cells of a row are told apart.

    ``whole``: each row is quoted as a whole, so that it is a cell with a row in it.
    """

    separator: str = ","
    quote: str = _QUOTE
    whole: bool = False


@dataclass(frozen=True)
class SeparatedText:
    """CSV, TSV and the like. The first ``skipped`` lines are not rows."""

    opened: Callable[[], BinaryIO]
    encoding: Encoding
    dialect: Dialect
    skipped: int = 0

    def rows(self) -> Iterator[SheetRow]:
        """Yield each row with its number. Raises CampaignerError if the file cannot be read."""
        with self.encoding.text(self.opened()) as lines:
            for _ in range(self.skipped):
                lines.readline()
            if self.encoding.older:
                yield from records(map(self.encoding.decoded, lines), self.dialect)
            else:
                yield from records(lines, self.dialect)


def records(lines: Iterable[str], dialect: Dialect) -> Iterator[SheetRow]:
    """Yield the rows in lines of text, each with its number.

    A row that cannot be read costs no other: where a quotation mark is not closed, only its own
    line is given up, and reading goes on with the next one.
    """
    source, number, width = _Lines(lines), 0, 0
    while True:
        for cells in source.plain_rows(dialect):
            number += 1
            width = max(width, len(cells)) if number <= _TELLING else width
            yield number, unwrapped(cells, dialect) if dialect.whole else cells
        read = _next_row(source, dialect, width)
        if read is None:
            return
        number += 1
        if not isinstance(read, Unreadable):
            width = max(width, len(read)) if number <= _TELLING else width
            read = unwrapped(read, dialect) if dialect.whole else read
        yield number, read


def _next_row(source: _Lines, dialect: Dialect, width: int) -> list[str] | Unreadable | None:
    """Returns the next row, however many lines it has; None at the end."""
    source.taken.clear()
    try:
        cells = next(_reader(source, dialect))
    except StopIteration:
        return None
    except csv.Error as error:
        trouble = str(error)
    else:
        if len(source.taken) == 1 or not _has_swallowed(source.taken, cells, width, dialect):
            return cells
        trouble = _NOT_CLOSED
    found = _unreadable(source.taken[0], trouble, dialect)
    source.give_back_all_but_one()
    return found


class _Lines:
    """Lines to read; those of one row, ``taken``, can be given back to be read again."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines)
        self.taken.append(line)
        return line

    def give_back_all_but_one(self) -> None:
        """Let the lines after the first be read again."""
        self._back.extendleft(reversed(self.taken[1:]))

    def plain_rows(self, dialect: Dialect) -> list[list[str]]:
        """Returns the rows of many lines at once if each line is a row; nothing if one is not.

        The lines of those that are not are given back, to be read one by one before the next try.
        """
        if self._back:
            return []
        lines = list(islice(self._lines, _AT_ONCE))
        rows = []
        with suppress(csv.Error):
            rows = list(_reader(lines, dialect))
        if len(rows) == len(lines):
            return rows
        self._back.extend(lines)
        return []


def _reader(lines: Iterable[str], dialect: Dialect, *, strict: bool = True) -> Iterator[list[str]]:
    return csv.reader(
        lines,
        delimiter=dialect.separator,
        quotechar=dialect.quote,
        skipinitialspace=True,
        strict=strict,
    )


def _has_swallowed(taken: list[str], cells: list[str], width: int, dialect: Dialect) -> bool:
    """Returns whether a row of several lines has a quotation mark too many.

    A line of it alone would be a whole row, and so would the first, or it has too few cells. In
    a table of two columns the parts of a cell with a separator and a line break look the same. In
    a wide one, lines that lack their last cell or two are rows, too.
    """
    if width < _FEWEST:
        return False
    opening, *lines = _without_sentences(taken, dialect)
    first = len(_salvaged(opening.replace(dialect.quote, ""), dialect))
    others = [len(_salvaged(line, dialect)) for line in lines]
    if width in others:
        return first == width > 2 or len(cells) < width
    fewest = width - (1 if width < _WIDER else 2)
    if width < _WIDE or not any(fewest <= count < width for count in others):
        return False
    return first == width or (fewest <= first < width and len(cells) < width)


def _without_sentences(lines: list[str], dialect: Dialect) -> list[str]:
    """Returns lines without the commas of sentences, after which a space comes.

    If those of the table have spaces as well, nothing tells them apart.
    """
    plain = [line.replace(f"{dialect.separator} ", " ") for line in lines]
    return plain if dialect.separator in plain[0] else lines


@dataclass(frozen=True)
class OneColumn:
    """A sheet in whose first column whole rows are, as text with separators."""

    sheet: Sheet
    dialect: Dialect

    def rows(self) -> Iterator[SheetRow]:
        """Yield each row with its number."""
        for number, cells in self.sheet.rows():
            read = cells if isinstance(cells, Unreadable) else unwrapped(cells, self.dialect)
            yield number, read


def unwrapped(cells: list[str], dialect: Dialect) -> list[str] | Unreadable:
    """Returns the cells of a row that is quoted as a whole; others in the table may not be."""
    if any(cell.strip() for cell in cells[1:]) or not cells:
        return cells
    try:
        return next(_reader([cells[0]], dialect), [])
    except csv.Error as error:
        return _unreadable(cells[0], str(error), dialect)


def _unreadable(line: str, error: str, dialect: Dialect) -> Unreadable:
    if "field limit" in error:
        message, hint = "a cell is too long.", "Check if a quotation mark is missing."
    elif _NOT_CLOSED in error:
        message = "a quotation mark is opened here but not closed."
        hint = "Check if the file is complete."
    else:
        message, hint = "a quotation mark is in the wrong place.", "Write it twice inside a cell."
    return Unreadable("unreadable-row", message, hint, _salvaged(line, dialect))


def _salvaged(line: str, dialect: Dialect) -> list[str]:
    """Returns what cells a line seems to have."""
    text = line.rstrip("\r\n")
    for plain in (text, text.replace(dialect.quote, "")):
        try:
            cells = next(_reader([plain], dialect, strict=False), [])
        except csv.Error:
            continue
        if len(cells) > 1:
            return cells
    return []
