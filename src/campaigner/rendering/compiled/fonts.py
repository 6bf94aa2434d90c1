"""One set of characters for the fonts of all letters, whatever each of them says."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from weasyprint.draw.text import draw_first_line
from weasyprint.formatting_structure import boxes
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream
from weasyprint.text.line_break import create_layout

from campaigner.rendering.compiled.breaking import forget_chunks
from campaigner.rendering.compiled.opened import Watched, is_of_style, walk

Glyphs = tuple[tuple[int, int], ...]
"""How many glyphs of each font are known: their widths, and their texts."""

# What decides which glyphs a text has, beside the text.
_DECIDING = (
    "font_size",
    "lang",
    "direction",
    "font_language_override",
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
    "font_variation_settings",
    "font_kerning",
    "letter_spacing",
)


def prepare_fonts(document: Any, changing: Container[Any], sample: str) -> None:
    """Note a sample's characters as used, in each style that text of some elements has.

    The document's fonts are then the same whatever that text says, if it keeps to them.
    """
    stream = empty_stream(document.fonts)
    for box in _of_each_style(document, changing):
        drawn = box.copy()
        drawn.text = sample
        drawn.pango_layout = create_layout(sample, box.style, None, None, 0)
        draw_first_line(stream, drawn, "clip", "none", Matrix())
        drawn.pango_layout.deactivate()


def empty_stream(fonts: dict[Any, Any], tags: dict[Any, Any] | None = None) -> Any:
    """A stream to draw on that belongs to no page."""
    resources: dict[str, Any] = {"ExtGState": {}, "XObject": {}, "Pattern": {}, "Shading": {}}
    return Stream(fonts, (0, 0, 0, 0), resources, {}, tags, {}, None)


def _of_each_style(document: Any, changing: Container[Any]) -> Iterator[Any]:
    seen = set()
    for page in document.pages:
        for paragraph in walk(page._page_box):
            if not _may_change(paragraph, changing):
                continue
            for box in walk(paragraph):
                if not isinstance(box, boxes.TextBox) or is_of_style(box) or not box.text.strip():
                    continue
                style = str([box.style[name] for name in _DECIDING])
                if style not in seen:
                    seen.add(style)
                    yield box


def _may_change(box: Any, changing: Container[Any]) -> bool:
    if isinstance(box, Watched):
        return box.element in changing
    return isinstance(box, boxes.MarginBox)


def glyphs_of(fonts: dict[Any, Any]) -> Glyphs:
    """Returns how many glyphs of each font are known."""
    return tuple((len(font.widths), len(font.to_unicode)) for font in fonts.values())


def forget_glyphs(fonts: dict[Any, Any], glyphs: Glyphs) -> None:
    """Forget the glyphs that were met since so many were known."""
    while len(fonts) > len(glyphs):
        fonts.popitem()
    for font, (widths, texts) in zip(fonts.values(), glyphs, strict=True):
        forget_chunks(font)
        _shorten(font.widths, widths)
        _shorten(font.to_unicode, texts)


def _shorten(kept: dict[Any, Any], count: int) -> None:
    while len(kept) > count:
        kept.popitem()
