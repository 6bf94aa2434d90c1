"""The parts of a campaign: what it asks, its facts, its variants; a list and a form for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.addresses import (
    DESK_EDITOR_LIST,
    DESK_EDITOR_NAMED,
    DESK_EDITOR_PAGE,
    DESK_EDITOR_PART,
)
from campaigner.editing.changing import add_part, change_part, move_part, remove_part
from campaigner.editing.folder import files_now, text_parts
from campaigner.editing.outcomes import (
    ChangedMeanwhile,
    Defined,
    NewWording,
    Outcome,
    PartForm,
    Refused,
    defined,
)
from campaigner.editing.part_values import key_of, mark_of, names_among, shown_values, tables_of
from campaigner.editing.parts import SHAPES, Field, Kind, Part, names_of
from campaigner.editing.places import Section
from campaigner.editing.previews import words_typed
from campaigner.editing.saving import Saved
from campaigner.editing.standing import Standing, standing_of
from campaigner.errors import CampaignerError, ProblemsFound, UnknownName
from campaigner.organisers.acts import Act
from campaigner.problems import Problem
from campaigner.text import in_language
from campaigner.web.desk.desk_page import AtDesk, DeskPage
from campaigner.web.desk.editor.defining import defined_at, in_forms
from campaigner.web.desk.editor.frames import framed, in_turn, nothing_yet
from campaigner.web.desk.editor.saying import SAVED, counted, part_address, said, shown
from campaigner.web.pages.form_errors import in_words
from campaigner.web.protection import framing_policy

_LISTS: Mapping[str, tuple[Part, ...]] = {
    "asks": (Part.ASK,),
    "facts": (Part.FACT, Part.CITATION),
    "letter": (),
    "variants": (Part.VARIANT,),
    "petition": (Part.THRESHOLD,),
    "brief": (),
}
_TABS = {
    Part.ABOUT: "about",
    Part.ASK: "asks",
    Part.FACT: "facts",
    Part.CITATION: "facts",
    Part.LETTER: "letter",
    Part.VARIANT: "variants",
    Part.PETITION: "petition",
    Part.THRESHOLD: "petition",
}
_ON_PAGE = (Part.ABOUT, Part.ASK, Part.PETITION)
_TEXTS = {"letter": "letter", "variants": "letter", "brief": "brief"}
_SETTINGS = {"letter": Part.LETTER, "petition": Part.PETITION}


def list_parts(at: AtDesk) -> Response:
    """Show all parts of a kind, or the texts of a letter or brief by language."""
    section = at.part("section")
    if section not in _LISTS:
        raise HTTPException(404)
    now = defined_at(at)
    standing = standing_of(at.here, at.campaign)
    lists = [_listed(at, now, part, standing) for part in _LISTS[section]]
    settings = _SETTINGS.get(section)
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


def form(at: AtDesk) -> Response:
    """Show the form of a part, or an empty one for a new part."""
    part, name = _asked(at)
    now = defined_at(at)
    is_new = bool(SHAPES[part].identity) and not name
    if is_new:
        return _show(at, now, PartForm(part), {}, is_new=True)
    key = _key(now, part, name)
    typed = shown_values(now.values, part, key, now.languages)
    return _show(at, now, PartForm(part, name, typed, mark_of(now.values, key)), {})


def _asked(at: AtDesk) -> tuple[Part, str]:
    try:
        return Part(at.part("part")), str(at.request.path_params.get("name", ""))
    except ValueError as error:
        raise HTTPException(404) from error


def _key(now: Defined, part: Part, name: str) -> tuple[str | int, ...]:
    try:
        return key_of(now.values, part, name)
    except UnknownName as unknown:
        raise HTTPException(404) from unknown


def change(at: AtDesk) -> Response:
    """Save, remove or move a part."""
    part, name = _asked(at)
    now = defined_at(at)
    typed = _typed(at, part, now.languages)
    wanted = PartForm(
        part, name, typed, at.form.get("mark", ""), sure=at.form.get("sure", "") == "yes"
    )
    is_new = bool(SHAPES[part].identity) and not name
    if not is_new:
        _key(now, part, name)
    try:
        outcome = _done(at, wanted, is_new=is_new)
    except CampaignerError as error:
        errors = {"form": f"{error.message} {error.hint}".strip()}
        return _show(at, now, wanted, errors, is_new=is_new)
    return _answer(at, defined(at.here, at.campaign), wanted, outcome, is_new=is_new)


def _typed(at: AtDesk, part: Part, languages: Sequence[str]) -> dict[str, str]:
    """What was typed; several boxes that are ticked are lines."""
    return {
        name: "\n".join(at.form.getlist(name))
        if field.kind is Kind.CHOICES
        else at.form.get(name, "")
        for field in SHAPES[part].fields
        for name, _ in names_of(field, languages)
    }


def _done(at: AtDesk, wanted: PartForm, *, is_new: bool) -> Outcome:
    act = at.form.get("do", "")
    if is_new:
        return add_part(at.here, at.campaign, wanted)
    if act == "remove" and SHAPES[wanted.part].identity:
        return remove_part(at.here, at.campaign, wanted)
    if act == "first" and SHAPES[wanted.part].identity:
        return move_part(at.here, at.campaign, wanted, 0)
    return change_part(at.here, at.campaign, wanted)


def _answer(
    at: AtDesk, now: Defined, wanted: PartForm, outcome: Outcome, *, is_new: bool
) -> Response:
    words = at.words["editor"]
    if isinstance(outcome, Saved):
        if SHAPES[wanted.part].identity or wanted.part in _SETTINGS.values():
            return at.go(DESK_EDITOR_LIST + SAVED, section=_TABS[wanted.part])
        return at.go(DESK_EDITOR_PART + SAVED, part=str(wanted.part))
    if isinstance(outcome, Refused):
        errors = in_words(outcome.problems, words["errors"])
        return _show(at, now, wanted, errors, is_new=is_new, is_open=outcome.is_open)
    if isinstance(outcome, NewWording):
        errors = {"sure": words["new_wording"].replace("{number}", str(outcome.next))}
        return _show(at, now, wanted, errors, is_new=is_new, next_version=outcome.next)
    theirs = PartForm(wanted.part, wanted.name, wanted.typed, outcome.mark, sure=wanted.sure)
    return _show(at, now, theirs, {"form": words["changed_meanwhile"]}, theirs=outcome)


def _show(
    at: AtDesk,
    now: Defined,
    wanted: PartForm,
    errors: Mapping[str, str],
    *,
    is_new: bool = False,
    is_open: bool = False,
    next_version: int = 0,
    theirs: ChangedMeanwhile | None = None,
) -> Response:
    part, standing = wanted.part, standing_of(at.here, at.campaign)
    problems = [] if is_new else standing.of_part(part, wanted.name)
    fields = [
        _field(each, wanted, now.languages, errors, {p.field: p for p in problems}, theirs, at)
        for each in SHAPES[part].fields
    ]
    order = ("form", "sure", *(cell["name"] for each in fields for cell in each["cells"]))
    response = shown(
        at,
        "editor-part",
        _TABS[part],
        errors,
        order,
        standing,
        part=str(part),
        part_name=wanted.name,
        rows=fields,
        mark=wanted.mark,
        is_new=is_new,
        is_open=is_open,
        next_version=next_version,
        is_one_of_many=bool(SHAPES[part].identity),
        whole=said(at, [p for p in problems if not p.field]),
        back=DESK_EDITOR_LIST.replace("{section}", _TABS[part]).replace("{campaign}", at.campaign)
        if _TABS[part] in _LISTS
        else "",
        on_page=part in _ON_PAGE,
        tags=now.languages,
    )
    response.headers["Content-Security-Policy"] = framing_policy()
    return response


def _field(
    field: Field,
    wanted: PartForm,
    languages: Sequence[str],
    errors: Mapping[str, str],
    problems: Mapping[str, Any],
    theirs: ChangedMeanwhile | None,
    at: AtDesk,
) -> dict[str, Any]:
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


def look(at: AtDesk) -> Response:
    """Show in a frame what the page would say as a part is typed."""
    try:
        part, now = Part(at.form.get("part", "")), defined(at.here, at.campaign)
        typed = PartForm(part, at.form.get("part_name", ""), _typed(at, part, now.languages))
        words = words_typed(at.here, at.campaign, typed, at.form.get("in", ""))
    except ValueError as error:
        raise HTTPException(404) from error
    except ProblemsFound as found:
        return framed(at, [_said_once(each) for each in found.problems])
    except CampaignerError as error:
        return framed(at, [error.message])
    return framed(at, [], page=words)


def _said_once(problem: Problem) -> str:
    return f"{problem.message} {problem.hint}".strip()


PAGES = (
    DeskPage(DESK_EDITOR_PAGE, nothing_yet, Act.EDIT_CAMPAIGN),
    DeskPage(DESK_EDITOR_PAGE, in_turn(look), Act.EDIT_CAMPAIGN, ("POST",)),
    DeskPage(DESK_EDITOR_LIST, in_forms(list_parts), Act.EDIT_CAMPAIGN),
    DeskPage(DESK_EDITOR_PART, in_forms(form), Act.EDIT_CAMPAIGN),
    DeskPage(DESK_EDITOR_PART, in_forms(change), Act.EDIT_CAMPAIGN, ("POST",)),
    DeskPage(DESK_EDITOR_NAMED, in_forms(form), Act.EDIT_CAMPAIGN),
    DeskPage(DESK_EDITOR_NAMED, in_forms(change), Act.EDIT_CAMPAIGN, ("POST",)),
)
