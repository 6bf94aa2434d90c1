"""A campaign's parts of a kind, and the texts of its letter and brief by language: the lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.desk_addresses import DESK_EDITOR_LIST
from campaigner.editing.consent_questions import OWN_QUESTION
from campaigner.editing.folder import files_now, text_parts
from campaigner.editing.outcomes import Defined
from campaigner.editing.part_rules import INSIDE
from campaigner.editing.part_values import is_there, key_of, names_among, shown_values, tables_of
from campaigner.editing.parts import Part
from campaigner.editing.places import Section
from campaigner.editing.shapes import SHAPES
from campaigner.editing.standing import Standing, standing_of
from campaigner.organisers.acts import Act
from campaigner.web.desk.editor.defining import defined_at, in_forms
from campaigner.web.desk.editor.fields import words_of
from campaigner.web.desk.editor.found import said
from campaigner.web.desk.editor.labels import part_name
from campaigner.web.desk.editor.saying import counted, part_address, shown
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.frame.languages import language_name
from campaigner.web.pages.page import wording_of
from campaigner.web.site import site_of

LISTS: Mapping[str, tuple[Part, ...]] = {
    "asks": (Part.ASK,),
    "facts": (Part.FACT, Part.AREA_FACT, Part.CITATION),
    "letter": (),
    "variants": (Part.VARIANT,),
    "petition": (Part.THRESHOLD,),
    "partners": (Part.PARTNER,),
    "events": (Part.EVENT,),
    "parliament": (Part.QUESTION,),
    "brief": (),
}
"""The kinds of parts in each list."""
SETTINGS = {"letter": Part.LETTER, "petition": Part.PETITION}
"""The part that a list leads to besides its own."""
_PAPERS = (Part.FORMAL, Part.E_PETITION, Part.SCOTLAND, Part.MOTION)
"""What is there once or not at all, and what of it stands in another one."""
_TEXTS = {"letter": "letter", "variants": "letter", "brief": "brief"}


def list_parts(at: AtDesk) -> Response:
    """Show all parts of a kind, or the texts of a letter or brief by language."""
    section = at.part("section")
    if section not in LISTS:
        raise HTTPException(404)
    now = defined_at(at)
    standing = standing_of(at.here, at.campaign)
    lists = [
        _listed(at, now, part, standing)
        for part in LISTS[section]
        if part not in INSIDE or is_there(now.values, INSIDE[part])
    ]
    settings = SETTINGS.get(section)
    return shown(
        at,
        "editor-list",
        section,
        standing=standing,
        section=section,
        lists=lists,
        papers=[_paper(at, now, part, standing) for part in _PAPERS if section == "parliament"],
        texts=_texts(at, now, section, standing),
        tags=[language_name(at, tag) for tag in now.languages],
        settings=part_address(settings).replace("{campaign}", at.campaign) if settings else "",
        elsewhere=said(at, [e for e in standing.of(Section(section)) if not e.name], now.languages),
    )


def _paper(at: AtDesk, now: Defined, part: Part, standing: Standing) -> dict[str, Any]:
    """A paper that a campaign can have: whether it is written, and where it is."""
    around = INSIDE.get(part)
    return {
        "part": str(part),
        "is_there": is_there(now.values, part),
        "can_be": around is None or is_there(now.values, around),
        "address": part_address(part).replace("{campaign}", at.campaign),
        **counted(standing.of_part(part)),
    }


def _listed(at: AtDesk, now: Defined, part: Part, standing: Standing) -> dict[str, Any]:
    rows = []
    for name, table in zip(names_among(now.values, part), tables_of(now.values, part), strict=True):
        rows.append(
            {
                "name": part_name(part, name),
                "address": part_address(part, name).replace("{campaign}", at.campaign),
                "words": _words(at, now, part, name, table),
                "by": _conditions(at, table) if part is Part.VARIANT else "",
                **counted(standing.of_part(part, name)),
            }
        )
    return {
        "part": str(part),
        "rows": rows,
        "new": part_address(part).replace("{campaign}", at.campaign),
        "can_add": len(rows) < SHAPES[part].most,
    }


def _words(at: AtDesk, now: Defined, part: Part, name: str, table: Mapping[str, Any]) -> str:
    """What a list says of a part: what it says, what a partner asks, when an event is."""
    words = at.words["editor"]
    key = key_of(now.values, part, name)
    if part is Part.PARTNER:
        shown = shown_values(now.values, part, key, now.languages)
        asked = shown["consents"].split("\n") + [OWN_QUESTION] * ("consent" in table)
        return "; ".join(words["choices"].get(e, e) for e in asked if e) or words["asks_nothing"]
    said = words_of(table, at.language)
    starts = table.get("starts")
    if part is Part.EVENT and isinstance(starts, datetime) and starts.tzinfo:
        day = starts.astimezone(now.zone).date()
        return f"{said}, {wording_of(site_of(at.request), at.language).day(day)}"
    return said


def _conditions(at: AtDesk, table: Mapping[str, Any]) -> str:
    """Who gets a letter of its own, in words."""
    words = at.words["editor"]
    recipient = table.get("recipient")
    found = (
        {f"recipient_{name}": value for name, value in dict(recipient).items()}
        if isinstance(recipient, dict)
        else {}
    )
    if supporter := table.get("supporter"):
        found["supporter"] = supporter
    return "; ".join(
        f"{words['fields'].get(name, name)}: {_joined(words['choices'], value)}"
        for name, value in found.items()
    )


def _joined(choices: Mapping[str, str], value: Any) -> str:
    if isinstance(value, bool):
        return choices["yes" if value else "no"]
    found = value if isinstance(value, list) else [value]
    return ", ".join(choices.get(str(each), str(each)) for each in found)


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
        "language": language_name(at, tag),
        "address": f"/desk/campaigns/{at.campaign}/editor/texts/{name}",
        "is_there": name in there,
        **counted(standing.of_text(name)),
    }


PAGES = (DeskPage(DESK_EDITOR_LIST, in_forms(list_parts), Act.EDIT_CAMPAIGN),)
