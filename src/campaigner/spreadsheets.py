"""The cells of a table, row by row, from text with separators or an Excel workbook."""

from __future__ import annotations

import codecs
import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from campaigner.errors import CampaignerError
from campaigner.packed import is_workbook, open_packed
from campaigner.problems import Problem, shown_path

_SAMPLE = 64 * 1024
_SEPARATORS = ",\t;|"
# The first line by which Excel is told the separator.
_TOLD = re.compile(rf"\"?sep=([{_SEPARATORS}])\"?[\r\n]+$")
_WORKBOOK_LIMIT = 1024**3


class Sheet(Protocol):
    """Rows of cells, each with the number of the line or row that it starts on, from 1.

    A row that cannot be read comes as its Problem. Raises CampaignerError if none can.
    """

    def rows(self) -> Iterator[tuple[int, list[str] | Problem]]:
        """Yield each row, in order."""
        ...


def open_sheet(path: Path) -> Sheet:
    """Open the table in a file, packed or not.

    Raises CampaignerError if the file cannot be read or is not a table.
    """
    if is_workbook(path):
        return Workbook(path)
    encoding = _encoding(path)
    try:
        with _text(path, encoding) as file:
            first_line = file.readline(_SAMPLE)
    except UnicodeDecodeError as error:
        raise _not_text(path) from error
    if told := _TOLD.match(first_line):
        return SeparatedText(path, encoding, told[1], skipped=1)
    return SeparatedText(path, encoding, max(_SEPARATORS, key=first_line.count))


@dataclass(frozen=True)
class SeparatedText:
    """CSV, TSV and the like. The first ``skipped`` lines are not rows."""

    path: Path
    encoding: str
    separator: str
    skipped: int = 0

    def rows(self) -> Iterator[tuple[int, list[str] | Problem]]:
        """Yield each row with the line that it starts on."""
        with _text(self.path, self.encoding) as file:
            for _ in range(self.skipped):
                file.readline()
            number = self.skipped + 1
            reader = csv.reader(file, delimiter=self.separator, strict=True)
            while True:
                try:
                    cells = next(reader, None)
                except csv.Error as error:
                    yield number, _unreadable(self.path, number, error)
                except UnicodeDecodeError as error:
                    raise _not_text(self.path) from error
                else:
                    if cells is None:
                        return
                    yield number, cells
                number = self.skipped + reader.line_num + 1


@dataclass(frozen=True)
class Workbook:
    """The first sheet of an Excel workbook that is not empty."""

    path: Path

    def rows(self) -> Iterator[tuple[int, list[str] | Problem]]:
        """Yield each row; one with a formula is a problem: its value may be out of date."""
        try:
            yield from self._rows()
        except (
            zipfile.BadZipFile,
            zlib.error,
            KeyError,
            ValueError,
            SyntaxError,
            OSError,
        ) as error:
            raise CampaignerError(
                f"{self.path} cannot be read as a workbook.", hint="Save it as CSV."
            ) from error

    def _rows(self) -> Iterator[tuple[int, list[str] | Problem]]:
        from openpyxl import load_workbook

        with zipfile.ZipFile(self.path) as archive:
            if sum(member.file_size for member in archive.infolist()) > _WORKBOOK_LIMIT:
                raise CampaignerError(f"{self.path} is too large.", hint="Save it as CSV.")
        with self.path.open("rb") as file:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about styles and extensions, which are not read
                book = load_workbook(file, read_only=True)
            with closing(book):
                for sheet in book.worksheets:
                    number = 0
                    for number, cells in enumerate(sheet.iter_rows(), start=1):
                        yield number, _values(self.path, number, cells)
                    if number:
                        return


def _values(path: Path, number: int, cells: tuple[Any, ...]) -> list[str] | Problem:
    formulas = [cell.coordinate for cell in cells if cell.data_type == "f"]
    if formulas:
        message = f"{' and '.join(formulas)} {'contain' if formulas[1:] else 'contains'} a formula."
        hint = "Paste the column as values."
        return Problem(shown_path(path), number, "formula", message, hint)
    errors = [f"{cell.coordinate} ({cell.value})" for cell in cells if cell.data_type == "e"]
    if errors:
        message = f"the spreadsheet shows an error in {', '.join(errors)}."
        return Problem(
            shown_path(path), number, "error-cell", message, "Type the value into the cell."
        )
    return [_written(cell.value) for cell in cells]


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _unreadable(path: Path, number: int, error: csv.Error) -> Problem:
    text = str(error)
    if "field limit" in text:
        message, hint = (
            "a cell is too long.",
            "Check if a quotation mark is missing before or after it.",
        )
    elif "unexpected end" in text:
        message, hint = (
            "a quotation mark is opened here but not closed.",
            "Check if the file is complete.",
        )
    else:
        message, hint = (
            f"this row cannot be read: {text}.",
            "Write a quotation mark twice in a cell.",
        )
    return Problem(shown_path(path), number, "unreadable-row", message, hint)


def _text(path: Path, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(open_packed(path), encoding=encoding, newline="")


def _encoding(path: Path) -> str:
    """Returns UTF-8 or UTF-16 if the whole file is that, otherwise Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with open_packed(path) as file:
            start = file.read(_SAMPLE)
            if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            if b"\0" in start:
                raise _not_text(path)
            decoder.decode(start)
            while chunk := file.read(_SAMPLE * 16):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise CampaignerError(
            f"{path} cannot be read: it is damaged or incomplete.", hint="Download it again."
        ) from error
    return "utf-8-sig"


def _not_text(path: Path) -> CampaignerError:
    return CampaignerError(f"{path} is not a table of text.", hint="Save it as CSV in UTF-8.")
