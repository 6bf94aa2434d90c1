"""The tables in a file: itself, the members of a zip, the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import TextIOBase
from pathlib import PurePosixPath
from typing import BinaryIO

from campaigner.errors import CampaignerError, UnknownName, UsageError
from campaigner.packed import (
    is_document_name,
    is_zip,
    members_of,
    open_packed,
    read_packed,
    reading,
)
from campaigner.tables.columns import Score
from campaigner.tables.encodings import encoding_of
from campaigner.tables.separated import SeparatedText
from campaigner.tables.separators import (
    FIRST_ROWS,
    likeliest_dialect,
    likeliest_sheet,
    told_separator,
)
from campaigner.tables.sheets import Sheet
from campaigner.tables.source import TableFile
from campaigner.tables.workbooks import Workbook, WorkbookSheet, is_workbook

_SAMPLE = 64 * 1024
_MOST_MEMBERS = 200  # tables in a zip: each is opened to look whether it fits
_TEXTS = frozenset({".csv", ".tsv", ".tab", ".txt", ".asc", ".psv", ".dat", ""})
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_OTHERS = (  # how files begin that have no rows, and what they are
    (b"%pdf", "a PDF"),
    (b"{\\rtf", "a text document"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML document"),
    (b"[{", "a JSON document"),
    (b'{"', "a JSON document"),
)


@dataclass(frozen=True)
class Part:
    """A table in a file, or what may be one; the names are empty if the file has only one.

    ``remark`` says what had to be guessed to read it.
    """

    sheet: Sheet
    member: str = ""
    name: str = ""
    hidden: bool = False
    remark: str = ""

    @property
    def label(self) -> str:
        """What it is called among the others."""
        return ": ".join(filter(None, (self.member, self.name)))


def parts_of(file: TableFile, score: Score) -> list[Part]:
    """Returns the tables in a file, or those that are named.

    ``score`` tells the header, and so the separator. Raises CampaignerError if the file cannot be
    read or is not a table, UnknownName for an unknown member or sheet.
    """
    parts = [part for member in _members(file) for part in _parts_in(file, member, score)]
    if not file.sheet:
        return parts
    if not any(part.name for part in parts):
        raise UsageError(f"{file.place} has no sheets.", code="no-sheets")
    named = [part for part in parts if part.name == file.sheet]
    if not named:
        raise UnknownName("sheet", file.sheet, [part.name for part in parts])
    return named


def names_left_out(file: TableFile) -> list[str]:
    """Returns the members of a zip that cannot be tables."""
    return [name for name in members_of(file.path, file.named) if not _may_be_table(name)]


def _members(file: TableFile) -> list[str]:
    """Returns the members of a zip that may be tables; one without a name if it is not a zip."""
    if not is_zip(file.path, file.named):
        if file.member:
            raise UsageError(f"{file.place} is not a zip file.", code="no-members")
        return [""]
    known = members_of(file.path, file.named)
    if file.member:
        found = [name for name in known if file.member in (name, PurePosixPath(name).name)]
        if not found:
            raise UnknownName("member", file.member, known)
        return found
    found = [name for name in known if _may_be_table(name)]
    if not found:
        raise CampaignerError(
            f"{file.place} contains no table.", hint="Put a CSV or XLSX file into it."
        )
    if len(found) > _MOST_MEMBERS:
        raise CampaignerError(
            f"{file.place} contains more than {_MOST_MEMBERS} tables.",
            hint="Put the one that is wanted into a zip file of its own.",
        )
    return found


def _may_be_table(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _TEXTS | _WORKBOOKS and not is_document_name(name)


def _parts_in(file: TableFile, member: str, score: Score) -> Iterator[Part]:
    opened = partial(open_packed, file.path, member, file.named)
    with reading(file.named), opened() as content:
        start = content.read(_SAMPLE)
    place = f"{file.place}: {member}" if member else file.place
    if is_workbook(start):
        book = Workbook(read_packed(file.path, member=member, called=file.named), place)
        for name, hidden in book.sheets.items():
            sheet = likeliest_sheet(WorkbookSheet(book, name), score)
            yield Part(sheet, member, name, hidden)
    else:
        _refuse_others(start, place)
        with reading(file.named):
            yield _text(opened, member, place, score)


def _text(opened: Callable[[], BinaryIO], member: str, place: str, score: Score) -> Part:
    try:
        encoding = encoding_of(opened)
    except CampaignerError as error:
        if error.code != "not-text":
            raise
        raise CampaignerError(
            f"{place} is not a table of text.", hint="Save it as CSV in UTF-8."
        ) from error
    with encoding.text(opened()) as file:
        lines = [encoding.decoded(line) for line in _first_lines(file)]
    told = told_separator(lines)
    skipped = 1 if told else 0
    dialect = likeliest_dialect(lines[skipped:], score, told)
    sheet = SeparatedText(opened, encoding, dialect, skipped)
    return Part(sheet, member, remark=encoding.remark)


def _first_lines(file: TextIOBase) -> list[str]:
    lines: list[str] = []
    size = 0
    while size < _SAMPLE and len(lines) < FIRST_ROWS * 4 and (line := file.readline(_SAMPLE)):
        lines.append(line)
        size += len(line)
    return lines


def _refuse_others(start: bytes, place: str) -> None:
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for beginning, what in _OTHERS:
        if text.startswith(beginning):
            raise CampaignerError(
                f"{place} is {what}, not a table.", hint="Save it as CSV in UTF-8."
            )
