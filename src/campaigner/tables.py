"""Tables that people bring: CSV and TSV, packed or not, whatever their headers are called.

A ``Column`` names what is wanted and what it is called in the wild; ``open_table`` finds the
columns by header, never by position.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from campaigner.errors import CampaignerError, ProblemsFound, UnknownName, UsageError
from campaigner.problems import Problem, shown_path
from campaigner.text import comparison_key

_SAMPLE = 64 * 1024
_SEPARATORS = ",\t;|"


@dataclass(frozen=True)
class Column:
    """A wanted column: its name here and the headers under which it is met.

    Headers are compared without case, spaces, punctuation and accents.
    """

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False

    def matches(self, header: str) -> bool:
        """Whether a file's header stands for this column."""
        key = comparison_key(header)
        return key in {comparison_key(alias) for alias in (self.name, *self.aliases)}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``number`` is the line in the file where it starts, from 1 for the header."""

    number: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(frozen=True)
class Table:
    """An opened table: where each wanted column stands, and the rows, read as they are asked for.

    ``problems`` fills while ``rows`` runs, with those rows that could not be read.
    """

    path: Path
    header: tuple[str, ...]
    positions: Mapping[str, int]
    problems: list[Problem]
    _encoding: str
    _separator: str

    def rows(self) -> Iterator[Row]:
        """The rows that can be read; blank ones are passed over."""
        with _text(self.path, self._encoding) as file:
            reader = csv.reader(file, delimiter=self._separator)
            _next_cells(reader, self.path)
            while True:
                number = reader.line_num + 1
                try:
                    cells = next(reader, None)
                except csv.Error as error:
                    self.problems.append(self._problem(number, "unreadable-row", f"{error}."))
                    continue
                if cells is None:
                    return
                if any(cell.strip() for cell in cells):
                    yield Row(number, self._named(cells))

    def _named(self, cells: Sequence[str]) -> dict[str, str]:
        return {
            name: cells[position].strip() if position < len(cells) else ""
            for name, position in self.positions.items()
        }

    def _problem(self, line: int, code: str, message: str) -> Problem:
        return Problem(shown_path(self.path), line, code, message)


def open_table(
    path: Path, columns: Sequence[Column], mapping: Mapping[str, str] | None = None
) -> Table:
    """Open a table and find the wanted columns by their headers.

    ``mapping`` (column → header) overrides the aliases.
    Raises CampaignerError where the file cannot be read or is empty, ProblemsFound where a
    required column is missing, UsageError where ``mapping`` names what is not there.
    """
    encoding = _encoding(path)
    with _text(path, encoding) as file:
        separator = _separator(file.readline())
        file.seek(0)
        header = tuple(_next_cells(csv.reader(file, delimiter=separator), path))
    positions = _positions(path, header, columns, mapping or {})
    return Table(path, header, positions, [], encoding, separator)


def parse_mapping(pairs: Sequence[str]) -> dict[str, str]:
    """``["name=Full name"]`` as ``{"name": "Full name"}``; UsageError where there is no ``=``."""
    mapping = {}
    for pair in pairs:
        column, equals, header = pair.partition("=")
        if not equals:
            raise UsageError(f"“{pair}” is no column mapping.", hint="Write it like name=Surname.")
        mapping[column.strip()] = header.strip()
    return mapping


def _positions(
    path: Path, header: Sequence[str], columns: Sequence[Column], mapping: Mapping[str, str]
) -> dict[str, int]:
    names = [column.name for column in columns]
    for name, wanted in mapping.items():
        if name not in names:
            raise UnknownName("column", name, names)
        if wanted not in header:
            raise UnknownName("header", wanted, header)
    positions = {}
    for column in columns:
        chosen = mapping.get(column.name)
        for position, text in enumerate(header):
            if text == chosen if chosen else column.matches(text):
                positions[column.name] = position
                break
    missing = [column for column in columns if column.required and column.name not in positions]
    if missing:
        raise ProblemsFound(
            f"{shown_path(path)} lacks a column.",
            [_missing(path, header, column) for column in missing],
        )
    return positions


def _missing(path: Path, header: Sequence[str], column: Column) -> Problem:
    known = " or ".join((column.name, *column.aliases[:4]))
    return Problem(
        path=shown_path(path),
        line=1,
        code="missing-column",
        message=f"there is no column “{column.name}”; the headers are: {', '.join(header)}.",
        hint=f"Call it {known}, or say --map {column.name}=HEADER.",
    )


def _next_cells(reader: Iterator[list[str]], path: Path) -> list[str]:
    try:
        cells = next(reader, [])
    except csv.Error as error:
        raise CampaignerError(f"{path} is not a table: {error}.") from error
    if not any(cell.strip() for cell in cells):
        raise CampaignerError(f"{path} is empty.", hint="Its first line should name the columns.")
    return [cell.strip() for cell in cells]


def _separator(first_line: str) -> str:
    return max(_SEPARATORS, key=first_line.count)


def _binary(path: Path) -> BinaryIO:
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        return cast("BinaryIO", gzip.open(path, "rb")) if packed else path.open("rb")
    except OSError as error:
        raise CampaignerError(f"{path} cannot be read: {error.strerror or error}.") from error


def _text(path: Path, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(_binary(path), encoding=encoding, newline="")


def _encoding(path: Path) -> str:
    """UTF-8 or UTF-16 where the file is that throughout, else Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with _binary(path) as file:
            start = file.read(_SAMPLE)
            if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            if b"\0" in start:
                raise CampaignerError(f"{path} is not a table of text.", hint="Save it as CSV.")
            decoder.decode(start)
            while chunk := file.read(_SAMPLE * 16):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    except (OSError, EOFError) as error:
        raise CampaignerError(f"{path} cannot be read: it is damaged or cut short.") from error
    return "utf-8-sig"
