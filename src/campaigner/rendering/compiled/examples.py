"""Single lines of plain words, made from one that WeasyPrint has laid out in the same place.

Such a line has the place, height and baseline of its example; only its words and width are others.
What is not sure to come out the same is left to WeasyPrint.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

_MOST = 64
_PLAIN_WORDS = re.compile(r"[^\s\xad]+(?: [^\s\xad]+)*", re.ASCII)
_ALIGNED = ("start", "left")
_SIDES = (
    *("margin_left", "margin_right", "padding_left", "padding_right"),
    *("border_left_width", "border_right_width"),
)


@dataclass(frozen=True)
class Example:
    """A line with one box of text in it, as it was laid out; the boxes around it, outermost first.

    ``left`` is where its text began when widths were worked out, before it was moved.
    """

    around: tuple[Any, ...]
    box: Any
    left: float

    @classmethod
    def of(cls, lines: Sequence[Any], left: float) -> Example | None:
        """The example that laid out lines are; None if they are not a single one of plain words."""
        if len(lines) != 1 or not _is_aligned(lines[0].style):
            return None
        around, box = [lines[0]], lines[0]
        while len(box.children) == 1:
            (box,) = box.children
            if type(box) is boxes.TextBox:
                found = cls(tuple(around), box, left)
                return found if _is_plain(box) and found._has_its_widths else None
            if type(box) is not boxes.InlineBox or any(getattr(box, side) for side in _SIDES):
                return None
            around.append(box)
        return None

    @property
    def _has_its_widths(self) -> bool:
        every = (*self.around, self.box)[1:]
        return all(
            outer.width == self.left + inner.margin_width() - self.left
            for outer, inner in pairwise(every)
        )

    def line_with(self, text: str, link: Any = None) -> Any:
        """The line with another text; None if it might be another line than this one.

        ``link`` is what the innermost box around it links to, None for what it always does.
        """
        box = self._box_with(text) if _PLAIN_WORDS.fullmatch(text) else None
        if box is None:
            return None
        for usual in reversed(self.around):
            outer = usual.copy_with_children([box])
            outer.width = self.left + box.margin_width() - self.left
            if link is not None:
                outer.link, link = link, None
            box = outer
        return box

    def _box_with(self, text: str) -> Any:
        usual = self.box
        most = usual.pango_layout.max_width
        layout, length, resume, width, height, baseline = inline.split_first_line(
            text, usual.style, None, most, 0, is_line_start=True
        )
        is_whole = resume is None and layout.text == text and length == len(text.encode())
        is_like_it = (height, baseline + usual.margin_top) == (usual.height, usual.baseline)
        if not is_whole or not is_like_it or width > most:
            return None
        box = usual.copy_with_text(text)
        box.width, box.pango_layout = width, layout
        return box


def _is_plain(box: Any) -> bool:
    return (
        _PLAIN_WORDS.fullmatch(box.text) is not None
        and box.pango_layout.max_width is not None
        and not box.pango_layout.first_line_direction % 2
        and not box.justification_spacing
    )


def _is_aligned(style: Any) -> bool:
    return (
        style["direction"] == "ltr"
        and style["text_align_all"] in _ALIGNED
        and style["text_align_last"] in ("auto", *_ALIGNED)
    )


class Examples(dict[Any, Example]):
    """Examples of a block's line, by its place."""

    def keep(self, place: Any, lines: Sequence[Any], left: float) -> None:
        """Keep lines as the example of a place, if they are one; see ``Example``."""
        if place not in self and (found := Example.of(lines, left)):
            if len(self) >= _MOST:
                self.clear()
            self[place] = found
