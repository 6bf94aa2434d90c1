"""What all letters of one shape share of a region of their page: where its paragraphs stand.

A shape is how many lines of which height each paragraph of a region takes.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from campaigner.rendering.compiled.block import Fragment, Outline
from campaigner.rendering.compiled.margins import Margins
from campaigner.rendering.compiled.opened import Watched, walk
from campaigner.rendering.pdf import Place

Shape = tuple[Outline, ...]
_MM_PER_PX = 25.4 / 96


class Part(NamedTuple):
    """Lines of a paragraph as a document has them: on which page, and in which box."""

    page: int
    box: Any

    @property
    def fragment(self) -> Fragment:
        """Where they stand."""
        box, lines = self.box, self.box.children
        left, top = box.unmoved or (box.position_x, lines[0].position_y)
        return Fragment(left, top, box.moves, len(lines))


@dataclass(frozen=True)
class Plan:
    """A shape as it is laid out: pages, places by their name, the fragments of each paragraph.

    ``files`` are parts of PDFs, by what else decides them.
    """

    pages: int
    places: dict[str, Place]
    fragments: tuple[tuple[Fragment, ...], ...]
    margins: Margins | None
    files: dict[Hashable, Any] = field(default_factory=dict)


def parts_of(document: Any) -> dict[Any, list[Part]]:
    """Returns the parts of each paragraph of a document, by its element."""
    found: dict[Any, list[Part]] = {}
    for number, page in enumerate(document.pages):
        for box in walk(page._page_box):
            if isinstance(box, Watched) and box.children:
                found.setdefault(box.element, []).append(Part(number, box))
    return found


def places_of(document: Any) -> dict[str, Place]:
    """Returns where each element with an id starts."""
    found: dict[str, Place] = {}
    for number, page in enumerate(document.pages, start=1):
        for name, (left, top, *_) in page.anchors.items():
            found.setdefault(name, Place(number, left * _MM_PER_PX, top * _MM_PER_PX))
    return found
