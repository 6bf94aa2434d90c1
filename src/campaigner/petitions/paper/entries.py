"""Sheets that people type up at the desk: drafts, sheets that are finished, and the count.

Where two people type each sheet, neither sees what the other typed before both are done. If they
agree, the sheet is counted; if not, ``settling`` has the differences decided. What was typed is
removed as soon as it is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaigner.errors import CampaignerError
from campaigner.forms import check_form
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.opening_gate import check_may_open
from campaigner.petitions.paper.entry_lines import as_typed, filled, wrong_in
from campaigner.petitions.paper.sheet_ids import parse_sheet_id
from campaigner.petitions.paper.typed_lines import TypedLine, compare
from campaigner.petitions.paper.typed_sheets import count_lines
from campaigner.problems import Problem
from campaigner.store import audit, paper_sheets, sheet_entries
from campaigner.store.database import transaction
from campaigner.store.paper_sheets import Sheet as Sheet
from campaigner.store.sheet_entries import Entry
from campaigner.store.sheet_entries import EntryLine as EntryLine
from campaigner.vocabulary.papers import SheetState

PAIR = 2


class SheetUnknown(CampaignerError):
    """No sheet of that id was made for the petition."""

    code = "unknown-sheet"


class SheetNotOpen(CampaignerError):
    """The sheet is not to be typed by this person now: it is counted, or they are done with it."""

    code = "sheet-not-open"


@dataclass(frozen=True, slots=True)
class SheetAtHand:
    """A sheet as somebody sees it who types it up.

    ``lines`` are their own, last changed at ``saved_at``. ``counted`` is the number of
    signatures that are held of it. ``may_decide``: two people typed it differently, and this person
    is neither of them.
    """

    sheet: Sheet
    state: SheetState
    lines: tuple[EntryLine, ...] = ()
    counted: int = 0
    counted_at: int | None = None
    may_decide: bool = False
    saved_at: int | None = None


def find_sheet(here: OpenPetition, text: str) -> Sheet:
    """Returns the sheet of an id. Raises CampaignerError if it is not valid, SheetUnknown."""
    wanted = parse_sheet_id(text)
    sheet = paper_sheets.sheet_of(here.database.conn, here.petition.id, wanted)
    if sheet is None:
        raise SheetUnknown(
            f"Sheet {wanted} was not made for this petition.", hint="Check its id and the campaign."
        )
    return sheet


def sheet_at_hand(here: OpenPetition, text: str) -> SheetAtHand:
    """Returns a sheet as whoever is at work sees it: never what somebody else typed.

    Raises as ``find_sheet``.
    """
    connection = here.database.conn
    sheet = find_sheet(here, text)
    if (when := paper_sheets.counted_at(connection, sheet.sheet)) is not None:
        counted = paper_sheets.signatures_on(connection, sheet.sheet)
        return SheetAtHand(sheet, SheetState.COUNTED, counted=counted, counted_at=when)
    entries = sheet_entries.of_sheet(connection, here.petition.id, sheet.sheet)
    own = next((each for each in entries if each.typist == here.actor), None)
    state = state_for(entries, here.actor)
    lines = tuple(sheet_entries.lines_of(connection, own.id)) if own else ()
    decides = state is SheetState.DIFFERS and not (own and own.finished_at)
    saved_at = own.changed_at if own else None
    return SheetAtHand(sheet, state, lines, may_decide=decides, saved_at=saved_at)


def state_for(entries: Sequence[Entry], typist: str) -> SheetState:
    """Returns how far a sheet is that was not counted, as a typist sees it."""
    finished = [each for each in entries if each.finished_at is not None]
    if len(finished) >= PAIR:
        return SheetState.DIFFERS
    if any(each.typist == typist for each in finished):
        return SheetState.WAITS
    return SheetState.DRAFT if any(e.typist == typist for e in entries) else SheetState.OPEN


def save_draft(here: OpenPetition, text: str, lines: Sequence[EntryLine]) -> Sheet:
    """Keep what was typed, whatever it is, to go on later.

    Raises as ``find_sheet``, SheetNotOpen.
    """
    sheet = find_sheet(here, text)
    with transaction(here.database) as connection:
        _check_open(here, sheet)
        kept = filled(sheet, lines)
        sheet_entries.save(
            *(connection, here.petition.id, sheet.sheet, here.actor, kept, here.now), finished=False
        )
    return sheet


def finish(here: OpenPetition, text: str, lines: Sequence[EntryLine]) -> SheetState:
    """Take in a sheet that somebody has typed: it is counted, waits, or differs.

    A line in which nothing was typed is not counted. Raises FormRefused with what is wrong in the
    lines (then they are kept as a draft), as ``find_sheet``, SheetNotOpen, MayNotOpen if nobody has
    signed yet and the petition is not ready.
    """
    check_may_open(here)
    sheet = save_draft(here, text, lines)
    kept = filled(sheet, lines)
    check_form(wrong_in(kept))
    with transaction(here.database) as connection:
        _check_open(here, sheet)
        sheet_entries.save(
            *(connection, here.petition.id, sheet.sheet, here.actor, kept, here.now), finished=True
        )
        campaign, many = here.petition.campaign, len(kept)
        audit.record(
            *(connection, here.now, here.actor, "type sheet", campaign),
            sheet=sheet.sheet,
            lines=many,
        )
        finished = [each.id for each in _entries(here, sheet) if each.finished_at is not None]
        typed = [as_typed(sheet.sheet, sheet_entries.lines_of(connection, e)) for e in finished]
    if len(typed) < PAIR and here.workspace.settings.desk.typed_twice:
        return SheetState.WAITS
    if len(typed) >= PAIR and compare(typed[0], typed[1]):
        return SheetState.DIFFERS
    count_sheet(here, sheet, as_typed(sheet.sheet, kept))
    return SheetState.COUNTED


def change_again(here: OpenPetition, text: str) -> None:
    """Make a draft of what somebody typed, while the second person has not finished.

    Raises as ``find_sheet``, SheetNotOpen.
    """
    sheet = find_sheet(here, text)
    with transaction(here.database) as connection:
        entries = _entries(here, sheet)
        if state_for(entries, here.actor) is not SheetState.WAITS:
            raise _not_open(sheet)
        own = next(each for each in entries if each.typist == here.actor)
        sheet_entries.reopen(connection, own.id, here.now)


def count_sheet(here: OpenPetition, sheet: Sheet, lines: Sequence[TypedLine]) -> None:
    """Count the lines of a sheet, and remove what was typed. Raises FormRefused if one cannot be.

    What is interrupted in between is done again: a line is counted once.
    """
    done = count_lines(here, lines)
    check_form([_of_line(each) for each in done.problems])
    with transaction(here.database) as connection:
        paper_sheets.note_counted(connection, here.petition.id, [sheet.sheet], here.now)
        sheet_entries.remove_of_sheet(connection, here.petition.id, sheet.sheet)


def _of_line(problem: Problem) -> Problem:
    return Problem(
        f"name-{problem.line}", problem.line, problem.code, problem.message, problem.hint
    )


def _entries(here: OpenPetition, sheet: Sheet) -> list[Entry]:
    return sheet_entries.of_sheet(here.database.conn, here.petition.id, sheet.sheet)


def _check_open(here: OpenPetition, sheet: Sheet) -> None:
    """Raises SheetNotOpen."""
    counted = paper_sheets.counted_at(here.database.conn, sheet.sheet) is not None
    state = state_for(_entries(here, sheet), here.actor)
    if counted or state not in (SheetState.OPEN, SheetState.DRAFT):
        raise _not_open(sheet)


def _not_open(sheet: Sheet) -> SheetNotOpen:
    return SheetNotOpen(f"Sheet {sheet.sheet} is done already.", hint="Look at how far it is.")
