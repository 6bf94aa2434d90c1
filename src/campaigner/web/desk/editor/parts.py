"""A part of a campaign: what it asks, a fact, a variant; a form for each, and how it looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_EDITOR_LIST,
    DESK_EDITOR_NAMED,
    DESK_EDITOR_PAGE,
    DESK_EDITOR_PART,
)
from campaigner.editing.area_table_texts import FIELD, columns_of, csv_of, table_now
from campaigner.editing.changing import add_part, change_part, move_part, remove_part
from campaigner.editing.outcomes import (
    ChangedMeanwhile,
    Defined,
    NewWording,
    Outcome,
    PartForm,
    Refused,
    defined,
)
from campaigner.editing.paper_previews import papers_typed
from campaigner.editing.part_values import is_there, key_of
from campaigner.editing.parts import Part
from campaigner.editing.places import SECTIONS
from campaigner.editing.previews import words_typed
from campaigner.editing.saving import Saved
from campaigner.editing.shapes import SHAPES
from campaigner.editing.shown_parts import mark_at, shown_at
from campaigner.editing.standing import standing_of
from campaigner.errors import CampaignerError, ProblemsFound, UnknownName
from campaigner.organisers.acts import Act
from campaigner.web.desk.editor.defining import defined_at, in_forms
from campaigner.web.desk.editor.fields import shown_field, typed_in
from campaigner.web.desk.editor.found import refused_words, said
from campaigner.web.desk.editor.frames import framed, in_turn, nothing_yet
from campaigner.web.desk.editor.labels import part_title
from campaigner.web.desk.editor.lists import LISTS
from campaigner.web.desk.editor.saying import SAVED, shown
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if
from campaigner.web.protection import framing_policy
from campaigner.web.uploads import as_table

_ON_PAGE = (Part.ABOUT, Part.ASK, Part.PETITION, Part.FORMAL)
_UPLOAD = 2_000_000  # bytes of a table


def form(at: AtDesk) -> Response:
    """Show the form of a part, or an empty one for a new part."""
    part, name = _asked(at)
    now = defined_at(at)
    is_new = SHAPES[part].one_of_many and not name
    if is_new:
        return _show(at, now, PartForm(part), {}, is_new=True)
    key = _key(now, part, name)
    typed = shown_at(now, part, key)
    return _show(at, now, PartForm(part, name, typed, mark_at(now, part, key)), {})


def _asked(at: AtDesk) -> tuple[Part, str]:
    with missing_if(ValueError):
        return Part(at.part("part")), str(at.request.path_params.get("name", ""))


def _key(now: Defined, part: Part, name: str) -> tuple[str | int, ...]:
    with missing_if(UnknownName):
        return key_of(now.values, part, name)


def change(at: AtDesk) -> Response:
    """Save, remove or move a part."""
    part, name = _asked(at)
    now = defined_at(at)
    typed = typed_in(at, part, now.languages)
    wanted = PartForm(
        part, name, typed, at.form.get("mark", ""), sure=at.form.get("sure", "") == "yes"
    )
    is_new = SHAPES[part].one_of_many and not name
    if not is_new:
        _key(now, part, name)
    try:
        wanted = replace(wanted, table=_uploaded(at))
    except CampaignerError as error:
        return _show(at, now, wanted, {FIELD: at.said(error)}, is_new=is_new)
    try:
        outcome = _done(at, wanted, is_new=is_new)
    except CampaignerError as error:
        errors = {"form": at.said(error)}
        return _show(at, now, wanted, errors, is_new=is_new)
    return _answer(at, defined(at.here, at.campaign), wanted, outcome, is_new=is_new)


def _uploaded(at: AtDesk) -> str:
    """The table that was uploaded as text; empty if none was. Raises as ``csv_of``."""
    upload = at.file("upload")
    if upload is None or not upload.content:
        return ""
    with as_table(upload) as table:
        return csv_of(table)


def _done(at: AtDesk, wanted: PartForm, *, is_new: bool) -> Outcome:
    act, shape = at.form.get("do", ""), SHAPES[wanted.part]
    if is_new:
        return add_part(at.here, at.campaign, wanted)
    if act == "remove" and (shape.one_of_many or shape.optional):
        return remove_part(at.here, at.campaign, wanted)
    if act == "first" and shape.one_of_many:
        return move_part(at.here, at.campaign, wanted, 0)
    return change_part(at.here, at.campaign, wanted)


def _answer(
    at: AtDesk, now: Defined, wanted: PartForm, outcome: Outcome, *, is_new: bool
) -> Response:
    words = at.words["editor"]
    if isinstance(outcome, Saved):
        if SECTIONS[wanted.part] in LISTS:
            return at.go(DESK_EDITOR_LIST + SAVED, section=SECTIONS[wanted.part])
        return at.go(DESK_EDITOR_PART + SAVED, part=str(wanted.part))
    if isinstance(outcome, Refused):
        errors = refused_words(at, outcome.problems, now.languages, wanted.part)
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
        shown_field(each, wanted, now, errors, {p.field: p for p in problems}, theirs, at)
        for each in SHAPES[part].fields
    ]
    order = ("form", "sure", *(cell["name"] for each in fields for cell in each["cells"]))
    response = shown(
        at,
        "editor-part",
        SECTIONS[part],
        errors,
        order,
        standing,
        part=str(part),
        part_name=wanted.name,
        part_title=part_title(at, part, wanted.name),
        rows=fields,
        mark=wanted.mark,
        is_new=is_new,
        is_open=is_open,
        next_version=next_version,
        is_one_of_many=SHAPES[part].one_of_many,
        can_go=not is_new and (SHAPES[part].one_of_many or _is_written(now, part)),
        has_table=part is Part.AREA_FACT,
        kept_table=_kept_table(now, wanted),
        whole=said(at, [p for p in problems if not p.field], now.languages),
        back=_list_of(at, part),
        on_page=part in _ON_PAGE,
        tags=now.languages,
    )
    response.headers["Content-Security-Policy"] = framing_policy()
    return response


def _list_of(at: AtDesk, part: Part) -> str:
    """The address of the list that a part is in; empty if it is in none."""
    section = SECTIONS[part]
    address = DESK_EDITOR_LIST.replace("{section}", section).replace("{campaign}", at.campaign)
    return address if section in LISTS else ""


def _is_written(now: Defined, part: Part) -> bool:
    return SHAPES[part].optional and is_there(now.values, part)


def _kept_table(now: Defined, wanted: PartForm) -> Mapping[str, object] | None:
    """The columns and rows of a table that is too long to be shown."""
    if wanted.part is not Part.AREA_FACT or not wanted.name or FIELD in wanted.typed:
        return None
    kept = table_now(now, key_of(now.values, wanted.part, wanted.name)).text
    return columns_of(kept) if kept else None


def look(at: AtDesk) -> Response:
    """Show in a frame what the page would say as a part is typed."""
    try:
        part, now = Part(at.form.get("part", "")), defined(at.here, at.campaign)
        typed = PartForm(part, at.form.get("part_name", ""), typed_in(at, part, now.languages))
        if part is Part.FORMAL:
            return framed(at, [], papers=_papers(at, typed))
        words = words_typed(at.here, at.campaign, typed, at.form.get("in", ""))
    except ValueError as error:
        raise HTTPException(404) from error
    except ProblemsFound as found:
        return framed(at, [at.said(each) for each in found.problems])
    except CampaignerError as error:
        return framed(at, [at.said(error)])
    return framed(at, [], page=words)


def _papers(at: AtDesk, typed: PartForm) -> list[dict[str, object]]:
    houses = at.words["editor"]["choices"]
    return [
        {"house": houses[venue], "language": language, "text": text}
        for (venue, language), text in papers_typed(at.here, at.campaign, typed).items()
    ]


PAGES = (
    DeskPage(DESK_EDITOR_PAGE, nothing_yet, Act.EDIT_CAMPAIGN),
    DeskPage(DESK_EDITOR_PAGE, in_turn(look), Act.EDIT_CAMPAIGN, ("POST",)),
    DeskPage(DESK_EDITOR_PART, in_forms(form), Act.EDIT_CAMPAIGN),
    DeskPage(DESK_EDITOR_PART, in_forms(change), Act.EDIT_CAMPAIGN, ("POST",), upload=_UPLOAD),
    DeskPage(DESK_EDITOR_NAMED, in_forms(form), Act.EDIT_CAMPAIGN),
    DeskPage(DESK_EDITOR_NAMED, in_forms(change), Act.EDIT_CAMPAIGN, ("POST",), upload=_UPLOAD),
)
