"""Sheets that two people typed differently: the differences, line by line, and the decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from campaigner.errors import CampaignerError
from campaigner.forms import check_form
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.paper.entries import (
    PAIR,
    EntryLine,
    Sheet,
    SheetNotOpen,
    count_sheet,
    find_sheet,
)
from campaigner.petitions.paper.entry_lines import as_typed, filled, wrong_in
from campaigner.petitions.paper.typed_lines import differing
from campaigner.problems import Problem
from campaigner.store import audit, paper_sheets, sheet_entries
from campaigner.store.database import transaction
from campaigner.vocabulary.papers import LineChoice


class OwnEntry(CampaignerError):
    """Whoever typed a sheet cannot decide between their own lines and another's."""

    code = "own-entry"


@dataclass(frozen=True, slots=True)
class Difference:
    """A line that two people typed differently; None for one who typed nothing.

    ``fields`` are those that differ: all, if one typed nothing.
    """

    line: int
    fields: tuple[str, ...]
    first: EntryLine | None
    second: EntryLine | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about a line; ``typed`` is what counts for ``LineChoice.TYPED``."""

    choice: LineChoice
    typed: EntryLine | None = None


@dataclass(frozen=True, slots=True)
class ToSettle:
    """A sheet to decide about, and the lines that both typed alike."""

    sheet: Sheet
    differences: tuple[Difference, ...]
    agreed: tuple[EntryLine, ...]


def to_settle(here: OpenPetition, text: str, *, moderates: bool) -> ToSettle:
    """Returns what differs on a sheet, for a third person or somebody who ``moderates``.

    Raises CampaignerError if the id is not valid, SheetUnknown, SheetNotOpen if there is nothing to
    decide, OwnEntry.
    """
    connection, sheet = here.database.conn, find_sheet(here, text)
    entries = sheet_entries.of_sheet(connection, here.petition.id, sheet.sheet)
    finished = [each for each in entries if each.finished_at is not None][:PAIR]
    counted = paper_sheets.counted_at(connection, sheet.sheet)
    if counted is not None or len(finished) < PAIR:
        raise SheetNotOpen("There is nothing to decide on this sheet.", hint="Look how far it is.")
    if not moderates and any(each.typist == here.actor for each in finished):
        raise OwnEntry("You typed this sheet.", hint="Ask somebody else to decide.")
    first, second = (
        {line.line: line for line in sheet_entries.lines_of(connection, each.id)}
        for each in finished
    )
    differences, agreed = [], []
    for line in sorted({*first, *second}):
        one, other = first.get(line), second.get(line)
        if found := _differing(sheet, one, other):
            differences.append(Difference(line, found, one, other))
        elif one:
            agreed.append(one)
    return ToSettle(sheet, tuple(differences), tuple(agreed))


def _differing(sheet: Sheet, one: EntryLine | None, other: EntryLine | None) -> tuple[str, ...]:
    if one is None or other is None:
        return ("name", "postcode", "email", "signature", "address", "form")
    (first,), (second,) = as_typed(sheet.sheet, [one]), as_typed(sheet.sheet, [other])
    return differing(first, second)


def settle(
    here: OpenPetition, text: str, decisions: Mapping[int, Decision], *, moderates: bool
) -> None:
    """Count a sheet with what was decided about each line that differs.

    Raises FormRefused with ``choice-3`` for a line that is not decided, ``name-3`` and so on for
    what was typed and is not valid, and as ``to_settle``.
    """
    found = to_settle(here, text, moderates=moderates)
    problems: list[Problem] = []
    chosen: list[EntryLine] = []
    for each in found.differences:
        decided = decisions.get(each.line)
        if decided is None:
            message = f"Decide what counts in line {each.line}."
            problems.append(Problem(f"choice-{each.line}", each.line, "not-decided", message))
            continue
        line = _chosen(each, decided)
        kept = filled(found.sheet, [line]) if line else []
        chosen += kept
        if decided.choice is LineChoice.TYPED:
            problems += wrong_in(kept or [_nothing(each.line)])
    check_form(problems)
    with transaction(here.database) as connection:
        audit.record(
            *(connection, here.now, here.actor, "decide sheet", here.petition.campaign),
            sheet=found.sheet.sheet,
            lines=len(found.differences),
        )
    lines = sorted((*found.agreed, *chosen))
    count_sheet(here, found.sheet, as_typed(found.sheet.sheet, lines))


def _chosen(difference: Difference, decided: Decision) -> EntryLine | None:
    if decided.choice is LineChoice.FIRST:
        return difference.first
    if decided.choice is LineChoice.SECOND:
        return difference.second
    return decided.typed if decided.choice is LineChoice.TYPED else None


def _nothing(line: int) -> EntryLine:
    return EntryLine(line, "", "", "", signature=True, address=None, form=None)
