"""A paragraph laid out again with other words in it, by WeasyPrint's own functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import inf
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.html import parse_url
from weasyprint.layout import LayoutContext
from weasyprint.layout.inline import iter_line_boxes
from weasyprint.urls import get_link

from campaigner.rendering.compiled.examples import Examples
from campaigner.rendering.compiled.fallback import NotSubstitutable, Reason
from campaigner.rendering.compiled.opened import is_of_style
from campaigner.rendering.compiled.skeleton import Words

Outline = tuple[object, ...]
"""What lines are made of, whatever they say: heights, and the boxes in them."""

# With other values, a paragraph would depend on what is around it, or that on the paragraph.
_PLAIN = {
    "float": "none",
    "string_set": "none",
    "text_transform": "none",
    "unicode_bidi": "normal",
    "visibility": "visible",
}
_PLAIN_INSIDE = {**_PLAIN, "position": "static"}
_WHITE_SPACE = ("normal", "nowrap", "pre-line")
_SIDES = ("margin_left", "padding_left", "border_left_width", "width", "height")


class Fragment(NamedTuple):
    """Where lines of a paragraph stand: its left edge, the top of the first, and how many.

    ``moves`` are made when they are laid out. ``most`` is None for all that are left.
    """

    left: float
    top: float
    moves: tuple[tuple[float, float, bool], ...]
    most: int | None


@dataclass(frozen=True)
class Block:
    """A paragraph of a skeleton: its line before layout, and the box that contains it."""

    line: Any
    container: Any
    base_url: str
    fonts: Any
    examples: Examples = field(default_factory=Examples)

    @classmethod
    def of(cls, line: Any, container: Any, words: Words, document: Any) -> Block | None:
        """The block of a laid out paragraph that says some words; None if it cannot be set alone.

        ``line`` is its line before it was laid out, ``container`` its box afterwards.
        """
        if line is None or not _is_plain(container, line):
            return None
        block = cls(line, _emptied(container), document._html.base_url, document.font_config)
        return block if block._is_same_with(words) else None

    def has_the_place_of(self, container: Any) -> bool:
        """Whether another box contains lines just as this block's does, wherever it stands."""
        return all(getattr(container, side) == getattr(self.container, side) for side in _SIDES[:4])

    def lines(self, words: Words, fragments: Sequence[Fragment]) -> list[list[Any]]:
        """The lines of each fragment when the block says some words.

        Raises NotSubstitutable if they are not as many as the fragments take.
        """
        return self._like_example(words, fragments) or self._laid_out(words, fragments)

    def _like_example(self, words: Words, fragments: Sequence[Fragment]) -> list[list[Any]] | None:
        """The only line of a block that was laid out before, with other words in it."""
        if (len(fragments), len(words.texts)) != (1, 1) or len(words.links) > 1:
            return None
        (place,) = fragments
        example = self.examples.get(place[:3])
        if example is None or place.most not in (None, 1):
            return None
        line = example.line_with(
            words.texts[0], self._target(*words.links) if words.links else None
        )
        return [[line]] if line else None

    def _target(self, address: str) -> Any:
        href = parse_url(f"mailto:{address}", self.base_url, allow_relative=True)
        return get_link(href, self.base_url)

    def _laid_out(self, words: Words, fragments: Sequence[Fragment]) -> list[list[Any]]:
        line, container = self._with(words), self.container.copy()
        skip, laid_out = None, []
        for fragment in fragments:
            container.position_x = fragment.left
            found = list(islice(self._lines_from(line, fragment, skip, container), fragment.most))
            lines = [each for each, _ in found]
            if not found or fragment.most not in (None, len(lines)):
                raise NotSubstitutable(Reason.TEXT)
            skip = found[-1][1]
            for each in lines:
                for dx, dy, ignore_floats in fragment.moves:
                    each.translate(dx, dy, ignore_floats)
            laid_out.append(lines)
        if skip is not None:
            raise NotSubstitutable(Reason.TEXT)
        if len(fragments) == 1:
            left = container.content_box_x() + line.text_indent
            self.examples.keep(fragments[0][:3], laid_out[0], left)
        return laid_out

    def _lines_from(self, line: Any, fragment: Fragment, skip: Any, container: Any) -> Any:
        return iter_line_boxes(
            _context(self.fonts), line, fragment.top, 0, skip, container, [], [], None, None
        )

    def _with(self, words: Words) -> Any:
        """The line with other words in its boxes."""
        line = self.line.deepcopy()
        texts, links = iter(words.texts), iter(words.links)
        for box in line.descendants():
            if _says(box):
                box.text = next(texts)
            elif _is_mail_link(box):
                box.link = self._target(next(links))
        line.process_whitespace()
        return line

    def _is_same_with(self, words: Words) -> bool:
        """Whether the block's own words make its own boxes."""
        every = list(self.line.descendants())
        if sum(map(_says, every)) != len(words.texts):
            return False
        if sum(map(_is_mail_link, every)) != len(words.links):
            return False
        made = list(self._with(words).descendants())
        return len(made) == len(every) and all(map(_are_same, made, every))


def outline(lines: Sequence[Any]) -> Outline:
    """What lines are made of, whatever they say."""
    return tuple((line.height, line.baseline, _parts(line)) for line in lines)


def _parts(box: Any) -> object:
    if isinstance(box, boxes.TextBox):
        return (box.height, box.baseline, bool(box.text.strip()))
    return (box.element_tag, *map(_parts, box.children))


def text_boxes(lines: Sequence[Any]) -> list[Any]:
    """The boxes of text in some lines."""
    return [box for line in lines for box in line.descendants() if isinstance(box, boxes.TextBox)]


def _says(box: Any) -> bool:
    """Whether a box has words of the page's source in it, not of its style."""
    return isinstance(box, boxes.TextBox) and not is_of_style(box) and bool(box.text.strip())


def _is_mail_link(box: Any) -> bool:
    return (
        isinstance(box, boxes.InlineBox)
        and box.element_tag == "a"
        and (box.element.get("href") or "").startswith("mailto:")
    )


def _are_same(made: Any, own: Any) -> bool:
    if isinstance(made, boxes.TextBox):
        flags = (made.leading_collapsible_space, made.trailing_collapsible_space)
        return made.text == own.text and not any(flags)
    return bool(made.link == own.link)


def _is_plain(container: Any, line: Any) -> bool:
    return (
        isinstance(container, boxes.BlockBox)
        and container.first_letter_style is None
        and container.first_line_style is None
        and container.style["bookmark_level"] == "none"
        and _has_plain_style(container, _PLAIN)
        and all(map(_is_plain_part, line.descendants()))
    )


def _is_plain_part(box: Any) -> bool:
    return (
        type(box) in (boxes.InlineBox, boxes.TextBox, boxes.LineBox)
        and _has_plain_style(box, _PLAIN_INSIDE)
        and box.footnote is None
        and box.note is None
        and not box.is_leader
    )


def _has_plain_style(box: Any, wanted: dict[str, str]) -> bool:
    style = box.style
    return (
        all(style[name] == value for name, value in wanted.items())
        and (style["white_space"] in _WHITE_SPACE or is_of_style(box))
        and not style["transform"]
    )


def _emptied(container: Any) -> Any:
    copy = container.copy()
    copy.children = ()
    return copy


def _context(fonts: Any) -> Any:
    """A page without an end, without notes, and without anything to flow around."""
    context = LayoutContext(None, lambda **_named: None, fonts, None, None)
    context.page_bottom, context.current_page = inf, 1
    context.create_block_formatting_context()
    return context
