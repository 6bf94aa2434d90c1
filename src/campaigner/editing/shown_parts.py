"""A part as its form is shown: its values, its table if it has one, and the mark of both."""

from __future__ import annotations

from campaigner.editing.area_table_texts import FIELD, MOST_TYPED, table_now
from campaigner.editing.outcomes import Defined
from campaigner.editing.part_values import mark_of, shown_values
from campaigner.editing.parts import Part
from campaigner.toml import Key


def shown_at(now: Defined, part: Part, key: Key) -> dict[str, str]:
    """Returns what a form shows of a part; a table that is too long to be typed is left out."""
    shown = shown_values(now.values, part, key, now.languages, now.zone)
    if part is Part.AREA_FACT:
        text = table_now(now, key).text or ""
        if len(text) <= MOST_TYPED:
            shown[FIELD] = text
    return shown


def mark_at(now: Defined, part: Part, key: Key) -> str:
    """Returns what a form carries of a part, to notice that it was changed meanwhile."""
    mark = mark_of(now.values, key)
    return mark + table_now(now, key).mark if part is Part.AREA_FACT else mark
