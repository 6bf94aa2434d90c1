"""Cells with an error in XLS: a small file system (OLE), in which a workbook is records (BIFF).

Sources: Microsoft's [MS-CFB] for the file system, [MS-XLS] for the records.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Final

from campaigner.tables.sheets import Flaws

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_HEADER: Final = 109  # sectors of the table of sectors that the header names
_SHIFTS: Final = (9, 12)  # the sizes that sectors have, as powers of two
_SMALL_SHIFT: Final = 6
_STREAMS: Final = ("Workbook", "Book")
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
# Records: a sheet's name and place, the start and end of a part, a value or error, a formula.
_SHEET, _END, _VALUE = 0x85, 0x0A, 0x205
_STARTS: Final = frozenset({0x09, 0x209, 0x409, 0x809})
_FORMULAS: Final = frozenset({0x06, 0x206, 0x406})


def flaws_in_old(content: bytes) -> list[Flaws]:
    """Returns the cells with an error in each sheet of an XLS file, in the order of the sheets.

    Raises ValueError if it is not one.
    """
    try:
        book = _Folder(content).read(_STREAMS)
        places = [
            struct.unpack_from("<I", data)[0] for kind, data in _records(book, 0) if kind == _SHEET
        ]
        return [_errors(book, place) for place in places]
    except (struct.error, IndexError) as error:
        raise ValueError(str(error)) from error


def _errors(book: bytes, place: int) -> Flaws:
    flaws: Flaws = {}
    for kind, data in _records(book, place):
        code = -1
        if kind == _VALUE and data[7]:
            code = data[6]
        elif kind in _FORMULAS and data[12:14] == b"\xff\xff" and data[6] == 2:
            code = data[8]
        if code >= 0:
            row, column = struct.unpack_from("<HH", data)
            flaws.setdefault(row + 1, {})[column] = _ERRORS.get(code, "#ERROR!")
    return flaws


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of the part that begins at a place; not those of charts inside it."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        if kind in _STARTS:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


class _Folder:
    """The file system: streams of sectors, small ones inside a stream of their own."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        size, small = struct.unpack_from("<HH", content, 0x1E)
        if size not in _SHIFTS or small != _SMALL_SHIFT:
            raise ValueError("its sectors have no size that there is")
        self._size, self._small = 1 << int(size), 1 << int(small)
        self._directory, _, self._cutoff, small_table, _, more = struct.unpack_from(
            "<6I", content, 0x30
        )
        self._table = self._numbers(self._table_sectors(more))
        self._small_table = self._numbers(self._chain(small_table, self._table))

    def read(self, names: Sequence[str]) -> bytes:
        """Returns the first stream that is called like one of these. Raises ValueError."""
        directory = b"".join(map(self._sector, self._chain(self._directory, self._table)))
        entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
        for entry in entries:
            (length,) = struct.unpack_from("<H", entry, 64)
            if entry[: max(length - 2, 0)].decode("utf-16-le", "replace") in names:
                return self._stream(entry, entries[0])
        raise ValueError("there is no workbook in it")

    def _stream(self, entry: bytes, root: bytes) -> bytes:
        start, size = struct.unpack_from("<II", entry, 116)
        if size >= self._cutoff:
            return b"".join(map(self._sector, self._chain(start, self._table)))[:size]
        (first,) = struct.unpack_from("<I", root, 116)
        inside = b"".join(map(self._sector, self._chain(first, self._table)))
        places = (number * self._small for number in self._chain(start, self._small_table))
        return b"".join(inside[at : at + self._small] for at in places)[:size]

    def _table_sectors(self, more: int) -> Iterator[int]:
        yield from struct.unpack_from(f"<{_IN_HEADER}I", self._content, 0x4C)
        seen = 0
        while self._is_sector(more) and seen <= len(self._content) // self._size:
            *numbers, more = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            yield from numbers
            seen += 1

    def _numbers(self, sectors: Iterator[int]) -> list[int]:
        content = b"".join(self._sector(each) for each in sectors if self._is_sector(each))
        return list(struct.unpack(f"<{len(content) // 4}I", content))

    def _chain(self, number: int, table: Sequence[int]) -> Iterator[int]:
        """Yield the sectors of a stream. Raises ValueError if they go round in a circle."""
        for _ in range(len(table) + 1):
            if number >= len(table):
                return
            yield number
            number = table[number]
        raise ValueError("its sectors go round in a circle")

    def _is_sector(self, number: int) -> bool:
        return (number + 1) * self._size < len(self._content)

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._content[at : at + self._size].ljust(self._size, b"\0")
