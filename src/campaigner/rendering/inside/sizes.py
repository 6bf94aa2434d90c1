"""Used lengths of boxes, and the height of the notes at a page's foot."""

from __future__ import annotations

from math import inf
from typing import Any

from campaigner.rendering.inside.memory import Memory, active, number_of
from campaigner.rendering.inside.originals import (
    block_level_layout,
    boxes,
    build,
    resolve_percentages,
    update_footnote_area,
)
from campaigner.rendering.inside.styles import facts_of

_SIDES = ("top", "right", "bottom", "left")
LENGTHS = (
    *(f"{part}_{side}" for part in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
    *(f"{least}{length}" for length in ("width", "height") for least in ("", "min_", "max_")),
)
_SIMPLE = frozenset({boxes.BlockBox, boxes.LineBox, boxes.InlineBox, boxes.TextBox})
_ENTRY = 500  # bytes, beside the text


def used_lengths(box: Any, containing_block: Any) -> None:
    """WeasyPrint's ``resolve_percentages``, remembered by style and the block around."""
    facts = facts_of(box.style) if active() else None
    if facts is None or box.style["border_collapse"] == "collapse":
        resolve_percentages(box, containing_block)
        return
    if isinstance(containing_block, boxes.Box):
        key = (containing_block.width, containing_block.height, isinstance(box, boxes.PageBox))
    else:
        key = (*containing_block, isinstance(box, boxes.PageBox))
    lengths = facts.sizes.get(key)
    if lengths is None:
        resolve_percentages(box, containing_block)
        facts.keep_sizes(key, {name: getattr(box, name) for name in LENGTHS})
    else:
        box.__dict__.update(lengths)


def update_notes(context: Any) -> Any:
    """WeasyPrint's ``_update_footnote_area``, remembered by the notes.

    It lays out all notes of a page again for each that is added, and wants their height alone.
    """
    memory, area = active(), context.current_footnote_area
    key = None
    beside = context._excluded_shapes_root_boxes and context.excluded_shapes  # floats on the page
    if memory is not None and not beside and not context.in_column:
        key = _key(area, context.current_page_footnotes)
    if memory is None or key is None:
        return update_footnote_area(context)
    if area.height != "auto":
        context.page_bottom += area.margin_height()
    area.children = context.current_page_footnotes
    area.height, with_margins, overflows = memory.get(key) or _measured(context, memory, key)
    context.page_bottom -= with_margins
    return overflows


def _measured(context: Any, memory: Memory, key: Any) -> tuple[float, float, bool]:
    area = build.create_anonymous_boxes(context.current_footnote_area.deepcopy())
    area = block_level_layout(context, area, -inf, None, context.current_footnote_area.page)[0]
    last = area.children[-1]
    end_of_last = last.position_y + last.margin_height() - last.margin_bottom
    end = area.position_y + area.margin_height() - area.margin_bottom
    measures = (area.height, area.margin_height(), end_of_last > end)
    memory.keep(key, measures, _ENTRY + 2 * len(str(key)))
    return measures


def _key(area: Any, notes: list[Any]) -> Any:
    """What decides the height of the notes; None if that cannot be told for certain."""
    facts, of_page = facts_of(area.style), facts_of(area.page.style)
    if not notes or facts is None or of_page is None:
        return None
    of_notes = [_note_key(note) for note in notes]
    if None in of_notes:
        return None
    lengths = tuple(getattr(area, name) for name in LENGTHS if name != "height")
    place = (area.position_x, area.position_y, area.page.width, area.page.height)
    font_config = number_of(area.style.font_config)
    return ("notes", font_config, facts.number, of_page.number, lengths, place, tuple(of_notes))


def _note_key(note: Any) -> Any:
    found = note.__dict__.get("campaigner_key", "")
    if found == "":
        try:
            found = _box_key(note, is_note=True)
        except _NotSimple:
            found = None
        note.campaigner_key = found
    return found


class _NotSimple(Exception):
    """A box whose height may depend on more than its style and text."""


def _box_key(box: Any, *, is_note: bool = False) -> Any:
    style = _note_style(box.style) if is_note else facts_of(box.style)
    if style is None or type(box) not in _SIMPLE or not box.is_in_normal_flow():
        raise _NotSimple
    if box.footnote or box.note or box.note_call or box.string_set or box.missing_link:
        raise _NotSimple
    if box.first_letter_style or box.first_line_style:
        raise _NotSimple
    content = box.text if isinstance(box, boxes.TextBox) else tuple(map(_box_key, box.children))
    number = style if is_note else style.number
    marks = (box.leading_collapsible_space, box.trailing_collapsible_space, box.is_leader)
    return (type(box).__name__, box.element_tag, number, marks, box.is_outside_marker, content)


def _note_style(style: Any) -> Any:
    """A note has a copy of its style, without the float that makes it a note."""
    facts = style.__dict__.get("campaigner_copied")
    return None if facts is None else (facts.number, style["float"], style["display"])
