"""Olive takes a bot's signatures out, and takes it back: exactly those, whatever happened since."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from campaigner.errors import UsageError
from campaigner.opening import OpenWorkspace
from campaigner.petitions.moderation import decisions as moderation
from campaigner.petitions.moderation.decisions import (
    Act,
    Bounds,
    PreviewOutdated,
    ReasonMissing,
    TooWide,
    decide,
    preview,
)
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.moderation.undoing import Left, StepRefused, steps, undo
from campaigner.petitions.moderation.withdrawals import Whose, withdraw_for
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.proof.verification import verify
from campaigner.privacy.people import erase_person, export_person
from campaigner.privacy.retention import anonymise
from campaigner.store import audit, tallies
from campaigner.store.moderation_steps import Step
from campaigner.store.signatures import signature_of
from campaigner.vocabulary.signatures import SignatureState
from conftest import Command
from petitioners import SLUG, application, confirmed, person, signed, workspace_of
from two_at_once import both_at_once

BOTS = SignatureFilter(domain="bots.example")
BOT_NUMBERS = range(4, 10)


@pytest.fixture
def petition(here: OpenWorkspace) -> OpenPetition:
    """Three people and six of a bot: four confirmed, one pending, one suspect."""
    opened = open_petition(here, SLUG)
    for number in range(3):
        confirmed(here.database, opened.petition, person(number))
    for number in range(6):
        sign = signed if number > 3 else confirmed
        who = application(f"Bot {'abcdef'[number]}", f"b{number}@bots.example")
        sign(here.database, opened.petition, who, suspect=number == 5)
    return opened


def total(petition: OpenPetition) -> int:
    return tallies.total(petition.database.conn, petition.petition.id)


def states(petition: OpenPetition) -> list[str]:
    rows = petition.database.execute("SELECT state FROM signatures ORDER BY id")
    return [state for (state,) in rows]


def out(petition: OpenPetition, wanted: SignatureFilter = BOTS) -> Step:
    shown = preview(petition, Act.INVALIDATE, wanted)
    return decide(petition, Act.INVALIDATE, wanted, reason="a bot", token=shown.token)


def is_proved(petition: OpenPetition) -> bool:
    return verify(petition.database, SLUG).ok


def test_olive_sees_how_many_and_ten_of_them_first(petition: OpenPetition) -> None:
    shown = preview(petition, Act.INVALIDATE, BOTS, sample=2)
    assert (shown.count, shown.counting, len(shown.rows)) == (6, 4, 2)


def test_olive_takes_them_out_and_back_in_one_step_each(petition: OpenPetition) -> None:
    before = states(petition)
    step = out(petition)
    assert (step.count, step.reason, total(petition)) == (6, "a bot", 3)
    done = undo(replace(petition, now=petition.now + 60), step.id)
    assert (done.back, dict(done.left)) == (6, {})
    assert (states(petition), total(petition)) == (before, 7)
    assert is_proved(petition)


def by_ana(petition: OpenPetition) -> None:
    withdraw_for(petition, Whose(email="b0@bots.example"))


def by_another_step(petition: OpenPetition) -> None:
    moderation.restore(petition, SignatureFilter(numbers=(4,)))
    out(petition, SignatureFilter(numbers=(4,)))


def by_restoring(petition: OpenPetition) -> None:
    moderation.restore(petition, SignatureFilter(numbers=(4,)))


def by_erasure(petition: OpenPetition) -> None:
    erase_person(workspace_of(petition.database), "b0@bots.example")


@pytest.mark.parametrize(
    ("meanwhile", "why", "state"),
    [
        (by_ana, Left.WITHDRAWN, "withdrawn"),
        (by_another_step, Left.DECIDED, "invalidated"),
        (by_restoring, Left.DECIDED, "confirmed"),
        (by_erasure, Left.ERASED, None),
    ],
)
def test_what_others_changed_meanwhile_stays_and_is_told(
    petition: OpenPetition,
    meanwhile: Callable[[OpenPetition], None],
    why: Left,
    state: str | None,
) -> None:
    step = out(petition)
    meanwhile(petition)
    done = undo(petition, step.id)
    assert (done.back, dict(done.left)) == (5, {why: 1})
    there = signature_of(petition.database.conn, 4)
    assert (there.state if there else None) == state
    assert is_proved(petition)


def test_of_two_who_take_a_step_back_at_once_one_does(
    here: OpenWorkspace, petition: OpenPetition
) -> None:
    step = out(petition)

    def take_back(own: OpenWorkspace) -> None:
        undo(open_petition(own, SLUG), step.id)

    assert both_at_once(here, take_back, take_back) == ["StepRefused", "done"]
    assert total(petition) == 7
    assert is_proved(petition)


def test_a_step_that_was_itself_taken_back_holds_nothing_up(petition: OpenPetition) -> None:
    step = out(petition)
    moderation.restore(petition, SignatureFilter(numbers=(4,)))
    undo(petition, steps(petition)[0].id)
    assert undo(petition, step.id).back == 6


def test_olive_takes_back_that_she_let_some_in(petition: OpenPetition) -> None:
    before = states(petition)
    wanted = SignatureFilter(states=(SignatureState.SUSPECT,), domain="bots.example")
    shown = preview(petition, Act.RESTORE, wanted)
    step = decide(petition, Act.RESTORE, wanted, reason="real", token=shown.token)
    assert states(petition)[-1] == "pending"
    assert undo(petition, step.id).back == 1
    assert states(petition) == before


def test_what_counted_since_is_invalid_when_letting_it_in_is_taken_back(
    petition: OpenPetition,
) -> None:
    out(petition)
    moderation.restore(petition, BOTS)
    restoring = steps(petition)[0]
    assert undo(petition, restoring.id).back == 6
    assert states(petition)[3:] == ["invalidated"] * 6
    assert (total(petition), is_proved(petition)) == (3, True)


@pytest.mark.parametrize("number", [0, 99, 2**70])
def test_a_step_that_is_not_there_is_refused(petition: OpenPetition, number: int) -> None:
    with pytest.raises(StepRefused) as refused:
        undo(petition, number)
    assert refused.value.code == "step-unknown"


def test_a_step_is_taken_back_once(petition: OpenPetition) -> None:
    step = out(petition)
    undo(petition, step.id)
    with pytest.raises(StepRefused) as refused:
        undo(petition, step.id)
    assert (refused.value.code, total(petition)) == ("step-undone", 7)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_has_to_be_given(petition: OpenPetition, reason: str) -> None:
    shown = preview(petition, Act.INVALIDATE, BOTS)
    with pytest.raises(ReasonMissing):
        decide(petition, Act.INVALIDATE, BOTS, reason=reason, token=shown.token)
    assert (total(petition), steps(petition)) == (7, [])


@pytest.mark.parametrize("token", ["x", "0" * 20])
def test_nothing_is_done_that_was_not_shown(petition: OpenPetition, token: str) -> None:
    with pytest.raises(PreviewOutdated):
        decide(petition, Act.INVALIDATE, BOTS, reason="a bot", token=token)
    assert total(petition) == 7


@pytest.mark.parametrize("bounds", [Bounds(5, 100), Bounds(100, 5)])
def test_a_filter_that_finds_too_many_is_refused(petition: OpenPetition, bounds: Bounds) -> None:
    with pytest.raises(TooWide):
        preview(petition, Act.INVALIDATE, BOTS, bounds=bounds)
    assert preview(petition, Act.INVALIDATE, BOTS, bounds=Bounds(6, 6)).count == 6


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (SignatureFilter(name_start="bot"), {"name_start": "(given)"}),
        (SignatureFilter(email_start="b0"), {"email_start": "(given)"}),
        (BOTS, {"domain": "bots.example"}),
        (SignatureFilter(source="web", name="Bot a"), {"name": "(given)", "source": "(given)"}),
    ],
)
def test_neither_step_nor_audit_says_who(
    petition: OpenPetition, wanted: SignatureFilter, said: Mapping[str, str]
) -> None:
    step = out(petition, wanted)
    details = json.loads(audit.deeds(petition.database.conn)[-1].details)
    assert json.loads(step.conditions) == dict(said)
    assert details == {"count": step.count, "step": step.id, **said}


def test_a_person_is_told_what_was_decided_about_them(petition: OpenPetition) -> None:
    step = out(petition)
    undo(petition, step.id)
    exported = export_person(workspace_of(petition.database), "b0@bots.example")
    (decision,) = exported["signatures"][0]["decisions"]
    assert (decision["act"], decision["reason"]) == ("invalidate", "a bot")
    assert decision["undone_at"]


def test_a_reason_goes_with_the_last_person_it_was_about(petition: OpenPetition) -> None:
    wanted = SignatureFilter(numbers=(4,))
    shown = preview(petition, Act.INVALIDATE, wanted)
    decide(petition, Act.INVALIDATE, wanted, reason="Bot a again", token=shown.token)
    out(petition)
    erase_person(workspace_of(petition.database), "b0@bots.example")
    assert [each.reason for each in steps(petition)] == ["a bot", ""]
    anonymise(workspace_of(petition.database, petition.petition.closes_at + 400 * 86_400))
    assert [each.reason for each in steps(petition)] == ["", ""]


def test_steps_are_the_newest_first_and_paged(petition: OpenPetition) -> None:
    for number in (4, 5, 6):
        out(petition, SignatureFilter(numbers=(number,)))
    newest, second = steps(petition, limit=2)
    assert newest.id > second.id
    assert [each.id < second.id for each in steps(petition, second.id)] == [True]


def test_olive_does_not_take_out_everything_by_leaving_words_out(petition: OpenPetition) -> None:
    with pytest.raises(UsageError, match="Say which"):
        preview(petition, Act.INVALIDATE, SignatureFilter())


def test_whoever_has_the_machine_sees_decisions_and_takes_them_back(
    petition: OpenPetition, campaigner: Command
) -> None:
    out_by = ("--domain", "bots.example", "--reason", "a bot", "--yes")
    campaigner("petition", "invalidate", SLUG, *out_by)
    (row,) = campaigner("petition", "decisions", SLUG, "--format", "json").json
    assert (row["act"], row["count"], row["reason"]) == ("invalidate", 6, "a bot")
    by_restoring(petition)
    called = campaigner("petition", "undo", SLUG, row["decision"])
    assert "5 signatures as before." in called.stderr
    assert "Left: 1 signature (decided about again since)." in called.stderr
    again = campaigner("petition", "undo", SLUG, "99")
    assert (again.code, "petition decisions" in again.stderr) == (1, True)


def test_what_stands_on_a_sheet_or_came_by_a_source_is_decided_together(
    petition: OpenPetition,
) -> None:
    petition.database.execute("UPDATE signatures SET sheet = 'AB12', line = id WHERE id < 3")
    petition.database.execute("UPDATE signatures SET source = 'amira' WHERE id > 7")
    assert out(petition, SignatureFilter(sheet="AB12")).count == 2
    assert out(petition, SignatureFilter(source="amira")).count == 2
