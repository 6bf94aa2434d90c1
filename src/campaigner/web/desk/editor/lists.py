"""A campaign's parts of a kind, and the texts of its letter and brief by language: the lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.desk_addresses import DESK_EDITOR_LIST
from campaigner.editing.folder import files_now, text_parts
from campaigner.editing.outcomes import Defined
from campaigner.editing.part_values import names_among, tables_of
from campaigner.editing.parts import SHAPES, Part
from campaigner.editing.places import Section
from campaigner.editing.standing import Standing, standing_of
from campaigner.organisers.acts import Act
from campaigner.text import in_language
from campaigner.web.desk.editor.defining import defined_at, in_forms
from campaigner.web.desk.editor.saying import counted, part_address, said, shown
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage

LISTS: Mapping[str, tuple[Part, ...]] = {
    "asks": (Part.ASK,),
    "facts": (Part.FACT, Part.CITATION),
    "letter": (),
    "variants": (Part.VARIANT,),
    "petition": (Part.THRESHOLD,),
    "brief": (),
}
"""The kinds of parts in each list."""
SETTINGS = {"letter": Part.LETTER, "petition": Part.PETITION}
"""The part that a list leads to besides its own."""
_TEXTS = {"letter": "letter", "variants": "letter", "brief": "brief"}


def list_parts(at: AtDesk) -> Response:
    """Show all parts of a kind, or the texts of a letter or brief by language."""
    section = at.part("section")
    if section not in LISTS:
        raise HTTPException(404)
    now = defined_at(at)
    standing = standing_of(at.here, at.campaign)
    lists = [_listed(at, now, part, standing) for part in LISTS[section]]
    settings = SETTINGS.get(section)
    return shown(
        at,
        "editor-list",
        section,
        standing=standing,
        section=section,
        lists=lists,
        texts=_texts(at, now, section, standing),
        tags=now.languages,
        settings=part_address(settings).replace("{campaign}", at.campaign) if settings else "",
        elsewhere=said(at, [e for e in standing.of(Section(section)) if not e.name]),
    )


def _listed(at: AtDesk, now: Defined, part: Part, standing: Standing) -> dict[str, Any]:
    rows = []
    for name, table in zip(names_among(now.values, part), tables_of(now.values, part), strict=True):
        rows.append(
            {
                "name": name,
                "address": part_address(part, name).replace("{campaign}", at.campaign),
                "words": _words_of(table, at.language),
                "by": _conditions(table) if part is Part.VARIANT else "",
                **counted(standing.of_part(part, name)),
            }
        )
    return {
        "part": str(part),
        "rows": rows,
        "new": part_address(part).replace("{campaign}", at.campaign),
        "can_add": len(rows) < SHAPES[part].most,
    }


def _words_of(table: Mapping[str, Any], language: str) -> str:
    for name in ("text", "supports", "name"):
        texts = table.get(name)
        if isinstance(texts, str):
            return texts
        if isinstance(texts, dict) and texts:
            return str(in_language(texts, language))
    return ""


def _conditions(table: Mapping[str, Any]) -> str:
    """When a variant goes out, in the words of the file."""
    recipient = table.get("recipient")
    found = dict(recipient) if isinstance(recipient, dict) else {}
    if supporter := table.get("supporter"):
        found["supporter"] = supporter
    return "; ".join(f"{name}: {_joined(value)}" for name, value in found.items())


def _joined(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _texts(at: AtDesk, now: Defined, section: str, standing: Standing) -> list[dict[str, Any]]:
    """A row for each text of the letter or brief, with a cell for each language."""
    kind = _TEXTS.get(section)
    if not kind:
        return []
    names = names_among(now.values, Part.VARIANT) if kind == "letter" else []
    wanted = names if section == "variants" else ["", *names]
    there = files_now(now.folder)
    return [
        {
            "name": variant,
            "cells": [_cell(at, f"{stem}.{tag}.md", tag, there, standing) for tag in now.languages],
        }
        for variant in wanted
        for stem in [f"{kind}.{variant}" if variant else kind]
        if text_parts(f"{stem}.en.md")
    ]


def _cell(
    at: AtDesk, name: str, tag: str, there: Mapping[str, Any], standing: Standing
) -> dict[str, Any]:
    return {
        "language": tag,
        "address": f"/desk/campaigns/{at.campaign}/editor/texts/{name}",
        "is_there": name in there,
        **counted(standing.of_text(name)),
    }


PAGES = (DeskPage(DESK_EDITOR_LIST, in_forms(list_parts), Act.EDIT_CAMPAIGN),)
