"""The features of fonts that text is set with, freed when the text is: WeasyPrint leaves them."""

from __future__ import annotations

from typing import Any

from campaigner.rendering.engine import ffi
from campaigner.rendering.inside.originals import font_features, set_up_layout

_NAMES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)


def none_yet(*_values: Any) -> dict[str, Any]:
    """Stands in for WeasyPrint's ``font_features`` where it would make what is never freed."""
    return {}


def set_up(line: Any, style: Any) -> None:
    """WeasyPrint's ``Layout.setup``; what it gives to Pango is Pango's, and goes with the line."""
    set_up_layout(line, style)
    found = font_features(*(style[name] for name in _NAMES))
    if not found:
        return
    wanted = ",".join(f"{key} {value}" for key, value in found.items()).encode()
    pango = ffi.pango
    listed = pango.pango_attr_list_new()
    pango.pango_attr_list_insert(listed, pango.pango_attr_font_features_new(wanted))
    pango.pango_layout_set_attributes(line.layout, listed)
    pango.pango_attr_list_unref(listed)
