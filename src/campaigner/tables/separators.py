"""Which separator a table of text has, found by reading its first rows with each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from campaigner.tables.columns import Score
from campaigner.tables.separated import Dialect, OneColumn, records
from campaigner.tables.sheets import Sheet, Unreadable

FIRST_ROWS = 25  # among which the header is looked for
_SEPARATORS = ",\t;|"
# The first line by which Excel is told the separator.
_TOLD = re.compile(rf"\"?sep=([{re.escape(_SEPARATORS)}])\"?[\r\n]*$", re.IGNORECASE)


def told_separator(lines: Sequence[str]) -> str:
    """Returns the separator that the first line names, empty if it does not."""
    told = _TOLD.match(lines[0]) if lines else None
    return told[1] if told else ""


def likeliest_dialect(lines: Sequence[str], score: Score, told: str = "") -> Dialect:
    """Returns how to read a table that begins with these lines.

    It is the dialect in which one of the first rows fits best as the header. If none fits in any,
    it is the separator that the first row has most of, outside quotation marks.
    """
    best, most = Dialect(told or _commonest(lines)), 0
    for dialect in _dialects(lines, told):
        fit = max((score(cells) for cells in _first_rows(lines, dialect)), default=0)
        if fit > most:
            best, most = dialect, fit
    return best


def likeliest_sheet(sheet: Sheet, score: Score) -> Sheet:
    """Returns a sheet of a workbook, or what is in it if whole rows are in its first column."""
    first = [cells for _, cells in islice(sheet.rows(), FIRST_ROWS) if _is_one_cell(cells)]
    if not first:
        return sheet
    lines = [cells[0] for cells in first if not isinstance(cells, Unreadable)]
    dialect = likeliest_dialect(lines, score)
    fits = any(map(score, _first_rows(lines, dialect)))
    plain = any(score(cells) for cells in first if not isinstance(cells, Unreadable))
    return OneColumn(sheet, dialect) if fits and not plain else sheet


def _is_one_cell(cells: list[str] | Unreadable) -> bool:
    if isinstance(cells, Unreadable) or not cells:
        return False
    return bool(cells[0].strip()) and not any(cell.strip() for cell in cells[1:])


def _dialects(lines: Sequence[str], told: str) -> Iterator[Dialect]:
    """Yield what may be the dialect; of two that fit as well, the first is taken."""
    first = next((line.strip() for line in lines if line.strip()), "")
    quotes = "'\"" if first[:1] == "'" == first[-1:] else '"'
    for whole in (False, True):
        for quote in quotes:
            for separator in told or _SEPARATORS:
                yield Dialect(separator, quote, whole)


def _first_rows(lines: Sequence[str], dialect: Dialect) -> Iterator[list[str]]:
    for _, cells in islice(records(lines, dialect), FIRST_ROWS):
        if not isinstance(cells, Unreadable):
            yield cells


def _commonest(lines: Sequence[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    unquoted = re.sub(r'"[^"]*"', "", first)
    return max(_SEPARATORS, key=unquoted.count)
