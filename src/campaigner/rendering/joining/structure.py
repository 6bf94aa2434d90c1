"""The structure of a tagged PDF: what its elements hold, and which element each piece is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

KEPT = ("/Alt", "/ActualText", "/Lang", "/E", "/T")  # of what an element says of itself
_BARE = frozenset({"/Span", "/NonStruct"})


class Marked:
    """Text of a page, by its number there; ``page`` only if it is not that of its element."""

    __slots__ = ("number", "page")

    def __init__(self, number: int, page: tuple[int, int] | None) -> None:
        self.number, self.page = number, page


class Owners:
    """Which element each piece of a part's pages belongs to, and each of its links."""

    def __init__(self) -> None:
        self.page_keys: dict[tuple[int, int], int] = {}
        self.notes: dict[tuple[int, int], tuple[int, int]] = {}
        self._marks: dict[tuple[int, int], dict[int, int]] = {}
        self._linked: dict[int, int] = {}

    def mark(self, page: tuple[int, int], piece: int, element: int) -> None:
        """Note the element of a piece of a page."""
        self._marks.setdefault(page, {})[piece] = element

    def note(self, annotation: tuple[int, int], element: int) -> str:
        """Note the element of a link; returns how the element refers to it."""
        number, key = self.notes[annotation]
        self._linked[key] = element
        return f"<< /Type /OBJR /Obj {number} 0 R >>"

    def pieces(self, page: tuple[int, int]) -> Mapping[int, int]:
        """Returns the elements of the pieces of a page."""
        return self._marks.get(page, {})

    def rows(self) -> Iterator[tuple[int, str]]:
        """Yields the owners by their keys: of each page's pieces in order, of each link."""
        for page, key in self.page_keys.items():
            marks = self.pieces(page)
            pieces = range(max(marks, default=-1) + 1)
            owners = (f"{marks[piece]} 0 R" if piece in marks else "null" for piece in pieces)
            yield key, f"[{' '.join(owners)}]"
        for key, element in self._linked.items():
            yield key, f"{element} 0 R"


def kids_of(element: Any) -> Iterator[Any]:
    """Yields what is in an element: text as ``Marked``, links and elements as they are."""
    kids = element.get("/K")
    if kids is None:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            yield Marked(int(kid), None)
        elif kid.get("/Type") == "/MCR":
            yield Marked(int(kid.MCID), kid.Pg.objgen if "/Pg" in kid else None)
        else:
            yield kid


def plain_kids_of(element: Any) -> Iterator[Any]:
    """Yields the same without the elements between an element and its text that say nothing."""
    for kid in kids_of(element):
        if isinstance(kid, Marked) or str(kid.get("/S", "")) not in _BARE or _says(kid):
            yield kid
            continue
        page = kid.Pg.objgen if "/Pg" in kid else None
        for inner in plain_kids_of(kid):
            if isinstance(inner, Marked) and inner.page is None:
                yield Marked(inner.number, page)
            else:
                yield inner


def _says(element: Any) -> bool:
    return any(key in element for key in (*KEPT, "/A"))
