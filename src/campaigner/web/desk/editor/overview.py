"""The first page of a campaign's editor: what is missing before it opens, and how to open it."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_EDITOR, DESK_EDITOR_OPEN
from campaigner.editing.folder import NotOwn
from campaigner.editing.outcomes import Refused
from campaigner.editing.standing import open_now, standing_of
from campaigner.errors import CampaignerError
from campaigner.organisers.acts import Act
from campaigner.web.desk.editor.found import said
from campaigner.web.desk.editor.saying import SAVED, shown
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage


def show(at: AtDesk) -> Response:
    """Show how the campaign stands."""
    try:
        standing = standing_of(at.here, at.campaign)
    except NotOwn:
        return at.show("editor-example")
    found = said(at, standing.problems, standing.languages)
    return shown(
        at,
        "editor",
        "overview",
        standing=standing,
        opens=standing.opens,
        wrong=[each for each in found if each["is_error"]],
        doubtful=[each for each in found if not each["is_error"]],
    )


def open_petition(at: AtDesk) -> Response:
    """Open the petition today, or say what speaks against it."""
    try:
        outcome = open_now(at.here, at.campaign)
    except CampaignerError as error:
        return _not_open(at, at.said(error))
    if isinstance(outcome, Refused):
        return _not_open(at, "")
    return at.go(DESK_EDITOR + SAVED)


def _not_open(at: AtDesk, message: str) -> Response:
    standing = standing_of(at.here, at.campaign)
    found = said(at, standing.problems, standing.languages)
    words = at.words["editor"]
    return shown(
        at,
        "editor",
        "overview",
        {"open": message or words["not_open"]},
        standing=standing,
        opens=standing.opens,
        wrong=[each for each in found if each["is_error"]],
        doubtful=[each for each in found if not each["is_error"]],
    )


PAGES = (
    DeskPage(DESK_EDITOR, show, Act.EDIT_CAMPAIGN, menu="editor"),
    DeskPage(DESK_EDITOR_OPEN, open_petition, Act.EDIT_CAMPAIGN, ("POST",)),
)
