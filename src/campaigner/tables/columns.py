"""The columns of a table, found by their headers, never by their position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from campaigner.errors import ProblemsFound, UnknownName
from campaigner.pairs import parse_pairs_once
from campaigner.problems import Problem
from campaigner.text import comparison_key, start_of

# How well a row fits as the header of a table: the number of columns found, 0 if it cannot be one.
Score = Callable[[Sequence[str]], int]

SHOWN = 50  # characters of a header in a message
MOST = 2_000  # columns: more are no table, and take long to look through
_FEWEST = 2  # wanted columns that make a row a header if no column is required


@dataclass(frozen=True)
class Column:
    """A wanted column: its name here and the headers under which it is met, best first.

    Headers are compared without case, spaces, punctuation and accents.
    """

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False

    def find(self, header: Sequence[str]) -> int | None:
        """Returns the position of this column under a header, None if it is not there."""
        return self.find_key(keys_of(header))

    def find_key(self, keys: Sequence[str]) -> int | None:
        """Returns what ``find`` does, for the keys of a header (``keys_of``)."""
        return next((keys.index(key) for key in self._keys if key in keys), None)

    @cached_property
    def _keys(self) -> list[str]:
        return keys_of((self.name, *self.aliases))


def keys_of(header: Sequence[str]) -> list[str]:
    """Returns the headers as they are compared."""
    return [comparison_key(text) for text in header]


def parse_mapping(pairs: Sequence[str]) -> dict[str, str]:
    """Returns ``["name=Full name"]`` as ``{"name": "Full name"}``. Raises UsageError."""
    return parse_pairs_once(pairs, "name=Surname")


def score_by(columns: Sequence[Column], mapping: Mapping[str, str] | None = None) -> Score:
    """Returns how to tell the header of a table that has these columns."""
    names = {column.name for column in columns}

    def score(cells: Sequence[str]) -> int:
        if len(cells) > MOST:
            return 0
        header = [cell.strip() for cell in cells]
        keys = keys_of(header)
        found = {column.name for column in columns if column.find_key(keys) is not None}
        for pair in (mapping or {}).items():
            found |= {each for each in pair if each in names and set(pair) - {each} & set(header)}
        if any(column.required and column.name not in found for column in columns):
            return 0
        has_required = any(column.required for column in columns)
        return len(found) if has_required or len(found) >= _FEWEST else 0

    return score


def places_of(
    place: str,
    line: int,
    header: Sequence[str],
    columns: Sequence[Column],
    mapping: Mapping[str, str] | None,
) -> dict[str, int]:
    """Returns the position of each column that is there.

    ``place`` and ``line`` are where the header is, for problems. Raises UnknownName for a mapping
    that fits nothing, ProblemsFound if a required column is missing or a header is there twice.
    """
    positions = _mapped(header, columns, mapping or {})
    keys = keys_of(header)
    for column in columns:
        found = column.find_key(keys)
        if column.name not in positions and found is not None:
            positions[column.name] = found
    code = "missing-column" if mapping is None else "unmapped-column"
    problems = [
        _missing(Problem(place, line, code, ""), header, column)
        for column in columns
        if column.required and column.name not in positions
    ]
    problems += _doubled(place, line, header, {header[at] for at in positions.values()})
    if problems:
        raise ProblemsFound(f"{place} cannot be used as it is.", problems)
    return positions


def _mapped(
    header: Sequence[str], columns: Sequence[Column], mapping: Mapping[str, str]
) -> dict[str, int]:
    names = [column.name for column in columns]
    positions = {}
    for given, standing in mapping.items():
        swapped = given not in names and standing in names
        name, wanted = (standing, given) if swapped else (given, standing)
        if name not in names:
            raise UnknownName("column", name, names)
        if wanted not in header:
            raise UnknownName("header", wanted, header)
        positions[name] = header.index(wanted)
    return positions


def _missing(problem: Problem, header: Sequence[str], column: Column) -> Problem:
    names: dict[str, str] = {}
    for text in (column.name, *column.aliases[:4]):
        names.setdefault(comparison_key(text), text)
    hint = f"Name the column {' or '.join(names.values())}."
    if any("@" in text for text in header):
        hint = "The first row has no headers: add a row with the names of the columns above it."
    return Problem(
        path=problem.path,
        line=problem.line,
        code=problem.code,
        message=f"the column “{column.name}” is missing. The headers are: {listed(header)}.",
        hint=hint,
    )


def listed(header: Sequence[str]) -> str:
    """Returns headers in a sentence: the first twenty, and no more than the start of each."""
    shown = [start_of(text, SHOWN) for text in header[:20]]
    return ", ".join(shown) + (" …" if len(header) > len(shown) else "")


def _doubled(place: str, line: int, header: Sequence[str], used: set[str]) -> list[Problem]:
    counts = Counter(comparison_key(text) for text in header)
    return [
        Problem(
            path=place,
            line=line,
            code="double-column",
            message=f"there are {counts[comparison_key(text)]} columns “{start_of(text, SHOWN)}”.",
            hint="Rename or remove all but one.",
        )
        for text in sorted(used)
        if text and counts[comparison_key(text)] > 1
    ]
