"""Where the functions that remember stand in WeasyPrint's place: put there once a process.

Outside ``remembering`` each of them does what WeasyPrint does.
"""

from __future__ import annotations

import threading
from typing import Any

from campaigner.rendering.inside import (
    backgrounds,
    cascade,
    features,
    glyphs,
    lines,
    originals,
    parsing,
    pictures,
    sizes,
    writing,
)
from campaigner.rendering.inside.pinned import reason_against

_lock = threading.Lock()
_done = False

# Each function, and all places that hold it under its name.
PLACES: tuple[tuple[str, Any, tuple[Any, ...]], ...] = (
    ("split_first_line", lines.split, (originals.inline, originals.preferred)),
    ("setup", features.set_up, (originals.Layout,)),
    ("font_features", features.none_yet, (originals.line_break,)),
    ("strut", lines.strut_of, (originals.inline,)),
    ("draw_first_line", glyphs.draw_line, (originals.drawn_text,)),
    (
        "resolve_percentages",
        sizes.used_lengths,
        (
            originals.absolute,
            originals.block,
            originals.column,
            originals.float,
            originals.grid,
            originals.inline,
            originals.page,
            originals.percent,
            originals.table,
        ),
    ),
    ("layout_box_backgrounds", backgrounds.lay_out, (originals.background,)),
    ("_update_footnote_area", sizes.update_notes, (originals.LayoutContext,)),
    ("__init__", cascade.style_document, (originals.css.StyleFor,)),
    ("copy", cascade.copy_style, (originals.css.ComputedStyle,)),
    ("set_page_type_computed_styles", cascade.style_page_type, (originals.page,)),
    ("tinyhtml5", parsing.Parser(), (originals.weasyprint,)),
    ("clean", writing.clean, (originals.Font,)),
    ("write", writing.write, (originals.pydyf.PDF,)),
)


def put_in_place() -> str:
    """Put the functions in their places; returns why they were not, empty if they were."""
    global _done
    if reason := reason_against():
        return reason
    with _lock:
        if not _done:
            for name, function, places in PLACES:
                for place in places:
                    assert name in vars(place), name
                    setattr(place, name, function)
            originals.TAGS["path"] = pictures.path
            _done = True
    return ""
