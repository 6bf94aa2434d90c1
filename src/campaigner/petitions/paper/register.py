"""The register of paper sheets: what was printed, what came back, what waits for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.paper.entries import state_for
from campaigner.store import paper_sheets, sheet_entries
from campaigner.store.paper_sheets import Batch as Batch
from campaigner.store.paper_sheets import MadeSheet
from campaigner.store.sources import all_sources
from campaigner.vocabulary.papers import SheetState

SHOWN = 100
"""The number of batches that are shown."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Sheets in the making by their ids: own drafts, those that wait, those to decide about.

    ``wait_for_me`` were typed by one other person, ``wait_for_others`` by whoever asks.
    """

    drafts: tuple[str, ...] = ()
    wait_for_me: tuple[str, ...] = ()
    wait_for_others: tuple[str, ...] = ()
    differ: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetInBatch:
    """A sheet of a batch, and how far it is."""

    sheet: str
    lines: int
    state: SheetState
    counted_at: int | None


def batches(here: OpenPetition) -> list[Batch]:
    """Returns the newest batches of sheets."""
    return paper_sheets.batches_of(here.database.conn, here.petition.id, SHOWN)


def batch(here: OpenPetition, made_at: int) -> tuple[list[Batch], list[SheetInBatch]]:
    """Returns the batches that were made at a moment, and their sheets; none if there are none."""
    connection, number = here.database.conn, here.petition.id
    found = paper_sheets.sheets_made_at(connection, number, made_at)
    states = {sheet: state for sheet, state, _ in _in_hand(here)} if found else {}
    of_moment = paper_sheets.batches_of(connection, number, SHOWN, made_at)
    return of_moment, [_in_batch(each, states) for each in found]


def _in_batch(each: MadeSheet, states: dict[str, SheetState]) -> SheetInBatch:
    state = SheetState.COUNTED if each.counted_at is not None else states.get(each.sheet)
    return SheetInBatch(each.sheet, each.lines, state or SheetState.OPEN, each.counted_at)


def on_the_desk(here: OpenPetition) -> Desk:
    """Returns the sheets that people are typing, as whoever is at work sees them."""
    known = list(_in_hand(here))
    twice = here.workspace.settings.desk.typed_twice
    named = {
        state: tuple(sheet for sheet, each, _ in known if each is state) for state in SheetState
    }
    waiting = tuple(
        sheet for sheet, state, finished in known if state is SheetState.OPEN and finished
    )
    return Desk(
        named[SheetState.DRAFT],
        waiting if twice else (),
        named[SheetState.WAITS],
        named[SheetState.DIFFERS],
    )


def _in_hand(here: OpenPetition) -> Iterator[tuple[str, SheetState, int]]:
    """Each sheet that somebody has begun, its state for whoever is at work, how many finished."""
    known = sheet_entries.of_petition(here.database.conn, here.petition.id)
    for sheet, each in groupby(known, key=lambda entry: entry.sheet):
        entries = list(each)
        finished = sum(entry.finished_at is not None for entry in entries)
        yield sheet, state_for(entries, here.actor), finished


def sources_of_sheets(here: OpenPetition) -> list[str]:
    """Returns the codes of the sources that can hand sheets out; their names are not needed."""
    return [each.code for each in all_sources(here.database.conn)]
