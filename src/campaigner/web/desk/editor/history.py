"""The history of a campaign: who changed what, compared, and gone back to."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_EDITOR, DESK_EDITOR_CHANGE, DESK_EDITOR_HISTORY
from campaigner.editing.folder import NotOwn
from campaigner.editing.history import Entry, compare, compare_with_now, go_back, history
from campaigner.editing.saving import Saved
from campaigner.errors import UnknownName, UsageError
from campaigner.organisers.acts import Act
from campaigner.web.desk.deeds import Speech
from campaigner.web.desk.editor.labels import file_title
from campaigner.web.desk.editor.saying import SAVED, shown
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if


def show(at: AtDesk) -> Response:
    """Show the latest changes."""
    before = at.asked_number("before")
    try:
        found = history(at.here, at.campaign, before)
    except NotOwn:
        return at.go(DESK_EDITOR)
    return shown(
        at,
        "editor-history",
        "history",
        found=found,
        rows=[{"entry": each, "title": _title(at, each)} for each in found.entries],
        outside=[file_title(at, name) for name in found.outside],
    )


def _title(at: AtDesk, entry: Entry) -> str:
    """What a change was; the names of what another program changed."""
    said = Speech.at(at).change(entry.what) if entry.what else ""
    return said or ", ".join(file_title(at, name) for name in entry.files)


def show_change(at: AtDesk) -> Response:
    """Show what a change did, and what going back to it would do."""
    return _show(at, {})


def _show(at: AtDesk, errors: dict[str, str]) -> Response:
    number = at.number("number")
    with missing_if(UnknownName, NotOwn):
        found = compare(at.here, at.campaign, number)
        back = compare_with_now(at.here, at.campaign, number)
    return shown(
        at,
        "editor-change",
        "history",
        errors,
        found=found,
        title=_title(at, found.entry),
        texts=[(file_title(at, name), lines) for name, lines in sorted(found.files.items())],
        back=[(file_title(at, name), lines) for name, lines in sorted(back.items())],
    )


def back_to(at: AtDesk) -> Response:
    """Make the files what they were after a change."""
    try:
        with missing_if(UnknownName, NotOwn):
            outcome = go_back(at.here, at.campaign, at.number("number"))
    except UsageError as refused:
        return _show(at, {"back": at.said(refused, at.words["editor"]["errors"])})
    if isinstance(outcome, Saved):
        return at.go(DESK_EDITOR_HISTORY + SAVED)
    return _show(at, {"back": at.words["editor"]["changed_meanwhile"]})


PAGES = (
    DeskPage(DESK_EDITOR_HISTORY, show, Act.EDIT_CAMPAIGN),
    DeskPage(DESK_EDITOR_CHANGE, show_change, Act.EDIT_CAMPAIGN),
    DeskPage(DESK_EDITOR_CHANGE, back_to, Act.EDIT_CAMPAIGN, ("POST",)),
)
