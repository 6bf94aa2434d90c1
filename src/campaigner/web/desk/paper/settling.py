"""A sheet that two people typed differently: somebody else decides, line by line."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_PAPER_DECIDE, DESK_PAPER_SHEET
from campaigner.forms import FormRefused
from campaigner.organisers.acting import NotAllowed
from campaigner.organisers.acts import Act
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.paper.entries import Sheet, SheetNotOpen
from campaigner.petitions.paper.entry_lines import asks_for
from campaigner.petitions.paper.pictures import has_picture
from campaigner.petitions.paper.settling import Decision, OwnEntry, settle, to_settle
from campaigner.vocabulary.papers import LineChoice
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.paper.sheets import in_url
from campaigner.web.desk.paper.typing import FIELDS, sheet_in_path, typed_line, with_lines
from campaigner.web.pages.form_errors import listed


def show(at: AtDesk) -> Response:
    """Show what differs."""
    here = open_petition(at.here, at.campaign)
    sheet = sheet_in_path(at, here)
    try:
        return _shown(at, here, sheet)
    except SheetNotOpen:
        return at.go(DESK_PAPER_SHEET, sheet=in_url(sheet.sheet))


def _shown(
    at: AtDesk, here: OpenPetition, sheet: Sheet, errors: dict[str, str] | None = None
) -> Response:
    """Raises SheetNotOpen; NotAllowed for one of the two who typed it."""
    try:
        found = to_settle(here, sheet.sheet, moderates=_moderates(at))
    except OwnEntry as own:
        raise NotAllowed(own.message, hint=own.hint) from own
    lines = [each.line for each in found.differences]
    fields = [f"{field}-{line}" for line in lines for field in ("choice", *FIELDS)]
    return at.show(
        "paper-decide",
        errors=errors,
        listed=with_lines(at, listed(errors or {}, fields)),
        found=found,
        typed=dict(at.form),
        choices=list(LineChoice),
        picture=has_picture(here, sheet.sheet),
        asked=asks_for(sheet),
        in_url=in_url,
    )


def decide(at: AtDesk) -> Response:
    """Count the sheet as it was decided."""
    here = open_petition(at.here, at.campaign)
    sheet = sheet_in_path(at, here)
    decisions = {
        line: Decision(choice, typed_line(at.form, line))
        for line in range(1, sheet.lines + 1)
        for choice in LineChoice
        if choice == at.form.get(f"choice-{line}")
    }
    try:
        settle(here, sheet.sheet, decisions, moderates=_moderates(at))
    except OwnEntry as own:
        raise NotAllowed(own.message, hint=own.hint) from own
    except FormRefused as refused:
        errors = at.errors_in(refused.problems, at.words["paper"]["errors"])
        return _shown(at, here, sheet, errors)
    except SheetNotOpen:
        pass  # somebody else was quicker: the page says how far it is
    return at.go(DESK_PAPER_SHEET, sheet=in_url(sheet.sheet))


def _moderates(at: AtDesk) -> bool:
    return at.may(Act.MODERATE_SIGNATURES, campaign=at.campaign)


PAGES = (
    DeskPage(DESK_PAPER_DECIDE, show, Act.TYPE_PAPER),
    DeskPage(DESK_PAPER_DECIDE, decide, Act.TYPE_PAPER, ("POST",)),
)
