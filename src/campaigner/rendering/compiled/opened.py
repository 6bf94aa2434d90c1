"""Pages laid out by WeasyPrint with the boxes kept that they are laid out from.

All that reaches into WeasyPrint stands in this package and is known to be right for one version.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.html import get_html_metadata
from weasyprint.layout import layout_document
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.metadata import DocumentMetadata

from campaigner.rendering.engine import weasyprint

_TAGS = ("p", "li")  # whose words may change


class Watched(boxes.BlockBox):  # type: ignore[misc]
    """The box of a paragraph or of a list's item; it remembers where it was laid out.

    It also remembers how it was moved afterwards.

    ``unmoved`` is None for one that was not moved, else its left edge and the top of its first
    line before.
    """

    unmoved: tuple[float, float] | None = None
    moves: tuple[tuple[float, float, bool], ...] = ()

    def translate(self, dx: float = 0, dy: float = 0, ignore_floats: bool = False) -> None:
        """Move the box and what is in it."""
        if dx == dy == 0:
            return
        if self.children and not self.moves:
            self.unmoved = (self.position_x, self.children[0].position_y)
        self.moves = (*self.moves, (dx, dy, ignore_floats))
        super().translate(dx, dy, ignore_floats)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph's element, with its one line as it was before it was laid out.

    ``line`` is None unless the paragraph is a block with nothing but text in it.
    """

    element: Any
    line: Any


@dataclass(frozen=True)
class Opened:
    """A document with its paragraphs as they were before they were laid out."""

    document: Any
    context: Any
    paragraphs: tuple[Paragraph, ...]


def render_opened(html: Any, **options: Any) -> Any:
    """A page laid out as WeasyPrint does it; ``opened`` of the document is the whole."""
    every = {**weasyprint.DEFAULT_OPTIONS, **options}
    font_config, counter_style = every.pop("font_config"), CounterStyle()
    context = Document._build_layout_context(html, font_config, counter_style, {}, every)
    root = build_formatting_structure(
        html.etree_element,
        context.style_for,
        context.get_image_from_uri,
        html.base_url,
        context.target_collector,
        counter_style,
        context.footnotes,
    )
    paragraphs = tuple(_watched(html.etree_element, root))
    pages = [Page(page) for page in layout_document(html, root, context)]
    document = Document(
        pages,
        DocumentMetadata(**get_html_metadata(html)),
        html.url_fetcher,
        font_config,
        {},
        every["output_intent"],
    )
    document._html = html
    document.opened = Opened(document, context, paragraphs)
    return document


def _watched(tree: Any, root: Any) -> Iterator[Paragraph]:
    found = {}
    for box in walk(root):
        if type(box) is boxes.BlockBox and box.element is not None and box.element.tag in _TAGS:
            only = box.children[0] if len(box.children) == 1 else None
            if type(only) is boxes.LineBox and box.element_tag in _TAGS:
                box.__class__ = Watched
                found[box.element] = _deep_copy(only)
    for element in tree.iter():
        if element.tag in _TAGS:
            yield Paragraph(element, found.get(element))


def _deep_copy(box: Any) -> Any:
    return box.deepcopy()


def walk(box: Any) -> Iterator[Any]:
    """A box and all that is in it, in the order of the page's source."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    yield box
    for child in box.children:
        yield from walk(child)


def is_of_style(box: Any) -> bool:
    """Whether a box comes from a style, as the mark of a list's item does."""
    return "::" in (box.element_tag or "")
