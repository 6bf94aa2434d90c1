"""WeasyPrint's own modules and functions, as they are before anything is put in their place."""

from __future__ import annotations

from typing import Any

from campaigner.rendering.engine import (
    pydyf,
    weasyprint,
)  # first: it decides how WeasyPrint is loaded

from weasyprint import images  # isort: skip
from weasyprint import css
from weasyprint.draw import text as drawn_text
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import (
    LayoutContext,
    absolute,
    background,
    block,
    column,
    float,  # noqa: A004 - a module of that name
    grid,
    inline,
    page,
    percent,
    preferred,
    table,
)
from weasyprint.pdf.fonts import Font
from weasyprint.svg import TAGS
from weasyprint.text import line_break
from weasyprint.text.fonts import get_pango_font_key

__all__ = [
    "TAGS",
    "Font",
    "LayoutContext",
    "absolute",
    "background",
    "block",
    "boxes",
    "build",
    "column",
    "css",
    "drawn_text",
    "float",
    "get_color",
    "get_pango_font_key",
    "grid",
    "images",
    "inline",
    "line_break",
    "page",
    "percent",
    "preferred",
    "pydyf",
    "table",
    "weasyprint",
]

Layout: Any = line_break.Layout
split_first_line: Any = line_break.split_first_line
strut: Any = line_break.strut
set_up_layout: Any = line_break.Layout.setup
font_features: Any = line_break.font_features
resolve_percentages: Any = percent.resolve_percentages
block_level_layout: Any = block.block_level_layout
draw_first_line: Any = drawn_text.draw_first_line
style_for_document: Any = css.StyleFor.__init__
copy_of_style: Any = css.ComputedStyle.copy
styles_of_page_type: Any = page.set_page_type_computed_styles
update_footnote_area: Any = LayoutContext._update_footnote_area
background_of_box: Any = background.layout_box_backgrounds
clean_font: Any = Font.clean
draw_path: Any = TAGS["path"]
parse_html: Any = weasyprint.tinyhtml5.parse
write_document: Any = pydyf.PDF.write
