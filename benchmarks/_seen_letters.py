"""What a reader has of a PDF: what its pages look like, say and link to, and its structure."""

from __future__ import annotations

import io
import unicodedata
from typing import Any

import pikepdf
import pymupdf

_DPI = 110
_SAME_SHAPES = {"\N{HYPHEN}": "-", "\N{NO-BREAK SPACE}": " ", "\N{WORD JOINER}": ""}


def _words_of(page: Any) -> list[str]:
    """The lines of a page; characters that share a shape, or are joined in one, count as one.

    A line that is cut off ends with its ellipsis: what stands for the rest is not on the page.
    """
    text = unicodedata.normalize("NFKC", page.get_text().replace("…", "\N{BROKEN BAR}"))
    for one, other in _SAME_SHAPES.items():
        text = text.replace(one, other)
    return [line for line in text.split("\n") if " · " not in line]


def seen(pdf: bytes) -> list[Any]:
    """What a person sees of each page, and where it links to."""
    document = pymupdf.Document(stream=pdf)
    pages = [document[number] for number in range(document.page_count)]
    shown = [
        (page.get_pixmap(dpi=_DPI).samples, _words_of(page), _links_of(page)) for page in pages
    ]
    about = document.metadata or {}
    return [*shown, about["title"], about["author"]]


def _links_of(page: Any) -> list[Any]:
    return sorted((*(round(x, 3) for x in each["from"]), each["uri"]) for each in page.get_links())


def structure(pdf: bytes) -> list[tuple[Any, ...]]:
    """The structure of a PDF: each element's depth, kind, page, and what it stands for."""
    document = pikepdf.open(io.BytesIO(pdf))
    pages = {page.objgen: number for number, page in enumerate(document.pages)}
    found: list[tuple[Any, ...]] = []

    def walk(element: Any, depth: int) -> None:
        if isinstance(element, int):
            found.append((depth, "text"))
        elif element.get("/Type") == "/OBJR":
            link = element.Obj
            found.append((depth, str(link.A.URI), [round(float(x), 3) for x in link.Rect]))
        else:
            page = pages[element.Pg.objgen] if "/Pg" in element else None
            found.append((depth, str(element.S), str(element.get("/Alt", "")), page))
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                walk(kid, depth + 1)

    walk(document.Root.StructTreeRoot.K[0], 0)
    return found
