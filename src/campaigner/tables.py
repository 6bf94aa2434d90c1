"""Tables with columns that are found by their headers, never by their position.

A ``Column`` says what is wanted and which headers it is met under; ``open_table`` finds it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from campaigner.errors import CampaignerError, ProblemsFound, UnknownName
from campaigner.pairs import parse_pairs
from campaigner.problems import Problem, shown_path
from campaigner.spreadsheets import Sheet, open_sheet
from campaigner.text import comparison_key


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
        keys = [comparison_key(text) for text in header]
        for alias in (self.name, *self.aliases):
            if (key := comparison_key(alias)) in keys:
                return keys.index(key)
        return None


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``number`` is the line of the file that it starts on; the header is on line 1.

    ``surplus`` says whether there are cells beyond the last header.
    """

    number: int
    values: dict[str, str]
    surplus: bool = False

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(frozen=True)
class Table:
    """An open table: the position of each wanted column, and the rows, read one by one.

    While rows are read, ``problems`` gets those that cannot be.
    """

    path: Path
    header: tuple[str, ...]
    positions: Mapping[str, int]
    problems: list[Problem]
    sheet: Sheet

    def cells(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows below the header as bare cells with their line; the quick way to read."""
        rows = self.sheet.rows()
        next(rows)
        for number, cells in rows:
            if isinstance(cells, Problem):
                self.problems.append(cells)
            else:
                yield number, cells

    def rows(self) -> Iterator[Row]:
        """Yield the rows that can be read and are not blank."""
        for number, cells in self.cells():
            if any(cell.strip() for cell in cells):
                surplus = any(cell.strip() for cell in cells[len(self.header) :])
                yield Row(number, self._named(cells), surplus)

    @property
    def unused(self) -> list[str]:
        """The headers of the columns that are not used."""
        used = set(self.positions.values())
        return [text for place, text in enumerate(self.header) if text and place not in used]

    def _named(self, cells: Sequence[str]) -> dict[str, str]:
        return {
            name: cells[position].strip() if position < len(cells) else ""
            for name, position in self.positions.items()
        }


def open_table(
    path: Path, columns: Sequence[Column], mapping: Mapping[str, str] | None = None
) -> Table:
    """Open a table (CSV, TSV, XLSX; packed or not) and find the wanted columns by their headers.

    ``mapping`` (column → header, or the other way round) overrides the aliases; it is None
    where no header can be named, and then a missing column has another code.
    Raises CampaignerError if the file cannot be read or is empty, ProblemsFound if a required
    column is missing or a header is there twice, UnknownName for a mapping that fits nothing.
    """
    sheet = open_sheet(path)
    header = _header(sheet, path)
    positions = _positions(path, header, columns, mapping)
    return Table(path, header, positions, [], sheet)


def read_header(path: Path) -> tuple[str, ...]:
    """Returns the headers of a table. Raises CampaignerError if it cannot be read or is empty."""
    return _header(open_sheet(path), path)


def parse_mapping(pairs: Sequence[str]) -> dict[str, str]:
    """Returns ``["name=Full name"]`` as ``{"name": "Full name"}``. Raises UsageError."""
    return dict(parse_pairs(pairs, "name=Surname"))


def _header(sheet: Sheet, path: Path) -> tuple[str, ...]:
    _, cells = next(sheet.rows(), (1, []))
    if isinstance(cells, Problem):
        raise ProblemsFound(f"{shown_path(path)} cannot be read.", [cells])
    if not any(cell.strip() for cell in cells):
        raise CampaignerError(
            f"{path} is empty.", hint="The first line must have the names of the columns."
        )
    return tuple(cell.strip() for cell in cells)


def _positions(
    path: Path, header: Sequence[str], columns: Sequence[Column], mapping: Mapping[str, str] | None
) -> dict[str, int]:
    names = [column.name for column in columns]
    positions = {}
    for given, standing in (mapping or {}).items():
        swapped = given not in names and standing in names
        name, wanted = (standing, given) if swapped else (given, standing)
        if name not in names:
            raise UnknownName("column", name, names)
        if wanted not in header:
            raise UnknownName("header", wanted, header)
        positions[name] = header.index(wanted)
    for column in columns:
        found = column.find(header)
        if column.name not in positions and found is not None:
            positions[column.name] = found
    problems = [
        _missing(path, header, column, "missing-column" if mapping is None else "unmapped-column")
        for column in columns
        if column.required and column.name not in positions
    ]
    problems += _doubled(path, header, {header[position] for position in positions.values()})
    if problems:
        raise ProblemsFound(f"{shown_path(path)} cannot be used as it is.", problems)
    return positions


def _missing(path: Path, header: Sequence[str], column: Column, code: str) -> Problem:
    known = " or ".join((column.name, *column.aliases[:4]))
    return Problem(
        path=shown_path(path),
        line=1,
        code=code,
        message=f"the column “{column.name}” is missing. The headers are: {_listed(header)}.",
        hint=f"Name the column {known}.",
    )


def _listed(header: Sequence[str]) -> str:
    shown = [text[:40] for text in header[:20]]
    return ", ".join(shown) + (" …" if len(header) > len(shown) else "")


def _doubled(path: Path, header: Sequence[str], used: set[str]) -> list[Problem]:
    counts = Counter(comparison_key(text) for text in header)
    return [
        Problem(
            path=shown_path(path),
            line=1,
            code="double-column",
            message=f"there are {counts[comparison_key(text)]} columns “{text[:40]}”.",
            hint="Rename or remove all but one.",
        )
        for text in sorted(used)
        if text and counts[comparison_key(text)] > 1
    ]
