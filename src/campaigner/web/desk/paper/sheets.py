"""Paper: the sheet to type up next, those in the making, what was printed and what came back."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_PAPER,
    DESK_PAPER_BATCH,
    DESK_PAPER_FIND,
    DESK_PAPER_SHEET,
)
from campaigner.errors import CampaignerError
from campaigner.organisers.acts import Act
from campaigner.petitions.opening import open_petition
from campaigner.petitions.paper.entries import find_sheet
from campaigner.petitions.paper.register import Batch, batch, batches, on_the_desk
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.frame.languages import language_name


def overview(at: AtDesk) -> Response:
    """Show the sheets."""
    return _overview(at)


def _overview(at: AtDesk, typed: str = "", error: str = "") -> Response:
    here = open_petition(at.here, at.campaign)
    printed = batches(here)
    return at.show(
        "paper",
        errors={"sheet": error} if error else None,
        fields=("sheet",),
        typed=typed,
        batches=printed,
        names=_names(at, printed),
        on_desk=on_the_desk(here),
        in_url=in_url,
        decides_always=at.may(Act.MODERATE_SIGNATURES, campaign=at.campaign),
    )


def find(at: AtDesk) -> Response:
    """Lead to the sheet of an id."""
    typed = at.form.get("sheet", "")
    try:
        sheet = find_sheet(open_petition(at.here, at.campaign), typed)
    except CampaignerError as refused:
        if refused.code.startswith("database"):
            raise
        words = at.words["paper"]["errors"]
        return _overview(at, typed, words.get(refused.code) or words["not_an_id"])
    return at.go(DESK_PAPER_SHEET, sheet=in_url(sheet.sheet))


def in_url(sheet: str) -> str:
    """Returns the id of a sheet as a part of an address; it can be typed like this, too."""
    return sheet.replace("/", "-")


def _names(at: AtDesk, printed: list[Batch]) -> dict[str, str]:
    return {each.language: language_name(at, each.language) for each in printed}


def show_batch(at: AtDesk) -> Response:
    """Show the sheets that were printed together."""
    made_at = at.number("batch")
    made, sheets = batch(open_petition(at.here, at.campaign), made_at)
    if not made:
        raise HTTPException(404)
    return at.show(
        "paper-batch", printed=made, sheets=sheets, in_url=in_url, names=_names(at, made)
    )


PAGES = (
    DeskPage(DESK_PAPER, overview, Act.TYPE_PAPER, menu="paper"),
    DeskPage(DESK_PAPER_FIND, find, Act.TYPE_PAPER, ("POST",)),
    DeskPage(DESK_PAPER_BATCH, show_batch, Act.TYPE_PAPER),
)
