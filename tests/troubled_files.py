"""What programs make of a table: encodings, packed files, workbooks; and what damages them."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

from openpyxl import Workbook

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def encoded(draw: random.Random, text: str) -> bytes:
    """Returns a text in one encoding, or in two, as if files had been joined."""
    ways = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac_roman")
    way = draw.choice((*ways, "cp850", "mixed"))
    if way == "mixed":
        lines = text.splitlines(keepends=True)
        return b"".join(
            line.encode(draw.choice(("utf-8", "cp1252")), errors="replace") for line in lines
        )
    return text.encode(way, errors="replace")


def packed(draw: random.Random, content: bytes) -> bytes:
    """Returns a file as it is, or packed, alone or in a crowd."""
    way = draw.choice(("", "", "", "gzip", "zip", "crowded zip"))
    if way == "gzip":
        return gzip.compress(content)
    if not way:
        return content
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        if way == "crowded zip":
            archive.writestr("README.txt", "Names and emails of people.\n" * 50)
            archive.writestr("__MACOSX/._people.csv", b"\0\5\26\7" * 500)
            archive.writestr("fruit.csv", "fruit,colour\napple,red\n")
        archive.writestr("people.csv", content)
    return file.getvalue()


def workbook(draw: random.Random, lines: Sequence[Sequence[str]]) -> bytes:
    """Returns rows as XLSX; errors and formulas are what Excel would have of them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    if draw.random() < 0.5:
        lists = book.create_sheet("Lists")
        lists.append(["email", "name"])
        lists.append(["x", "y"])
        lists.sheet_state = "hidden"
    if draw.random() < 0.3:
        book.create_chartsheet("Chart", 0)
    people = book.create_sheet("People")
    timed = draw.random() < 0.5
    for cells in lines:
        people.append([_cell(cell, timed=timed) for cell in cells])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(text: str, *, timed: bool) -> str | datetime | None:
    if timed and text.endswith(":00Z"):
        return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
    return text or None


def open_document(draw: random.Random, lines: Sequence[Sequence[str]]) -> bytes:
    """Returns rows as ODS: with errors, formulas without a value, and rows that are repeated."""
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, cells)) or '<table:table-cell/>'}"
        "</table:table-row>"
        for cells in lines
    )
    blank = '<table:table-row table:number-rows-repeated="{}"><table:table-cell/></table:table-row>'
    after = blank.format(1_000_000) if draw.random() < 0.5 else ""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{_OFFICE}"'
        f' xmlns:table="{_TABLE}" xmlns:text="{_TEXT}" xmlns:calcext="{_CALCEXT}">'
        f'<office:body><office:spreadsheet><table:table table:name="People">{rows}{after}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{_MANIFEST}">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", _ODS)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


def _ods_cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    shown = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    if text.startswith(("#", "Err:")):
        kind = 'office:value-type="string" calcext:value-type="error"'
        return f'<table:table-cell table:formula="of:=A1" {kind}>{shown}</table:table-cell>'
    if text.startswith("="):
        return f'<table:table-cell table:formula="of:{escape(text)}"/>'
    return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'


def damaged(draw: random.Random, content: bytes) -> bytes:
    """Returns a file that nothing can be read from; empty if that cannot be made of it."""
    if content.startswith((b"PK", b"\x1f\x8b")):  # a download that stopped
        return content[: draw.randrange(20, len(content) - 8)]
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return b""
    if b"\0" in content:
        return b""
    middle = draw.randrange(min(len(content), 20_000) + 1)
    nothing = bytes(draw.randrange(1, 50))
    return content[:middle] + nothing + content[middle:]
