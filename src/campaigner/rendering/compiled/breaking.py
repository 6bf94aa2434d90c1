"""A line of plain words broken and shaped once, where WeasyPrint shapes it four times.

It tries the line, then the line with one word more, then sets the line as it is drawn, and again
when it draws it. In text without hyphenation or spacing of its own, the first try decides.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import create_layout, get_next_break_point, line_size

from campaigner.rendering.engine import ffi
from campaigner.rendering.inside.memory import Memory, number_of
from campaigner.rendering.inside.originals import get_pango_font_key
from campaigner.rendering.inside.styles import text_key

_GLYPH = struct.Struct("=Iiii4x")
_LIKELY = 3  # times the line's width, in font sizes: so many characters have a line and a word
_SURE = 0.5  # pixels by which a word is too wide
_NO_GLYPH = struct.pack("=Ii", 0x0FFFFFFF, 0)  # the space at the end of a line, as Pango has it
_BREAKERS = ("\n", "\t", "\N{SOFT HYPHEN}", "\r")
_PLAIN = {
    "letter_spacing": "normal",
    "word_spacing": 0,
    "word_break": "normal",
    "text_decoration_line": "none",
    "direction": "ltr",
}
_FONT_BYTES, _WORD_BYTES = 20_000, 300


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font: its key in a document, its size, and the glyphs as Pango has them."""

    font: int
    key: int
    size: float
    glyphs: bytes


class _Chunks(dict[tuple[int, int, int, int], str]):
    """What each glyph of a font is written as; KeyError for one that the document has not met."""

    def __init__(self, font: Any, size: float) -> None:
        super().__init__()
        self._font, self._size = font, size

    def __missing__(self, glyph: tuple[int, int, int, int]) -> str:
        number, width, x, y = glyph
        if y or number not in self._font.to_unicode:
            raise KeyError(glyph)
        offset = x / self._size
        kerning = self._font.widths[number] + offset - width * 1000 * FROM_UNITS / self._size
        chunk = f">{-offset}<" if offset else ""
        chunk += f"{number:04x}"
        if kerning:
            chunk += f">{int(kerning)}<"
        self[glyph] = chunk
        return chunk


@dataclass(frozen=True, slots=True)
class Runs:
    """A line as it is shaped."""

    every: tuple[Run, ...]

    def draw(self, stream: Any, matrix: Any) -> bool:
        """Draw the line as WeasyPrint does; False if the document lacks a font or a glyph."""
        fonts = stream._fonts
        try:
            written = [
                (run, "".join(map(_chunks(fonts[run.key], run.size).__getitem__,
                                  _GLYPH.iter_unpack(run.glyphs))))
                for run in self.every
            ]  # fmt: skip
        except KeyError:
            return False
        stream.set_text_matrix(*matrix.values)
        string, previous = "", 0
        for run, text in written:
            if run.font != previous:
                previous = run.font
                if string:
                    stream.show_text(string)
                string = ""
                stream.set_font_size(fonts[run.key].hash, run.size)
            string += f"<{text}"
            string = string[:-1] if string[-1] == "<" else f"{string}>"
        stream.show_text(string)
        return True


def _chunks(font: Any, size: float) -> _Chunks:
    every: dict[float, _Chunks] = font.__dict__.setdefault("campaigner_chunks", {})
    if size not in every:
        if font.bitmap or font.png or font.svg or font.colr or font.missing:
            raise KeyError(size)
        every[size] = _Chunks(font, size)
    return every[size]


def forget_chunks(font: Any) -> None:
    """Forget how a font's glyphs are written, because some of them are forgotten."""
    font.__dict__.pop("campaigner_chunks", None)


def first_line(text: str, style: Any, context: Any, width: Any, memory: Memory) -> Any:
    """WeasyPrint's ``split_first_line``, and the line as it is shaped; None if that is not sure."""
    if not _is_plain(text, style, width):
        return None
    tried = text[: int(width / style["font_size"] * _LIKELY)]
    layout = create_layout(tried, style, context, width, 0)
    line, resume = layout.get_first_line()
    if resume is None and tried != text:
        return None
    taken, height = line_size(line, style)
    said = tried.encode()[:resume].decode()
    if taken > width or (resume and not _is_full(layout, tried, said, taken, memory)):
        return None
    runs = _runs(line, layout, style, memory)
    if runs is None:
        return None
    if resume:
        said = said.rstrip(" ")
        layout.text = said
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    length = len(said.encode())
    layout.deactivate()
    layout.runs = runs
    return layout, length, resume, taken, height, baseline


def _is_plain(text: str, style: Any, width: Any) -> bool:
    return (
        width is not None
        and 4 * style["font_size"] < width < 2**21
        and style["white_space"] in ("normal", "pre-line")
        and style["hyphens"] != "auto"
        and not any(char in text for char in _BREAKERS)
        and all(style[name] == value for name, value in _PLAIN.items())
        and text[:1] != " " != text[-1:]
    )


def _is_full(layout: Any, tried: str, said: str, taken: float, memory: Memory) -> bool:
    """Whether the word after a line cannot be put on it; False if that is not sure."""
    attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.ffi.NULL)
    point = get_next_break_point(attributes[len(said) + 1 : len(tried)])
    if point is None or said.endswith("  "):
        return False
    left = tried[len(said) :]
    word = left[:point].rstrip(" ")
    if not word:
        return False
    if left[point] != " ":
        return True
    space = " " if said[-1] == " " else ""
    most: float = layout.max_width + _SURE
    return taken + _width_of(f"{space}{word}", layout, memory) > most


def _width_of(word: str, layout: Any, memory: Memory) -> float:
    style = layout.style
    key = ("word", number_of(style.font_config), text_key(style), word)
    found: float | None = memory.get(key)
    if found is None:
        alone = create_layout(word, style, None, None, 0)
        line, _ = alone.get_first_line()
        found, _ = line_size(line, style)
        memory.keep(key, found, _WORD_BYTES)
    return found


def _runs(line: Any, layout: Any, style: Any, memory: Memory) -> Runs | None:
    """The runs of a line without the space at its end; None if not all of it runs to the right."""
    found: list[Run] = []
    run = line.runs[0]
    while run != ffi.ffi.NULL:
        item, run = run.data, run.next
        if item.item.analysis.level % 2:
            return None
        glyphs = bytes(ffi.ffi.buffer(item.glyphs.glyphs, item.glyphs.num_glyphs * _GLYPH.size))
        if run == ffi.ffi.NULL and glyphs[-_GLYPH.size :].startswith(_NO_GLYPH):
            glyphs = glyphs[: -_GLYPH.size]
        if glyphs:
            font = item.item.analysis.font
            found.append(Run(*_font(font, layout, style, memory), glyphs))
    return Runs(tuple(found))


def _font(font: Any, layout: Any, style: Any, memory: Memory) -> tuple[int, int, float]:
    """The address of a font, its key in a document and its size."""
    address = int(ffi.ffi.cast("uintptr_t", font))
    place = ("font of runs", number_of(style.font_config), address)
    found = memory.get(place)
    if found is None:
        key, _, size = get_pango_font_key(font)
        # The layout holds the font, so that its address is nobody else's while it is remembered.
        found = (key, size, layout.layout)
        memory.keep(place, found, _FONT_BYTES)
    return address, found[0], found[1]
