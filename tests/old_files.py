"""Writes XLS, as Excel did until 2003: one sheet after the other, with texts and errors."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_CODES = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36}
_CODES |= {"#N/A": 42}


def old_workbook(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Returns an XLS file; a text like ``#REF!`` is that error, after ``=`` that of a formula."""
    parts = [_start(0x10) + b"".join(_row(*each) for each in enumerate(rows)) + _record(0x0A)
             for rows in sheets.values()]  # fmt: skip
    names = [_record(0x85, b"\0\0\0\0\0\0", _short(name)) for name in sheets]
    before = len(_start(5)) + sum(map(len, names)) + len(_record(0x0A))
    places = [before + sum(map(len, parts[:number])) for number in range(len(parts))]
    known = [
        name[:4] + struct.pack("<I", place) + name[8:]
        for name, place in zip(names, places, strict=True)
    ]
    return _packed(b"".join([_start(5), *known, _record(0x0A), *parts]))


def _start(kind: int) -> bytes:
    return _record(0x809, struct.pack("<6H", 0x600, kind, 0, 0, 0, 0), bytes(4))


def _row(row: int, cells: Sequence[str]) -> bytes:
    return b"".join(_cell(row, column, text) for column, text in enumerate(cells) if text)


def _cell(row: int, column: int, text: str) -> bytes:
    at = struct.pack("<3H", row, column, 0)
    if text in _CODES:
        return _record(0x205, at, bytes([_CODES[text], 1]))
    if text[1:] in _CODES and text.startswith("="):
        result = bytes([2, 0, _CODES[text[1:]], 0, 0, 0, 0xFF, 0xFF])
        return _record(0x06, at, result, bytes(6), struct.pack("<H", 0))
    letters = text[:8000].encode("utf-16-le")
    return _record(0x204, at, struct.pack("<HB", len(letters) // 2, 1), letters)


def _short(name: str) -> bytes:
    return bytes([len(name), 0]) + name.encode("ascii")


def _record(kind: int, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return struct.pack("<HH", kind, len(data)) + data


def _packed(book: bytes) -> bytes:
    """Returns a stream as the only one in an OLE file: table, directory, stream."""
    book = book.ljust(4096, b"\0")
    count = -(-len(book) // _SECTOR)
    tables = -(-(count + 1) // 127)
    first = tables + 1
    numbers = [*[_TABLE] * tables, _END, *range(first + 1, first + count), _END]
    table = struct.pack(f"<{len(numbers)}I", *numbers).ljust(tables * _SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, tables, tables, 0, 4096, _END, 0, _END, 0, 0),
    )[:0x4C]
    header += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    directory = _entry("Root Entry", 5, _END, 0, 1) + _entry("Workbook", 2, first, len(book), _FREE)
    directory = directory.ljust(_SECTOR, b"\0")
    return header + table + directory + book.ljust(count * _SECTOR, b"\0")


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIQ", text, len(text) + 2, kind, 1, _FREE, _FREE, child, start, size
    )
