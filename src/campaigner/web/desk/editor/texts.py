"""A text of a campaign: written beside how it looks, with buttons for what it can have."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from campaigner.campaigns.reading import DEFINITION
from campaigner.desk_addresses import DESK_EDITOR_SHOWN, DESK_EDITOR_TEXT
from campaigner.editing.changing import TextForm, change_text
from campaigner.editing.citing import Looked, look_for, pieces_for, with_piece
from campaigner.editing.folder import FileNow, NotOwn, TextParts, file_now, own_folder, text_parts
from campaigner.editing.gate import toml_or_none
from campaigner.editing.outcomes import ChangedMeanwhile, NewWording, Outcome, Refused
from campaigner.editing.previews import Shown, brief_shown, letter_shown
from campaigner.editing.saving import Saved
from campaigner.editing.standing import standing_of
from campaigner.errors import CampaignerError, ProblemsFound, UsageError
from campaigner.organisers.acts import Act
from campaigner.web.desk.editor.found import refused_words, said
from campaigner.web.desk.editor.frames import framed, headers, in_turn, nothing_yet
from campaigner.web.desk.editor.labels import file_title, in_tongue
from campaigner.web.desk.editor.saying import SAVED, shown
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.protection import framing_policy
from campaigner.web.site import site_of

_FORM = 1_000_000  # bytes that may be sent; a field has a limit of its own
_CALL = re.compile(r'\{\{ (?:quote|cite)\("[^"{}]{1,80}"\) \}\}')


def form(at: AtDesk) -> Response:
    """Show a text as it is saved."""
    file = _file(at)
    return _show(at, file, file.text or "", file.mark)


def _file(at: AtDesk) -> FileNow:
    """Raises HTTPException for a text that a campaign cannot have, or that has a form."""
    if at.part("file") != DEFINITION and text_parts(at.part("file")) is None:
        raise HTTPException(404)
    try:
        return file_now(own_folder(at.here, at.campaign), at.part("file"))
    except (UsageError, NotOwn) as error:
        raise HTTPException(404) from error
    except CampaignerError as error:
        raise HTTPException(409) from error


def change(at: AtDesk) -> Response:
    """Save a text, put something into it, or look for what to cite."""
    file = _file(at)
    typed, mark = at.form.get("text", ""), at.form.get("mark", "")
    if piece := at.form.get("put", ""):
        return _show(at, file, _with(at, file, typed, piece), mark)
    if at.form.get("do", "") == "look":
        return _show(at, file, typed, mark, looked=_looked(at, file))
    try:
        sure = at.form.get("sure", "") == "yes"
        outcome = change_text(at.here, at.campaign, TextForm(file.name, typed, mark, sure))
    except CampaignerError as error:
        return _show(at, file, typed, mark, {"text": at.said(error)})
    return _answer(at, file, typed, mark, outcome)


def _with(at: AtDesk, file: FileNow, typed: str, piece: str) -> str:
    if _CALL.fullmatch(piece):
        return f"{typed.rstrip()}\n\n{piece}\n"
    return with_piece(typed, piece, _pieces(at, text_parts(file.name)))


def _looked(at: AtDesk, file: FileNow) -> Looked:
    parts = text_parts(file.name)
    words = at.form.get("words", "")
    try:
        return look_for(words, parts.language if parts else "en")
    except CampaignerError:  # the Declaration is not there in the language
        return look_for(words)


def _answer(at: AtDesk, file: FileNow, typed: str, mark: str, outcome: Outcome) -> Response:
    words = at.words["editor"]
    if isinstance(outcome, Saved):
        return at.go(DESK_EDITOR_TEXT + SAVED, file=file.name)
    if isinstance(outcome, Refused):
        said = [
            each
            for problem in outcome.problems[:3]
            for each in refused_words(at, [problem], ()).values()
        ]
        start = [words["while_open"]] if outcome.is_open else []
        return _show(at, file, typed, mark, {"text": Markup(" ").join([*start, *said])})
    if isinstance(outcome, NewWording):
        message = words["new_wording"].replace("{number}", str(outcome.next))
        return _show(at, file, typed, mark, {"sure": message}, next_version=outcome.next)
    message = words["changed_meanwhile"]
    return _show(at, file, typed, outcome.mark, {"text": message}, theirs=outcome)


def _show(
    at: AtDesk,
    file: FileNow,
    typed: str,
    mark: str,
    errors: dict[str, str] | None = None,
    *,
    looked: Looked | None = None,
    theirs: ChangedMeanwhile | None = None,
    next_version: int = 0,
) -> Response:
    parts = text_parts(file.name)
    standing = standing_of(at.here, at.campaign, _unsaved(file, typed))
    problems = [each for each in standing.problems if _is_of(each.problem.path, file.name)]
    response = shown(
        at,
        "editor-text",
        parts.kind if parts else "file",
        errors,
        ("text", "sure"),
        file=file.name,
        kind=parts.kind if parts else "definition",
        parts_of=parts,
        typed=typed,
        mark=mark,
        problems=said(at, problems, standing.languages),
        title=file_title(at, file.name, standing.languages),
        pieces=_pieces(at, parts),
        looked=looked,
        words_looked_for=at.form.get("words", ""),
        theirs=theirs.now["text"] if theirs and "text" in theirs.now else None,
        next_version=next_version,
        others=_others(at, parts),
    )
    response.headers["Content-Security-Policy"] = framing_policy()
    return response


def _is_of(path: str, name: str) -> bool:
    return path.rpartition("/")[2] == name


def _unsaved(file: FileNow, typed: str) -> dict[str, str | None] | None:
    """What the check reads instead of the file; nothing if it is too long to be a campaign's."""
    text = typed.replace("\r\n", "\n")
    return {file.name: text} if text != (file.text or "") and len(text) <= 100_000 else None


