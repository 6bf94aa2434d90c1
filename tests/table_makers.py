"""Small tables of people in workbooks and zips, and what is read of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from campaigner.tables import Column, Table, TableFile, open_table

COLUMNS = (Column("name"), Column("email", required=True), Column("postcode"))
HEADER = ["name", "email", "postcode"]
SAM = ["Sam Sample", "sam@example.org", "LE93 1AA"]
ANA = ["Ana Sample", "ana@example.org", "LE93 1AA"]
Rows = Sequence[Sequence[object]]


def workbook(
    sheets: Mapping[str, Rows], hidden: Sequence[str] = (), charts: Sequence[str] = ()
) -> bytes:
    """An XLSX file; the charts come first."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    for name in charts:
        book.create_chartsheet(name, 0)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def csv_of(*rows: Sequence[str]) -> bytes:
    return "".join(",".join(row) + "\n" for row in rows).encode()


def opened(folder: Path, content: bytes, member: str = "", sheet: str = "") -> Table:
    path = folder / "people"
    path.write_bytes(content)
    return open_table(TableFile(path, member, sheet), COLUMNS)


def names_in(table: Table) -> list[str]:
    return [row["name"] for row in table.rows()]


def notes_of(table: Table) -> str:
    return " ".join(note.message for note in table.notes)


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
