"""Lines of text: where each is broken depends on its text, style and width alone."""

from __future__ import annotations

from typing import Any

from campaigner.rendering.inside.memory import active, number_of
from campaigner.rendering.inside.originals import Layout, split_first_line, strut
from campaigner.rendering.inside.styles import facts_of, text_key

_ENTRY = 900  # bytes, beside the text


class Reused(Layout):  # type: ignore[misc]  # WeasyPrint has no types
    """A line that was laid out before: shaped again only if something wants its glyphs."""

    waiting: Any = None
    runs: Any = None  # the line as it is shaped, if that is known

    @classmethod
    def of(cls, values: dict[str, Any]) -> Reused:
        """A line of its own with the values of one that is put to rest."""
        line = cls.__new__(cls)
        line.__dict__.update(values)
        return line

    def reactivate(self, style: Any) -> None:
        """Note the style: what is drawn from memory needs no shaping."""
        self.waiting = style

    def wake(self) -> None:
        """Shape the text, as a line that is not from memory does at once."""
        style, self.waiting = self.waiting, None
        super().reactivate(style)

    def deactivate(self) -> None:
        """Let go of what was shaped, if anything was."""
        if self.waiting is None:
            super().deactivate()
        self.waiting = None


def split(
    text: str,
    style: Any,
    context: Any,
    max_width: Any,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """WeasyPrint's ``split_first_line``, remembered."""
    memory = active()
    if memory is None:
        return split_first_line(
            text, style, context, max_width, justification_spacing, is_line_start, minimum
        )
    of_style = text_key(style)
    font_config = number_of(style.font_config)
    key = (
        "line",
        memory.first_line,
        font_config,
        text,
        of_style,
        max_width,
        justification_spacing,
        is_line_start,
        minimum,
    )
    found = memory.get(key) if of_style else None
    if found is None:
        shorter = of_style and not justification_spacing and memory.first_line
        line, *measures = (
            shorter and shorter(text, style, context, max_width, memory)
        ) or split_first_line(
            text, style, context, max_width, justification_spacing, is_line_start, minimum
        )
        if of_style is None:
            return (line, *measures)
        found = (vars(line), *measures)
        memory.keep(key, found, _ENTRY + 2 * len(text))
    values, *measures = found
    return (Reused.of(values), *measures)


def strut_of(style: Any) -> Any:
    """WeasyPrint's ``strut``: the height of a line, and its baseline."""
    facts = facts_of(style) if active() else None
    if facts is None:
        return strut(style)
    if facts.strut is None:
        facts.strut = strut(style)
    return facts.strut


def drawn_key(line: Reused, style: Any) -> Any:
    """Returns what decides the glyphs of a line; None if that cannot be told for certain."""
    of_style = text_key(style)
    if of_style is None:
        return None
    font_config = number_of(style.font_config)
    return ("drawn", font_config, line.text, of_style, line.justification_spacing)