def _pieces(at: AtDesk, parts: TextParts | None) -> list[Any]:
    if parts is None:
        return []
    folder = own_folder(at.here, at.campaign)
    found = toml_or_none(file_now(folder, DEFINITION).text or "", folder)
    return list(pieces_for(found.values, parts.kind, parts.language)) if found else []


def _others(at: AtDesk, parts: TextParts | None) -> list[dict[str, str]]:
    """The same text in the other languages, to be read beside it."""
    if parts is None:
        return []
    folder = own_folder(at.here, at.campaign)
    found = toml_or_none(file_now(folder, DEFINITION).text or "", folder)
    tags = found.values.get("languages") if found else None
    stem = f"{parts.kind}.{parts.variant}" if parts.variant else parts.kind
    others = []
    for tag in tags if isinstance(tags, list) else []:
        name = f"{stem}.{tag}.md"
        if tag != parts.language and text_parts(name):
            text = file_now(folder, name).text or ""
            others.append(
                {
                    "language": str(tag),
                    "in_tongue": in_tongue(at, tag),
                    "name": name,
                    "text": text,
                }
            )
    return others


def look(at: AtDesk) -> Response:
    """Show in a frame how a text would look as it is typed."""
    name = _file(at).name
    typed = at.form.get("text", "").replace("\r\n", "\n")
    wanted = Shown(name, {name: typed})
    sheet = (site_of(at.request).assets.address("paper.css"),)
    parts = text_parts(name)
    if parts is None:
        raise HTTPException(404)
    show_text = letter_shown if parts.kind == "letter" else brief_shown
    try:
        made = show_text(at.here, at.campaign, wanted, sheet)
    except ProblemsFound as found:
        return framed(at, [f"{p.line}: {p.message}" for p in found.problems] or [found.message])
    except CampaignerError as error:
        return framed(at, [at.said(error)])
    return HTMLResponse(made.html, headers=headers(made.style))


PAGES = (
    DeskPage(DESK_EDITOR_TEXT, form, Act.EDIT_CAMPAIGN),
    DeskPage(DESK_EDITOR_TEXT, change, Act.EDIT_CAMPAIGN, ("POST",), upload=_FORM),
    DeskPage(DESK_EDITOR_SHOWN, nothing_yet, Act.EDIT_CAMPAIGN),
    DeskPage(DESK_EDITOR_SHOWN, in_turn(look), Act.EDIT_CAMPAIGN, ("POST",), upload=_FORM),
)
