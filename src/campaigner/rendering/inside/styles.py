"""What is known of a style that letters share, and what of it decides how text is set."""

from __future__ import annotations

from typing import Any

from campaigner.rendering.inside.memory import new_number

# All that breaking and drawing a line of text reads of a style: a test shows that it is all.
OF_TEXT = (
    "direction",
    "font_family",
    "font_feature_settings",
    "font_kerning",
    "font_language_override",
    "font_size",
    "font_stretch",
    "font_style",
    "font_variant_alternates",
    "font_variant_caps",
    "font_variant_east_asian",
    "font_variant_ligatures",
    "font_variant_numeric",
    "font_variant_position",
    "font_variation_settings",
    "font_weight",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "hyphens",
    "lang",
    "letter_spacing",
    "overflow_wrap",
    "tab_size",
    "text_decoration_line",
    "white_space",
    "word_break",
    "word_spacing",
)
_MOST_SIZES = 100  # of blocks around boxes of one style
_PLAIN = frozenset({str, int, float, bool, type(None)})


class Facts:
    """What is worked out of a style once; no style with facts is ever changed after its first use.

    ``number`` stands for the style in keys. ``sizes`` are its used lengths by the size of the
    block around; ``bare`` is whether it paints nothing behind a box.
    """

    __slots__ = ("bare", "number", "sizes", "strut", "text")

    def __init__(self) -> None:
        self.number = new_number()
        self.bare: bool | None = None
        self.text: str | None = None
        self.strut: tuple[float, float] | None = None
        self.sizes: dict[tuple[Any, ...], dict[str, Any]] = {}

    def keep_sizes(self, key: tuple[Any, ...], lengths: dict[str, Any]) -> None:
        """Remember used lengths."""
        if len(self.sizes) >= _MOST_SIZES:
            self.sizes.clear()
        self.sizes[key] = lengths


def share(style: Any) -> Facts:
    """Mark a style as one that documents share."""
    facts = style.campaigner_facts = Facts()
    return facts


def facts_of(style: Any) -> Facts | None:
    """Returns what is known of a style; None for one that its document changes for itself.

    Anonymous boxes have a style that hangs on that of their parent, and is shared with it.
    """
    found: Facts | None = style.__dict__.get("campaigner_facts")
    if found is None:
        parent = style.parent_style
        if parent is None or parent.__dict__.get("anonymous_style") is not style:
            return None
        return share(style) if facts_of(parent) else None
    return found


def text_key(style: Any) -> str | None:
    """Returns what decides how text is set in a style; None if that cannot be told for certain."""
    facts = facts_of(style)
    if facts is None:
        return _text_key(style)
    if facts.text is None:
        facts.text = _text_key(style) or ""
    return facts.text or None


def _text_key(style: Any) -> str | None:
    try:
        return repr([_plain(style[name]) for name in OF_TEXT])
    except _NotPlain:
        return None


class _NotPlain(Exception):
    """A value that does not say all by how it looks, such as a formula."""


def _plain(value: Any) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, list | tuple):
        return [type(value).__name__, *map(_plain, value)]
    if isinstance(value, set | frozenset):
        return ["set", *sorted(map(repr, map(_plain, value)))]
    raise _NotPlain
