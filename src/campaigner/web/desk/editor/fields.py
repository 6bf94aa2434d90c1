"""The fields of a part's form: what was typed into them, and how they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from campaigner.editing.outcomes import ChangedMeanwhile, PartForm
from campaigner.editing.parts import SHAPES, Field, Kind, Part, names_of
from campaigner.web.desk.editor.saying import said
from campaigner.web.desk.frame.desk_page import AtDesk


def typed_in(at: AtDesk, part: Part, languages: Sequence[str]) -> dict[str, str]:
    """Returns what was typed; several boxes that are ticked are lines."""
    return {
        name: "\n".join(at.form.getlist(name))
        if field.kind is Kind.CHOICES
        else at.form.get(name, "")
        for field in SHAPES[part].fields
        for name, _ in names_of(field, languages)
    }


def shown_field(
    field: Field,
    wanted: PartForm,
    languages: Sequence[str],
    errors: Mapping[str, str],
    problems: Mapping[str, Any],
    theirs: ChangedMeanwhile | None,
    at: AtDesk,
) -> dict[str, Any]:
    """Returns a field as the form shows it: a cell for each language, with what is wrong in it.

    ``errors`` and ``problems`` are by the name of a cell; ``theirs`` is what others saved.
    """
    cells = []
    for name, key in names_of(field, languages):
        placed = problems.get(name)
        now = theirs.now.get(name, "") if theirs else None
        cells.append(
            {
                "name": name,
                "language": str(key[-1]) if field.each else "",
                "value": wanted.typed.get(name, ""),
                "error": errors.get(name, ""),
                "problem": said(at, [placed])[0] if placed else None,
                "theirs": now if now is not None and now != wanted.typed.get(name, "") else None,
            }
        )
    return {
        "label": field.name.replace(".", "_"),
        "kind": str(field.kind),
        "each": field.each,
        "needed": field.needed,
        "choices": field.choices,
        "cells": cells,
    }
