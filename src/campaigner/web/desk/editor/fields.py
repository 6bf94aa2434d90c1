"""The fields of a part's form: what was typed into them, and how they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from campaigner.campaigns.unwritten import written
from campaigner.editing.outcomes import ChangedMeanwhile, Defined, PartForm
from campaigner.editing.part_values import names_among, tables_of
from campaigner.editing.parts import Field, Kind, Part, names_of
from campaigner.editing.shapes import SHAPES
from campaigner.text import in_language, start_of
from campaigner.web.desk.editor.found import said
from campaigner.web.desk.editor.labels import hint_of, label_of
from campaigner.web.desk.frame.desk_page import AtDesk

TICKED = (Kind.CHOICES, Kind.FACTS, Kind.QUESTIONS)
"""The kinds of fields that have a box to tick for each choice."""
_SHOWN = 80


def typed_in(at: AtDesk, part: Part, languages: Sequence[str]) -> dict[str, str]:
    """Returns what was typed; several boxes that are ticked are lines."""
    return {
        name: "\n".join(at.form.getlist(name)) if field.kind in TICKED else at.form.get(name, "")
        for field in SHAPES[part].fields
        for name, _ in names_of(field, languages)
        if field.kind is not Kind.TABLE or name in at.form
    }


def shown_field(
    field: Field,
    wanted: PartForm,
    now: Defined,
    errors: Mapping[str, str],
    problems: Mapping[str, Any],
    theirs: ChangedMeanwhile | None,
    at: AtDesk,
) -> dict[str, Any]:
    """Returns a field as the form shows it: a cell for each language, with what is wrong in it.

    ``errors`` and ``problems`` are by the name of a cell; ``theirs`` is what others saved.
    """
    cells, languages = [], now.languages
    for name, key in names_of(field, languages):
        placed = problems.get(name)
        typed = wanted.typed.get(name, "")
        saved = theirs.now.get(name, "") if theirs else typed
        cells.append(
            {
                "name": name,
                "label": label_of(at, wanted.part, name, languages),
                "language": str(key[-1]) if field.each else "",
                "value": typed,
                "error": errors.get(name, ""),
                "problem": said(at, [placed], languages)[0] if placed else None,
                "theirs": saved if saved != typed else None,
            }
        )
    return {
        "hint": hint_of(at, wanted.part, field),
        "kind": str(field.kind),
        "each": field.each,
        "needed": field.needed,
        "choices": _choices(field, now, at),
        "cells": cells,
    }


def _choices(field: Field, now: Defined, at: AtDesk) -> list[tuple[str, str]]:
    """What can be chosen in a field: what is saved, and what it is called."""
    if field.kind is Kind.FACTS:
        return [
            (name, start_of(words_of(fact, at.language), _SHOWN) or name)
            for name, fact in zip(
                names_among(now.values, Part.FACT), tables_of(now.values, Part.FACT), strict=True
            )
        ]
    words = at.words["editor"]["choices"]
    return [(each, words.get(each, each)) for each in field.choices]


def words_of(table: Mapping[str, Any], language: str) -> str:
    """Returns what a part says, in a language if it has it; empty if that is still to write."""
    for name in ("text", "supports", "name", "title", "asks"):
        texts = table.get(name)
        if isinstance(texts, str):
            return texts
        if isinstance(texts, dict):
            said = written({tag: str(text) for tag, text in texts.items()})
            return in_language(said, language) if said else ""
    return ""
