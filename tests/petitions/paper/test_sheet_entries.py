"""Sheets typed up at the desk: by one person or two, who do not see what the other types."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campaigner.errors import CampaignerError
from campaigner.forms import FormRefused
from campaigner.holding import Limits, Person
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.paper import held as held_entries
from campaigner.petitions.paper.entries import (
    EntryLine,
    SheetNotOpen,
    SheetUnknown,
    change_again,
    finish,
    save_draft,
    sheet_at_hand,
)
from campaigner.petitions.paper.entry_lines import filled
from campaigner.petitions.paper.register import batch, batches, on_the_desk
from campaigner.petitions.paper.settling import Decision, OwnEntry, settle, to_settle
from campaigner.petitions.proof.verification import verify
from campaigner.setting_tables import Retention
from campaigner.store import paper_sheets, sheet_entries
from campaigner.store.database import Database, transaction
from campaigner.store.paper_sheets import Sheet
from campaigner.vocabulary.papers import LineChoice, SheetState
from campaigner.workspace import Workspace
from petitioners import NOON, SLUG, held, the_petition, work_on

ID = "22222-2"
TOM, UMA, VIC = "organiser 1", "organiser 2", "organiser 3"


def line(
    number: int, name: str, postcode: str = "AB10 1AB", email: str = "", *, signature: bool = True
) -> EntryLine:
    return EntryLine(number, name, postcode, email, signature, address=None, form=None)


TYPED = [line(1, "Ana Sample"), line(2, "Bea Sample", '"'), line(4, "Cai Sample", "ab101ab")]


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenPetition:
    """A petition with a sheet of ten lines, in which Tom types."""
    petition = the_petition(database)
    made = [Sheet(each, petition.id, "", "en", 10, NOON) for each in (ID, "33333-H")]
    with transaction(database) as connection:
        paper_sheets.add_sheets(connection, made)
    return replace(work_on(database, petition), actor=TOM)


@pytest.fixture
def twice(here: OpenPetition, monkeypatch: pytest.MonkeyPatch) -> OpenPetition:
    """The same where two people type each sheet."""
    monkeypatch.setenv("CAMPAIGNER_DESK__TYPED_TWICE", "true")
    return here


def of(here: OpenPetition, actor: str) -> OpenPetition:
    return replace(here, actor=actor)


def test_a_sheet_that_one_person_types_is_counted_at_once(here: OpenPetition) -> None:
    save_draft(here, ID.lower(), TYPED[:1])
    assert sheet_at_hand(here, ID).state is SheetState.DRAFT
    assert finish(here, ID, TYPED) is SheetState.COUNTED
    there = sheet_at_hand(here, ID)
    assert (there.state, there.counted, there.lines) == (SheetState.COUNTED, 3, ())
    assert held(here.database) == 3
    assert sheet_entries.every_line(here.database.conn) == []
    assert verify(here.database, SLUG).ok
    with pytest.raises(SheetNotOpen):
        finish(here, ID, TYPED)


def test_what_is_wrong_is_said_by_line_and_field_and_the_draft_is_kept(here: OpenPetition) -> None:
    with pytest.raises(FormRefused) as refused:
        finish(here, ID, [line(1, "Ana Sample", "nowhere"), line(2, ""), line(3, "x@y.org")])
    paths = [each.path for each in refused.value.problems]
    assert paths == ["postcode-1", "name-2", "name-3"]
    assert sheet_at_hand(here, ID).lines[0].postcode == "nowhere"
    assert held(here.database) == 0


def test_the_same_as_above_is_the_postcode_of_the_line_above(here: OpenPetition) -> None:
    sheet = Sheet(ID, 1, "", "en", 10, NOON)
    lines = [line(2, "Bea", "ditto"), line(1, "Ana"), line(3, "", ""), line(5, "Dee", "”")]
    assert [(e.line, e.postcode) for e in filled(sheet, lines)] == [
        (1, "AB10 1AB"),
        (2, "AB10 1AB"),
        (5, "AB10 1AB"),
    ]
    assert filled(sheet, [line(11, "Not on it"), line(0, "Nor this")]) == []
    with_email = line(1, "Ana", email="ana@example.org")
    assert filled(replace(sheet, lines=20), [with_email])[0].email == ""


def test_two_people_who_type_alike_have_the_sheet_counted(twice: OpenPetition) -> None:
    assert finish(twice, ID, TYPED) is SheetState.WAITS
    assert on_the_desk(twice).wait_for_others == (ID,)
    uma = of(twice, UMA)
    assert on_the_desk(uma).wait_for_me == (ID,)
    assert sheet_at_hand(uma, ID).lines == ()
    same = [line(1, "ANA SAMPLE"), line(2, "bea sample"), line(4, "Cai Sample")]
    assert finish(uma, ID, same) is SheetState.COUNTED
    assert held(twice.database) == 3


def test_who_typed_a_sheet_can_change_it_until_the_other_is_done(twice: OpenPetition) -> None:
    finish(twice, ID, TYPED)
    with pytest.raises(SheetNotOpen):
        save_draft(twice, ID, [])
    change_again(twice, ID)
    assert sheet_at_hand(twice, ID).state is SheetState.DRAFT
    assert finish(twice, ID, TYPED) is SheetState.WAITS
    finish(of(twice, UMA), ID, TYPED[:1])
    with pytest.raises(SheetNotOpen):
        change_again(twice, ID)


def test_what_differs_is_decided_by_a_third_person_or_a_moderator(twice: OpenPetition) -> None:
    finish(twice, ID, TYPED)
    others = [TYPED[0], line(2, "Bea Simple"), TYPED[2], line(7, "Dee Sample")]
    uma, vic = of(twice, UMA), of(twice, VIC)
    assert finish(uma, ID, others) is SheetState.DIFFERS
    assert held(twice.database) == 0
    for typist in (twice, uma):
        assert not sheet_at_hand(typist, ID).may_decide
        with pytest.raises(OwnEntry):
            to_settle(typist, ID, moderates=False)
    assert [e.line for e in to_settle(uma, ID, moderates=True).differences] == [2, 7]

    assert sheet_at_hand(vic, ID).may_decide
    found = to_settle(vic, ID, moderates=False)
    assert [(e.line, e.fields[:1]) for e in found.differences] == [(2, ("name",)), (7, ("name",))]
    assert [each.line for each in found.agreed] == [1, 4]
    with pytest.raises(FormRefused) as refused:
        settle(vic, ID, {2: Decision(LineChoice.FIRST)}, moderates=False)
    assert [each.path for each in refused.value.problems] == ["choice-7"]
    wrong = {2: Decision(LineChoice.TYPED, line(2, "Bea Sample", "x")), 7: Decision("none")}  # type: ignore[arg-type]
    with pytest.raises(FormRefused, match="not valid"):
        settle(vic, ID, wrong, moderates=False)
    decided = {
        2: Decision(LineChoice.TYPED, line(2, "Bea Sampler")),
        7: Decision(LineChoice.NONE),
    }
    settle(vic, ID, decided, moderates=False)
    names = [row[0] for row in twice.database.execute("SELECT name FROM signatures ORDER BY line")]
    assert names == ["Ana Sample", "Bea Sampler", "Cai Sample"]
    with pytest.raises(SheetNotOpen):
        settle(vic, ID, decided, moderates=False)


@pytest.mark.parametrize("wrong", ["nothing", "22222-3", "44444-3"])
def test_a_sheet_that_was_not_made_for_the_petition_cannot_be_typed(
    here: OpenPetition, wrong: str
) -> None:
    with pytest.raises(CampaignerError):
        finish(here, wrong, TYPED)
    other = replace(here, petition=the_petition(here.database, slug="cake"))
    with pytest.raises(SheetUnknown):
        sheet_at_hand(other, ID)


def test_the_register_says_which_sheets_came_back(here: OpenPetition) -> None:
    finish(here, ID, [])  # an empty sheet came back, too
    save_draft(here, "33333-H", TYPED)
    (made,) = batches(here)
    assert (made.sheets, made.back, made.lines) == (2, 1, 10)
    _, sheets = batch(here, NOON)
    assert [(each.sheet, each.state) for each in sheets] == [
        (ID, SheetState.COUNTED),
        ("33333-H", SheetState.DRAFT),
    ]
    assert batch(here, NOON + 1) == ([], [])


def test_what_was_typed_is_exported_erased_and_removed_in_time(here: OpenPetition) -> None:
    with_email = line(3, "Dee Sample", email="Dee@example.org")
    save_draft(here, ID, [*TYPED, with_email])
    connection = here.database.conn
    ana, dee = Person(name="ana sample", postcode="AB101AB"), Person("dee@example.org")
    assert [e["line"] for e in held_entries.HELD.export(connection, ana)] == [1]
    assert held_entries.HELD.erase(here.database, dee).counts == {"sheet_entries": 1}
    assert held_entries.HELD.export(connection, dee) == []
    day = 24 * 60 * 60
    for days, gone in ((29, 0), (31, 1)):
        limits = Limits(NOON + days * day, Retention(), here.zone)
        assert held_entries.HELD.due(connection, limits)["sheet_entries"] == gone
        (removed,) = held_entries.HELD.remove_due(here.database, limits)
        assert removed.counts["sheet_entries"] == gone
