"""What deleting has left in the database's file: bytes that are in no record any more.

With ``secure_delete``, SQLite overwrites what it deletes. But when it moves records between pages,
as it does if they grow, a page can keep a copy of one in its free room, and that copy stays when
the record is deleted later. The free room of all pages is read here, by the file format that SQLite
has published (https://www.sqlite.org/fileformat2.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

_RUN = re.compile(rb"[^\0]{5,}")
_PART = 5  # bytes that a text is told by, if it is longer
_INNER, _LEAF = (2, 5), (10, 13)  # kinds of pages with records, of indexes and of tables
_HEADER = 100  # bytes before the first page's own header


def parts_of(texts: Iterable[bytes]) -> frozenset[bytes]:
    """Returns the parts of texts, each five bytes long, by which what is left of them is known."""
    return frozenset(text[at : at + _PART] for text in texts for at in range(len(text) - _PART + 1))


def is_left(path: Path, parts: frozenset[bytes]) -> bool:
    """Returns whether the free room of a database's file has one of the parts."""
    return any(
        run[at : at + _PART] in parts
        for free in _free_rooms(path)
        for run in _RUN.findall(free)
        for at in range(len(run) - _PART + 1)
    )


def _free_rooms(path: Path) -> Iterator[bytes]:
    """Yields the bytes of a database's file that are in no record."""
    with path.open("rb") as file:
        start = file.read(_HEADER)
        size = _number(start, 16, 2)
        size = 65_536 if size == 1 else size
        unused = set[int]()
        for page, free in _free_pages(file, size, _number(start, 32, 4)):
            unused.add(page)
            yield free
        file.seek(0)
        number = 0
        while page_bytes := file.read(size):
            number += 1
            if number not in unused:
                yield from _free_in(page_bytes, _HEADER if number == 1 else 0)


def _free_pages(file: IO[bytes], size: int, trunk: int) -> Iterator[tuple[int, bytes]]:
    """Yields the pages of the free list: of those that list others, what is behind the list."""
    seen = set[int]()
    while trunk and trunk not in seen:
        seen.add(trunk)
        content = _page(file, size, trunk)
        count = min(_number(content, 4, 4), (size - 8) // 4)
        yield trunk, content[8 + 4 * count :]
        for place in range(8, 8 + 4 * count, 4):
            leaf = _number(content, place, 4)
            yield leaf, _page(file, size, leaf)
        trunk = _number(content, 0, 4)


def _page(file: IO[bytes], size: int, number: int) -> bytes:
    file.seek((number - 1) * size)
    return file.read(size)


def _free_in(page: bytes, header: int) -> Iterator[bytes]:
    """Yields the free room of a page with records: behind the list of them, and among them."""
    kind = page[header]
    if kind not in (*_INNER, *_LEAF):
        return  # the rest of a long record
    pointers = header + (12 if kind in _INNER else 8)
    listed = pointers + 2 * _number(page, header + 3, 2)
    yield page[listed : _number(page, header + 5, 2) or len(page)]
    block = _number(page, header + 1, 2)
    while block:
        following, length = _number(page, block, 2), _number(page, block + 2, 2)
        yield page[block + 4 : block + length]
        block = following if following > block else 0


def _number(content: bytes, place: int, size: int) -> int:
    return int.from_bytes(content[place : place + size], "big")
