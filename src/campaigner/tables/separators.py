"""Which separator a table of text has, found by reading its first rows with each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from campaigner.tables.columns import Score
from campaigner.tables.separated import Dialect, records
from campaigner.tables.sheets import Unreadable

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


def _dialects(lines: Sequence[str], told: str) -> Iterator[Dialect]:
    for whole in (False, True):
        for separator in told or _SEPARATORS:
            yield Dialect(separator, whole=whole)
    if any(line.lstrip().startswith("'") for line in lines):
        for separator in told or _SEPARATORS:
            yield Dialect(separator, quote="'")


def _first_rows(lines: Sequence[str], dialect: Dialect) -> Iterator[list[str]]:
    for _, cells in islice(records(lines, dialect), FIRST_ROWS):
        if not isinstance(cells, Unreadable):
            yield cells


def _commonest(lines: Sequence[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    unquoted = re.sub(r'"[^"]*"', "", first)
    return max(_SEPARATORS, key=unquoted.count)
