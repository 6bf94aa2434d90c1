"""A language for a campaign that is open: written beside it, and added when all is there."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_EDITOR_LANGUAGES,
    DESK_EDITOR_PREPARED,
    DESK_EDITOR_PREPARED_TEXT,
)
from campaigner.editing.gate import next_version
from campaigner.editing.outcomes import NewWording, Refused
from campaigner.editing.parts import Part
from campaigner.editing.preparing import Preparation, ToTranslate, give_up, join, keep, preparation
from campaigner.editing.saving import Saved
from campaigner.editing.shapes import SHAPES
from campaigner.errors import CampaignerError, UnknownName
from campaigner.organisers.acts import Act
from campaigner.web.desk.editor.defining import defined_at, in_forms
from campaigner.web.desk.editor.found import refused_words
from campaigner.web.desk.editor.labels import file_title, in_tongue, part_title, plain_label
from campaigner.web.desk.editor.saying import SAVED, shown
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if
from campaigner.web.desk.frame.languages import language_name

_FORM = 1_000_000  # bytes that may be sent


def form(at: AtDesk) -> Response:
    """Show the texts of the definition, and the letters and briefs, or one of those."""
    return _show(at, _found(at))


def _found(at: AtDesk) -> Preparation:
    defined_at(at)
    with missing_if(UnknownName):
        return preparation(at.here, at.campaign, at.part("language"))


def change(at: AtDesk) -> Response:
    """Keep what was typed, add the language with all its texts, or give it up."""
    found, act = _found(at), at.form.get("do", "")
    if act == "drop":
        give_up(at.here, at.campaign, found.language)
        return at.go(DESK_EDITOR_LANGUAGES + SAVED)
    typed = {each.place: at.form[each.place] for each in found.texts if each.place in at.form}
    try:
        found = keep(at.here, at.campaign, found.language, typed)
        if act == "add":
            return _added(at, found)
    except CampaignerError as error:
        return _show(at, found, {"form": at.said(error)})
    return at.go(DESK_EDITOR_PREPARED + SAVED, language=found.language)


def _added(at: AtDesk, found: Preparation) -> Response:
    sure = at.form.get("sure", "") == "yes"
    outcome = join(at.here, at.campaign, found.language, sure=sure)
    if isinstance(outcome, Saved):
        return at.go(DESK_EDITOR_LANGUAGES + SAVED)
    if isinstance(outcome, Refused):
        said = refused_words(at, outcome.problems, (found.language,))
        places = [each.place for each in found.texts]
        first = next((words for place, words in said.items() if place not in places), "")
        return _show(at, found, {"form": first} if first else said)
    words = at.words["editor"]
    if isinstance(outcome, NewWording):
        message = words["new_wording"].replace("{number}", str(outcome.next))
        return _show(at, found, {"sure": message}, version=outcome.next)
    return _show(at, found, {"form": words["changed_meanwhile"]})


def _show(
    at: AtDesk, found: Preparation, errors: dict[str, str] | None = None, version: int = 0
) -> Response:
    file = str(at.request.path_params.get("file", ""))
    files = [each for each in found.texts if not each.part]
    if file and file not in [each.place for each in files]:
        raise HTTPException(404)
    texts = [each for each in found.texts if (each.place == file if file else each.part)]
    fields = ("form", "sure", *(each.place for each in texts))
    own = {name: said for name, said in (errors or {}).items() if name in fields}
    if errors and not own:
        own = {"form": at.words["editor"]["texts_left"]}
    first = defined_at(at).languages[0]
    return shown(
        at,
        "editor-prepare",
        "languages",
        own,
        fields,
        language_coming=found.language,
        language_called=language_name(at, found.language),
        in_coming=in_tongue(at, found.language),
        first=first,
        in_first=in_tongue(at, first),
        file=file,
        title=_title(at, file, found.language),
        left=found.left,
        version=version,
        next=next_version(at.here, at.campaign),
        rows=[_row(at, each, own) for each in texts],
        others=[] if file else [_file(at, each, found.language) for each in files],
        here=_address(at, found.language),
    )


def _title(at: AtDesk, file: str, language: str) -> str:
    if not file:
        return str(at.words["editor"]["preparing"]).replace(
            "{language}", language_name(at, language)
        )
    return _file_title(at, file, language)


def _file_title(at: AtDesk, stem: str, language: str) -> str:
    return file_title(at, f"{stem}.{language}.md")


def _row(at: AtDesk, each: ToTranslate, errors: dict[str, str]) -> dict[str, Any]:
    label = at.words["editor"]["text"]
    if each.part:
        fields = [field for field in SHAPES[each.part].fields if field.name == each.field]
        called = plain_label(at, each.part, fields[0]) if fields else each.place
        is_plain = each.part in (Part.ABOUT, Part.LETTER, Part.PETITION)
        label = called if is_plain else f"{part_title(at, each.part, each.name)}: {called}"
    return {
        "place": each.place,
        "label": label,
        "original": each.original,
        "text": at.form.get(each.place, each.text),
        "error": errors.get(each.place, ""),
        "is_long": not each.part,
    }


def _file(at: AtDesk, each: ToTranslate, language: str) -> dict[str, Any]:
    return {
        "title": _file_title(at, each.place, language),
        "address": f"{_address(at, language)}/{each.place}",
        "is_there": bool(each.text.strip()),
    }


def _address(at: AtDesk, language: str) -> str:
    return DESK_EDITOR_PREPARED.format(campaign=at.campaign, language=language)


PAGES = tuple(
    DeskPage(path, in_forms(handler), Act.EDIT_CAMPAIGN, methods, upload=upload)
    for path in (DESK_EDITOR_PREPARED, DESK_EDITOR_PREPARED_TEXT)
    for handler, methods, upload in ((form, ("GET",), 0), (change, ("POST",), _FORM))
)
