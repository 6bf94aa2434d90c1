"""What pages after the first show in their margins: whose letter it is, and of which day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.page import make_margin_boxes

from campaigner.rendering.compiled.block import outline
from campaigner.rendering.compiled.fallback import NotSubstitutable, Reason


@dataclass(frozen=True)
class Margins:
    """The margins of a document's pages, ready for other words."""

    context: Any
    words: tuple[str, ...]
    pages: tuple[Any, ...]
    made: tuple[tuple[Any, ...], ...]

    @classmethod
    def of(cls, document: Any, context: Any, words: tuple[str, ...]) -> Margins | None:
        """The margins of a document that show some words; None if no page shows anything.

        Raises NotSubstitutable if they cannot be told apart.
        """
        made = margin_boxes(document)
        if not any(made):
            return None
        if any(type(line) is not boxes.LineBox for line in _lines(made)):
            raise NotSubstitutable(Reason.MARGINS)
        named = [{value for values in pages.values() for value in values}
                 for pages in context.string_set.values()]  # fmt: skip
        if not words or any(sum(word in values for values in named) != 1 for word in words):
            raise NotSubstitutable(Reason.MARGINS)
        pages = tuple(page._page_box.copy_with_children(()) for page in document.pages)
        return cls(context, words, pages, made)

    def lines(self, words: tuple[str, ...]) -> list[list[list[Any]]]:
        """The lines of each margin box of each page when they show some words.

        Raises NotSubstitutable if they are other lines than those of the document.
        """
        context = copy(self.context)
        other = dict(zip(self.words, words, strict=True))
        context.string_set = {
            name: {page: [other.get(value, value) for value in values]
                   for page, values in pages.items()}
            for name, pages in self.context.string_set.items()
        }  # fmt: skip
        return [list(self._on_page(number, context)) for number in range(len(self.pages))]

    def _on_page(self, number: int, context: Any) -> Iterator[list[Any]]:
        usual = self.made[number]
        if not usual:
            return
        context.current_page = number + 1
        state = context.page_maker[number + 1][3]
        found = list(make_margin_boxes(context, self.pages[number], state))
        if len(found) != len(usual):
            raise NotSubstitutable(Reason.MARGINS)
        for new, old in zip(found, usual, strict=True):
            if outline(new.children) != outline(old.children):
                raise NotSubstitutable(Reason.MARGINS)
            yield list(new.children)


def margin_boxes(document: Any) -> tuple[tuple[Any, ...], ...]:
    """Returns the boxes with something in them in the margin of each page."""
    return tuple(tuple(_margin_boxes(page._page_box)) for page in document.pages)


def _margin_boxes(page: Any) -> Iterator[Any]:
    for child in page.children:
        if isinstance(child, boxes.MarginBox) and child.children:
            yield child


def _lines(made: Sequence[Sequence[Any]]) -> Iterator[Any]:
    for page in made:
        for box in page:
            yield from box.children
