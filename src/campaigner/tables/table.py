"""An open table: its columns, and its rows one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from campaigner.packed import reading
from campaigner.problems import Problem
from campaigner.rejects import own_headers, plain_cells
from campaigner.tables.columns import SHOWN, Column, Score, places_of, score_by
from campaigner.tables.encodings import LOST
from campaigner.tables.finding import Found, find_table
from campaigner.tables.sheets import SheetRow, Unreadable
from campaigner.tables.source import AnyFile, TableFile, table_file
from campaigner.text import start_of

# What spreadsheets show in the place of a value, and #### in the place of one that is too wide.
_FLAWS = {
    "formula": "is a formula, not a value",
    "error-cell": "is an error of the spreadsheet",
    "lost-character": "has a character that was lost when the file was saved",
}
_HINTS = {
    "formula": "Paste the column as values.",
    "error-cell": "Type the value into the cell.",
    "lost-character": "Type it again, and save the file as UTF-8.",
}
EXAMPLES = 3
_SHOWN = 200  # characters of what stands beyond the headers
_SHOWN_CELL = 60
_ERROR = re.compile(r"#(?:N/[AD]|NV|[A-ZÀ-Þ][A-ZÀ-Þ0-9/_.]*[!?])|#{3,}|Err:\d{3}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``number`` is the one that a spreadsheet shows beside it, from 1.

    ``values`` has the text of each column that is there, ``cells`` everything as it is in the
    file. ``problem`` is why the row cannot be used, None if it can.
    """

    number: int
    values: dict[str, str]
    cells: Sequence[str] = ()
    problem: Problem | None = None

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(frozen=True, slots=True)
class Example:
    """A row as it was understood: the value of each column, in words."""

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """An open table: the position of each wanted column, and the rows, read one by one.

    While rows are read, ``problems`` gets those that cannot be used.
    """

    found: Found
    positions: Mapping[str, int]
    problems: list[Problem] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)

    @property
    def file(self) -> TableFile:
        """The file that it is in."""
        return self.found.file

    @cached_property
    def place(self) -> str:
        """What messages call the file."""
        return self.found.file.place

    @property
    def header(self) -> tuple[str, ...]:
        """The headers of all columns."""
        return self.found.header

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What to know of the file: tables and rows that are not read, what was guessed."""
        return self.found.notes

    @property
    def columns(self) -> dict[str, str]:
        """The header of each wanted column that is there, in the order of the table."""
        places = sorted(self.positions.items(), key=itemgetter(1))
        return {name: self.header[place] for name, place in places}

    @property
    def unused(self) -> list[str]:
        """The headers of the columns that are not used."""
        used = set(self.positions.values())
        left = [text for place, text in enumerate(self.header) if text and place not in used]
        return own_headers(left)

    def example(self, number: int, values: Mapping[str, str]) -> None:
        """Keep one of the first rows as it was understood, to be shown."""
        if self.wants_examples:
            self.examples.append(Example(number, values))

    @property
    def wants_examples(self) -> bool:
        """Whether there are fewer rows to be shown than will be."""
        return len(self.examples) < EXAMPLES

    def cells(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows below the header as bare cells with their number; the quick way."""
        width = len(self.header)
        for number, cells in self._below():
            if isinstance(cells, Unreadable):
                self.problems.append(self._problem(number, cells))
            elif len(cells) > width and (surplus := _surplus(cells, width)):
                self.problems.append(self._problem(number, surplus))
            else:
                yield number, cells

    def cells_of(self, column: str) -> Iterator[str]:
        """Yield the cells of one wanted column that is there, from the rows that can be read."""
        position, plain = self.positions[column], self.plain
        for _, cells in self._below():
            if not isinstance(cells, Unreadable) and position < len(cells):
                yield plain(cells[position].strip())

    def rows(self) -> Iterator[Row]:
        """Yield the rows that can be used and are not blank."""
        for row in self.all_rows():
            if row.problem:
                self.problems.append(row.problem)
            else:
                yield row

    def all_rows(self) -> Iterator[Row]:
        """Yield every row that is not blank; those that cannot be used have a problem."""
        for number, cells in self.raw_rows():
            if row := self.row_of(number, cells):
                yield row

    def raw_rows(self) -> Iterator[SheetRow]:
        """Yield every row as it is in the file, with its number: for ``row_of``."""
        return self._below()

    def row_of(self, number: int, cells: list[str] | Unreadable) -> Row | None:
        """Returns a row by its raw cells, with a problem if it cannot be used; None if blank."""
        plain = self.plain
        if isinstance(cells, Unreadable):
            problem = self._problem(number, cells)
            return Row(number, self._named(cells.cells, plain), cells.cells, problem)
        if not any(cell.strip() for cell in cells):
            return None
        values = self._named(cells, plain)
        wrong = self._wrong(cells, values)
        return Row(number, values, cells, self._problem(number, wrong) if wrong else None)

    @property
    def plain(self) -> Callable[[str], str]:
        """What makes a cell the text that was meant: in a table of rejects, without the guard."""
        return plain_cells(self.header)

    def _below(self) -> Iterator[SheetRow]:
        """Yield the rows below the header."""
        with reading(self.file.named):
            rows = self.found.sheet.rows()
            for number, _ in rows:
                if number >= self.found.line:
                    break
            yield from rows

    def _named(self, cells: Sequence[str], plain: Callable[[str], str]) -> dict[str, str]:
        return {
            name: plain(cells[position].strip()) if position < len(cells) else ""
            for name, position in self.positions.items()
        }

    def _wrong(self, cells: list[str], values: Mapping[str, str]) -> Unreadable | None:
        """Returns what is wrong in a row, whatever its columns mean."""
        if surplus := _surplus(cells, len(self.header)):
            return surplus
        wrong = [
            (code, f"{self.label(name)}: “{start_of(value, _SHOWN_CELL)}” {_FLAWS[code]}.")
            for name, value in values.items()
            if _may_have_flaw(value)
            for code in _flaws(value)
        ]
        if not wrong:
            return None
        message = " ".join(text for _, text in wrong)
        return Unreadable(wrong[0][0], message, _HINTS[wrong[0][0]], cells)

    def label(self, column: str) -> str:
        """Returns what people call a column: its header."""
        place = self.positions.get(column)
        return column if place is None else start_of(self.header[place], SHOWN) or column

    def _problem(self, number: int, wrong: Unreadable) -> Problem:
        return Problem(self.place, number, wrong.code, wrong.message, wrong.hint)


