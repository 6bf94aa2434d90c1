"""A sheet is typed up: a line a row, by the keyboard alone if one likes."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from campaigner.desk_addresses import DESK_PAPER_AREA, DESK_PAPER_CHANGE, DESK_PAPER_SHEET
from campaigner.errors import CampaignerError
from campaigner.forms import FormRefused
from campaigner.organisers.acts import Act
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.paper.entries import (
    EntryLine,
    Sheet,
    SheetAtHand,
    SheetNotOpen,
    change_again,
    find_sheet,
    finish,
    save_draft,
    sheet_at_hand,
)
from campaigner.petitions.paper.entry_lines import areas_of, asks_for, filled
from campaigner.petitions.paper.pictures import has_picture
from campaigner.vocabulary.papers import SheetState
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.paper.sheets import in_url
from campaigner.web.forms import Form
from campaigner.web.pages.form_errors import listed

FIELDS = ("name", "postcode", "email")
_FORMS = (SheetState.OPEN, SheetState.DRAFT)


def sheet_in_path(at: AtDesk, here: OpenPetition) -> Sheet:
    """Returns the sheet of the path; the page is not there (404) if it was not made here."""
    try:
        return find_sheet(here, at.part("sheet"))
    except CampaignerError as unknown:
        if unknown.code.startswith("database"):
            raise
        raise HTTPException(404) from unknown


def typed_line(form: Form, line: int) -> EntryLine:
    """Returns a line as the form has it."""
    name, postcode, email = (form.get(f"{field}-{line}", "") for field in FIELDS)
    signature, address, fits = (
        form.get(f"{field}-{line}") == "yes" for field in ("signature", "address", "form")
    )
    return EntryLine(line, name, postcode, email, signature=signature, address=address, form=fits)


def show(at: AtDesk) -> Response:
    """Show a sheet: the form, or how far it is."""
    here = open_petition(at.here, at.campaign)
    there = sheet_at_hand(here, sheet_in_path(at, here).sheet)
    return _shown(at, here, there, there.lines)


def _shown(
    at: AtDesk,
    here: OpenPetition,
    there: SheetAtHand,
    lines: Iterable[EntryLine],
    errors: dict[str, str] | None = None,
) -> Response:
    sheet = there.sheet
    by_line = {each.line: each for each in lines}
    rows = [by_line.get(each) or _blank(each) for each in range(1, sheet.lines + 1)]
    found = areas_of(here, [each.postcode for each in by_line.values()], at.language)
    fields = [f"{field}-{each.line}" for each in rows for field in FIELDS]
    moderates = at.may(Act.MODERATE_SIGNATURES, campaign=at.campaign)
    return at.show(
        "paper-sheet" if there.state in _FORMS else "paper-done",
        errors=errors,
        listed=with_lines(at, listed(errors or {}, fields)),
        sheet=sheet,
        state=there.state,
        counted=there.counted,
        counted_at=there.counted_at,
        may_decide=there.may_decide or (moderates and there.state is SheetState.DIFFERS),
        rows=rows,
        saved_at=there.saved_at,
        picture=has_picture(here, sheet.sheet),
        asked=asks_for(sheet),
        areas=found,
        in_url=in_url,
        twice=at.here.workspace.settings.desk.typed_twice,
    )


def shown_again(at: AtDesk, errors: dict[str, str]) -> Response:
    """Show the sheet of the path with a mistake that was made beside its lines."""
    here = open_petition(at.here, at.campaign)
    there = sheet_at_hand(here, sheet_in_path(at, here).sheet)
    return _shown(at, here, there, there.lines, errors)


def with_lines(at: AtDesk, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Returns mistakes by field as a summary lists them, each with its line."""
    line = at.words["paper"]["line"]
    return [
        (field, f"{line} {field.rpartition('-')[2]}: {said}" if "-" in field else said)
        for field, said in found
    ]


def _blank(line: int) -> EntryLine:
    return EntryLine(line, "", "", "", signature=True, address=True, form=True)


def take(at: AtDesk) -> Response:
    """Keep what was typed as a draft, or take it in as finished."""
    here = open_petition(at.here, at.campaign)
    sheet = sheet_in_path(at, here)
    lines = [typed_line(at.form, each) for each in range(1, sheet.lines + 1)]
    try:
        if at.form.get("act") == "finish":
            finish(here, sheet.sheet, lines)
        else:
            save_draft(here, sheet.sheet, lines)
    except FormRefused as refused:
        errors = at.errors_in(refused.problems, at.words["paper"]["errors"])
        return _shown(at, here, sheet_at_hand(here, sheet.sheet), filled(sheet, lines), errors)
    except SheetNotOpen:
        pass  # the page says how far it is
    return at.go(DESK_PAPER_SHEET, sheet=in_url(sheet.sheet))


def change(at: AtDesk) -> Response:
    """Make a draft again of what the person finished."""
    here = open_petition(at.here, at.campaign)
    sheet = sheet_in_path(at, here)
    with suppress(SheetNotOpen):  # the page says how far it is
        change_again(here, sheet.sheet)
    return at.go(DESK_PAPER_SHEET, sheet=in_url(sheet.sheet))


def area(at: AtDesk) -> Response:
    """Say in which area a postcode lies, to the script of the form."""
    here = open_petition(at.here, at.campaign)
    postcode = at.form.get("postcode", "")[:20]
    found = areas_of(here, [postcode], at.language)
    return JSONResponse({"area": found.get(postcode, "")})


PAGES = (
    DeskPage(DESK_PAPER_AREA, area, Act.TYPE_PAPER, ("POST",)),
    DeskPage(DESK_PAPER_SHEET, show, Act.TYPE_PAPER),
    DeskPage(DESK_PAPER_SHEET, take, Act.TYPE_PAPER, ("POST",)),
    DeskPage(DESK_PAPER_CHANGE, change, Act.TYPE_PAPER, ("POST",)),
)
