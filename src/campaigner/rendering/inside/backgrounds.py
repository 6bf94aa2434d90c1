"""Boxes without a background, a shadow or a round corner, as most are."""

from __future__ import annotations

from typing import Any

from campaigner.rendering.inside.memory import active
from campaigner.rendering.inside.originals import background_of_box, get_color
from campaigner.rendering.inside.styles import facts_of

_CORNERS = tuple(
    f"border_{row}_{side}_radius" for row in ("top", "bottom") for side in ("left", "right")
)
_SQUARE = (0, "px")


def lay_out(
    page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None
) -> None:
    """WeasyPrint's ``layout_box_backgrounds``; what a style has none of is remembered."""
    facts = facts_of(box.style) if style is None and box is not page and active() else None
    if facts is not None and facts.bare is None:
        facts.bare = _is_bare(box.style)
    if facts is None or not facts.bare:
        background_of_box(page, box, get_image, layout_children, style)
        return
    for corner in _CORNERS:
        setattr(box, corner, (0, 0))
    if layout_children:
        for child in box.all_children():
            lay_out(page, child, get_image)
    box.background = None


def _is_bare(style: Any) -> bool:
    return (
        all(_SQUARE in style[corner] for corner in _CORNERS)
        and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
        and style["visibility"] == "visible"
        and all(kind != "url" and not image for kind, image in style["background_image"])
        and not style["box_shadow"]
        and get_color(style, "background_color").alpha == 0
    )