def _surplus(cells: list[str], width: int) -> Unreadable | None:
    """Returns what is wrong with a row that has more cells than headers, blank ones aside."""
    surplus = [cell for cell in cells[width:] if cell.strip()]
    if not surplus:
        return None
    shown = start_of("; ".join(surplus), _SHOWN)
    message = f"the row has more cells than there are headers: “{shown}”."
    return Unreadable("surplus-cells", message, "Put cells with commas in quotation marks.", cells)


def flaw_in(value: str) -> str:
    """Returns what is wrong with a cell, whatever it is about, in words; empty if nothing is."""
    if not _may_have_flaw(value):
        return ""
    return next((f"“{start_of(value, _SHOWN_CELL)}” {_FLAWS[code]}" for code in _flaws(value)), "")


def _may_have_flaw(value: str) -> bool:
    return value[:1] in ("#", "E", "=") or LOST in value


def _flaws(value: str) -> Iterator[str]:
    """Yield the code of what is wrong with a cell."""
    if value.startswith("="):
        yield "formula"
    elif _ERROR.fullmatch(value):
        yield "error-cell"
    if LOST in value:
        yield "lost-character"


def open_table(
    file: AnyFile,
    columns: Sequence[Column],
    mapping: Mapping[str, str] | None = None,
    score: Score | None = None,
) -> Table:
    """Open a table (CSV, TSV, XLSX, XLS, ODS; packed or not) and find the wanted columns.

    ``mapping`` (column → header, or the other way round) overrides the aliases; it is None
    where no header can be named, and then a missing column has another code. ``score`` tells the
    header (default: the row with most of the columns).
    Raises CampaignerError if the file cannot be read, is empty, or has several tables that fit,
    ProblemsFound if a required column is missing or a header is there twice, UnknownName for a
    mapping that fits nothing.
    """
    found = find_table(table_file(file), score or score_by(columns, mapping))
    return open_found(found, columns, mapping)


def open_found(
    found: Found, columns: Sequence[Column], mapping: Mapping[str, str] | None = None
) -> Table:
    """Open a table that was found. Raises as ``open_table`` does."""
    place = found.file.place
    return Table(found, places_of(place, found.line, found.header, columns, mapping))
