"""Text as it is drawn: the operators of a line, and what they add to the document's fonts."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from campaigner.rendering.engine import ffi
from campaigner.rendering.inside.lines import Reused, drawn_key
from campaigner.rendering.inside.memory import Memory, active, number_of
from campaigner.rendering.inside.originals import Font, draw_first_line, get_pango_font_key

_ENTRY = 1_200  # bytes, beside the operators
_SMALLEST = 1e-6  # below it WeasyPrint draws nothing


@dataclass(frozen=True, slots=True)
class _Use:
    """What a line adds to one font: the width of each glyph, and the text it stands for.

    ``font`` is how the font is when nothing was drawn with it yet.
    """

    key: int
    font: Any
    widths: dict[int, int]
    texts: dict[int, str]

    def fits(self, fonts: dict[int, Any]) -> bool:
        """Whether the document has no other width for any of the glyphs.

        The first line that uses a glyph decides its width, which sizes round differently.
        """
        font = fonts.get(self.key)
        if font is None or self.widths.items() <= font.widths.items():
            return True
        return all(font.widths.get(glyph, width) == width for glyph, width in self.widths.items())

    def note(self, fonts: dict[int, Any]) -> None:
        """Add the glyphs to the document's font, and the font if it is the first to use it."""
        font = fonts.get(self.key)
        if font is None:
            font = fonts[self.key] = _unused(self.font)
        for glyph, text in self.texts.items():
            font.to_unicode.setdefault(glyph, text)
        for glyph, width in self.widths.items():
            font.widths.setdefault(glyph, width)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A line's operators after its place: the stream's method, and what it is given."""

    steps: list[tuple[str, tuple[Any, ...]]]
    uses: list[_Use]

    @property
    def size(self) -> int:
        return _ENTRY + sum(len(str(values)) for _, values in self.steps) + 400 * len(self.uses)

    def draw(self, stream: Any, matrix: Any) -> None:
        for use in self.uses:
            use.note(stream._fonts)
        stream.set_text_matrix(*matrix.values)
        for name, values in self.steps:
            getattr(stream, name)(*values)


class _Scribe:
    """Stands in for a page's stream, and writes down what is drawn on it."""

    def __init__(self, stream: Any, memory: Memory, font_config: int) -> None:
        self.ink_rect, self.logical_rect = stream.ink_rect, stream.logical_rect
        self.steps: list[tuple[str, tuple[Any, ...]]] = []
        self.fonts: dict[int, tuple[Any, Any]] = {}
        self._memory, self._font_config = memory, font_config

    def set_text_matrix(self, *values: float) -> None:
        """The place changes from one use to the next."""

    def set_font_size(self, *values: Any) -> None:
        self.steps.append(("set_font_size", values))

    def set_text_rise(self, *values: Any) -> None:
        self.steps.append(("set_text_rise", values))

    def show_text(self, *values: Any) -> None:
        self.steps.append(("show_text", values))

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        """A font as nothing was drawn with it, and its size."""
        key, description, size = get_pango_font_key(pango_font)
        if key not in self.fonts:
            unused = self._font(key, size, pango_font, description)
            self.fonts[key] = (unused, _unused(unused))
        return self.fonts[key][1], size

    def _font(self, key: int, size: float, pango_font: Any, description: Any) -> Any:
        made = Font(pango_font, description, size)
        # The font holds its face, whose address is nobody else's as long as it is remembered.
        face = int(ffi.ffi.cast("uintptr_t", made.hb_face))
        place = ("font", self._font_config, key, size, face, made.name)
        found = self._memory.get(place)
        if found is None:
            self._memory.keep(place, made, len(made.file_content))
        return found or made

    @property
    def is_plain(self) -> bool:
        """Whether the fonts draw outlines, and have all the glyphs."""
        return not any(
            used.missing or used.bitmap or used.png or used.svg or used.colr
            for _, used in self.fonts.values()
        )

    def drawn(self) -> _Drawn:
        """What was drawn."""
        uses = [
            _Use(key, unused, used.widths, used.to_unicode)
            for key, (unused, used) in self.fonts.items()
        ]
        return _Drawn(self.steps, uses)


def draw_line(
    stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
) -> Any:
    """WeasyPrint's ``draw_first_line``, remembered."""
    line, memory = textbox.pango_layout, active()
    if not isinstance(line, Reused):
        return draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
    if not textbox.text.strip() or textbox.style["font_size"] < _SMALLEST:
        return []
    is_whole = text_overflow != "ellipsis" and block_ellipsis == "none"
    if line.runs and is_whole and line.runs.draw(stream, matrix):
        return []
    if memory is None or not is_whole:
        line.wake()
        return draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
    drawn = _remembered(stream, textbox, matrix, memory)
    if drawn and all(use.fits(stream._fonts) for use in drawn.uses):
        drawn.draw(stream, matrix)
        return []
    if line.waiting is not None:
        line.wake()
    return draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)


def _remembered(stream: Any, textbox: Any, matrix: Any, memory: Memory) -> _Drawn | None:
    """What the line draws in a document that drew nothing yet; None if that depends on more."""
    line, style = textbox.pango_layout, textbox.style
    key = drawn_key(line, style)
    found: _Drawn | None = memory.get(key) if key else None
    if key is None or found is not None:
        return found
    line.wake()
    scribe = _Scribe(stream, memory, number_of(style.font_config))
    emojis = draw_first_line(scribe, textbox, "clip", "none", matrix)
    if emojis or not scribe.is_plain:
        return None
    drawn = scribe.drawn()
    memory.keep(key, drawn, drawn.size)
    return drawn


def _unused(font: Any) -> Any:
    """A copy of a font with nothing drawn yet."""
    made = copy.copy(font)
    made.widths, made.to_unicode, made.missing = {}, {}, {}
    made.variations = dict(font.variations)
    return made
