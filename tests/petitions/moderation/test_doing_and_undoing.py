"""Olive withdraws, closes, and takes back what was a mistake: on record, never by surprise."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import typer

from campaigner.opening import OpenWorkspace
from campaigner.petitions.moderation import decisions as moderation
from campaigner.petitions.moderation.decisions import Act, PreviewOutdated
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.moderation.withdrawals import (
    NobodyFound,
    Whose,
    to_put_back,
    to_withdraw,
    undo_withdrawal,
    whose_is,
    withdraw_for,
)
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.proof.ledger_export import ledger_lines
from campaigner.petitions.proof.verification import verify
from campaigner.petitions.signing.confirmation import withdraw
from campaigner.privacy.people import erase_person
from campaigner.store import audit, ledger, tallies
from conftest import Command
from edited_ledgers import alone
from petitioners import (
    SLUG,
    WITHDRAW,
    application,
    confirmed,
    new_token,
    signed,
    workspace_of,
)

HOME = "home@example.org"


@pytest.fixture
def petition(here: OpenWorkspace, monkeypatch: pytest.MonkeyPatch) -> OpenPetition:
    """Pat and Kim share an address (1, 2), Ana is alone (3), Bo has not confirmed yet (4)."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))  # nobody is there to answer
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    made = open_petition(here, SLUG)
    for name, email in (("Pat Lee", HOME), ("Kim Lee", HOME), ("Ana Sample", "ana@example.org")):
        confirmed(here.database, made.petition, application(name, email))
    signed(here.database, made.petition, application("Bo Sample", "bo@example.org"))
    return made


def total(petition: OpenPetition) -> int:
    return tallies.total(petition.database.conn, petition.petition.id)


def states(petition: OpenPetition) -> dict[int, str]:
    rows = petition.database.execute("SELECT id, state FROM signatures ORDER BY id")
    return dict(map(tuple, rows))


def deeds(petition: OpenPetition) -> list[str]:
    return [deed.action for deed in audit.deeds(petition.database.conn)]


def holds(petition: OpenPetition) -> bool:
    """Whether the ledger, all that is kept beside it, and the public checker agree."""
    database, number = petition.database, petition.petition.id
    return verify(database, SLUG).ok and alone(ledger_lines(database.conn, number)) is None


# Who is meant


@pytest.mark.parametrize(
    ("whose", "numbers"),
    [
        (Whose(email=HOME), [1, 2]),
        (Whose(email=" HOME+petition@Example.org "), [1, 2]),
        (Whose(email=HOME, name="kim  lee"), [2]),
        (Whose(email=HOME, number=1), [1]),
        (Whose(number=3), [3]),
        (Whose(number=3, name="ANA SAMPLE"), [3]),
        (Whose(email="bo@example.org"), [4]),
    ],
)
def test_olive_withdraws_whom_she_means_and_nobody_else(
    petition: OpenPetition, whose: Whose, numbers: list[int]
) -> None:
    meant = to_withdraw(petition, whose)
    assert [row["signature"] for row in meant.rows] == numbers
    assert withdraw_for(petition, whose, token=meant.token) == len(numbers)
    withdrawn = [number for number, state in states(petition).items() if state == "withdrawn"]
    assert withdrawn == numbers
    assert holds(petition)


@pytest.mark.parametrize(
    ("whose", "words"),
    [
        (Whose(email="nobody@example.org"), "with this email address"),
        (Whose(email=HOME, name="Jo Lee"), "with this email address and under the name “Jo Lee”"),
        (Whose(email=HOME, number=3), "with the number 3"),
        (Whose(number=99), "with the number 99"),
        (Whose(number=0), "with the number 0"),
        (Whose(number=-1), "with the number -1"),
        (Whose(number=10**30), "with the number"),
    ],
)
def test_who_has_not_signed_is_named_so(petition: OpenPetition, whose: Whose, words: str) -> None:
    for act in (to_withdraw, withdraw_for, to_put_back, undo_withdrawal):
        with pytest.raises(NobodyFound, match="Nobody has signed right-to-food") as refused:
            act(petition, whose)
        assert words in refused.value.message
    assert deeds(petition) == []


def test_a_signature_of_another_petition_is_not_meant(
    petition: OpenPetition, bread: Path, here: OpenWorkspace
) -> None:
    other = open_petition(here, "bread")
    with pytest.raises(NobodyFound):
        withdraw_for(other, Whose(number=1))
    with pytest.raises(NobodyFound):
        withdraw_for(other, Whose(email=HOME))


def test_nothing_is_done_if_a_third_of_the_household_signs_meanwhile(
    petition: OpenPetition,
) -> None:
    meant = to_withdraw(petition, Whose(email=HOME))
    withdraw_for(petition, Whose(number=1))
    with pytest.raises(PreviewOutdated):
        withdraw_for(petition, Whose(email=HOME), token=meant.token)
    assert states(petition)[2] == "confirmed"


# Undoing a withdrawal


@pytest.mark.parametrize("number", [3, 4])
def test_an_organiser_s_mistake_is_undone_and_on_record(
    petition: OpenPetition, number: int
) -> None:
    before, counted = states(petition), total(petition)
    withdraw_for(petition, Whose(number=number))
    assert undo_withdrawal(petition, Whose(number=number)) == 1
    assert (states(petition), total(petition)) == (before, counted)
    assert deeds(petition) == ["withdraw", "withdraw undone"]
    assert holds(petition)


def test_the_ledger_has_a_row_for_each_step(petition: OpenPetition) -> None:
    withdraw_for(petition, Whose(number=3))
    undo_withdrawal(petition, Whose(number=3))
    rows = list(ledger.rows_from(petition.database.conn, petition.petition.id))
    assert [row[1] for row in rows] == ["confirmed"] * 3 + ["withdrawn", "restored"]
    assert rows[2][-1] == rows[3][-1] == rows[4][-1]  # one leaf: the person's receipt still proves


def test_what_was_invalid_or_suspect_is_so_again(petition: OpenPetition) -> None:
    moderation.invalidate(petition, SignatureFilter(numbers=(3,)))
    eve = confirmed(
        petition.database, petition.petition, application("Eve", "eve@example.org"), suspect=True
    )
    before, counted = states(petition), total(petition)
    for number in (3, eve.id):
        withdraw_for(petition, Whose(number=number))
        undo_withdrawal(petition, Whose(number=number))
    assert (states(petition), total(petition)) == (before, counted)
    assert holds(petition)


def test_a_person_s_own_wish_stands(petition: OpenPetition) -> None:
    withdraw(workspace_of(petition.database), new_token(petition.database, 3, purpose=WITHDRAW))
    for act in (to_put_back, undo_withdrawal):
        with pytest.raises(NobodyFound, match="that stands") as refused:
            act(petition, Whose(number=3))
        assert refused.value.code == "own-withdrawal"
    assert total(petition) == 2


def test_a_person_s_own_wish_stands_also_after_an_organiser_s_mistake(
    petition: OpenPetition,
) -> None:
    link = new_token(petition.database, 3, purpose=WITHDRAW)
    withdraw_for(petition, Whose(number=3))
    withdraw(workspace_of(petition.database), link)
    with pytest.raises(NobodyFound, match="that stands"):
        undo_withdrawal(petition, Whose(number=3))


def test_who_signed_again_is_not_counted_twice(petition: OpenPetition) -> None:
    withdraw_for(petition, Whose(number=3))
    confirmed(petition.database, petition.petition, application("Ana Sample", "ana@example.org"))
    with pytest.raises(NobodyFound, match="signed again") as refused:
        undo_withdrawal(petition, Whose(number=3))
    assert refused.value.code == "signed-again"
    assert total(petition) == 3
    assert holds(petition)


def test_a_household_is_put_back_whole_or_one_by_one(petition: OpenPetition) -> None:
    withdraw_for(petition, Whose(email=HOME))
    assert [row["signature"] for row in to_put_back(petition, Whose(email=HOME)).rows] == [1, 2]
    assert undo_withdrawal(petition, Whose(email=HOME, name="Kim Lee")) == 1
    assert undo_withdrawal(petition, Whose(email=HOME)) == 1
    assert total(petition) == 3
    assert holds(petition)


def test_what_is_not_withdrawn_cannot_be_put_back(petition: OpenPetition) -> None:
    with pytest.raises(NobodyFound, match="not withdrawn"):
        undo_withdrawal(petition, Whose(number=3))


def test_nothing_of_a_withdrawal_is_left_of_who_is_erased(petition: OpenPetition) -> None:
    withdraw_for(petition, Whose(number=3))
    erase_person(workspace_of(petition.database), "ana@example.org")
    rows = petition.database.execute("SELECT count(*) FROM organisers_withdrawals").fetchone()
    assert rows[0] == 0


# One signature by its number


def test_olive_invalidates_and_restores_one_by_its_number(petition: OpenPetition) -> None:
    kim = SignatureFilter(numbers=(2,))
    shown = moderation.preview(petition, Act.INVALIDATE, kim)
    assert [row["name"] for row in shown.rows] == ["Kim Lee"]
    assert moderation.invalidate(petition, kim, token=shown.token) == 1
    assert states(petition) == {1: "confirmed", 2: "invalidated", 3: "confirmed", 4: "pending"}
    assert moderation.restore(petition, kim) == 1
    assert total(petition) == 3
    details = [json.loads(deed.details) for deed in audit.deeds(petition.database.conn)]
    assert details == [{"count": 1, "numbers": "(given)", "step": step} for step in (1, 2)]


def test_a_preview_shows_the_first_and_how_many(petition: OpenPetition) -> None:
    for number in range(30):
        wish = application(f"Bot {'abcdefghij'[number % 10] * 3}{number}", f"b{number}@x.example")
        signed(petition.database, petition.petition, wish)
    shown = moderation.preview(petition, Act.INVALIDATE, SignatureFilter(domain="x.example"))
    assert (shown.count, len(shown.rows)) == (30, moderation.LISTED)


# As a person calls it


def test_the_command_lists_a_household_and_asks(
    campaigner: Command, petition: OpenPetition, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = campaigner("petition", "withdraw", SLUG, HOME)
    assert asked.code == 2
    assert "2 signatures to withdraw:" in asked.stderr
    assert (
        "  1  Pat Lee, home@example.org, AB10 1AB, confirmed, signed on 2026-12-11" in asked.stderr
    )
    assert "  2  Kim Lee" in asked.stderr
    assert total(petition) == 3
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: False)
    assert campaigner("petition", "withdraw", SLUG, HOME).code == 0
    assert total(petition) == 3
    assert campaigner("petition", "withdraw", SLUG, HOME, "--yes").code == 0
    assert total(petition) == 1
    undone = campaigner("petition", "withdraw", SLUG, HOME, "--undo", "--yes")
    assert "2 signatures put back." in undone.stderr
    assert total(petition) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        [HOME, "--name", "Kim Lee"],
        [HOME, "--signature", "2"],
        ["2"],
        ["2", "--name", "kim lee"],
    ],
)
def test_the_command_withdraws_the_one_who_is_named_without_a_question(
    campaigner: Command, petition: OpenPetition, arguments: list[str]
) -> None:
    called = campaigner("petition", "withdraw", SLUG, *arguments)
    assert (called.code, called.stderr) == (0, f"{SLUG}: 1 signature withdrawn.\n")
    assert states(petition)[2] == "withdrawn"
    assert campaigner("petition", "withdraw", SLUG, "2", "--undo").code == 0
    assert total(petition) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["withdraw", SLUG, "nobody@example.org"], 1, "Nobody has signed"),
        (["withdraw", SLUG, "77"], 1, "with the number 77"),
        (["withdraw", SLUG, "77", "--undo"], 1, "with the number 77"),
        (["withdraw", SLUG, "3", "--undo"], 1, "not withdrawn"),
        (["withdraw", SLUG, "sometoken", "--undo"], 2, "whose signature"),
        (["invalidate", SLUG, "--signature", "77", "--yes"], 1, "0 signatures to invalidate"),
        (["restore", SLUG, "--signature", "3", "--yes"], 1, "0 signatures to restore"),
        (["invalidate", SLUG, "--signature", str(10**30), "--yes"], 1, "0 signatures"),
        (["invalidate", SLUG, "--signature", "two", "--yes"], 2, "--signature"),
        (["reopen", SLUG], 2, "not closed"),
        (["reopen", SLUG, "--until", "2001-01-01"], 2, "not closed"),
        (["close", SLUG], 2, "no terminal"),
        (["close", SLUG, "--on", "2027-01-01"], 2, "no terminal"),
    ],
)
def test_what_cannot_be_done_is_an_error_and_does_nothing(
    campaigner: Command, petition: OpenPetition, arguments: list[str], code: int, words: str
) -> None:
    before = list(petition.database.conn.iterdump())
    called = campaigner("petition", *arguments)
    assert called.code == code
    assert words in called.stderr
    assert list(petition.database.conn.iterdump()) == before


def test_a_link_of_another_campaign_does_nothing(
    campaigner: Command, petition: OpenPetition, bread: Path
) -> None:
    link = new_token(petition.database, 3, purpose=WITHDRAW)
    called = campaigner("petition", "withdraw", "bread", link)
    assert called.code == 1
    assert "another campaign: right-to-food" in called.stderr
    assert total(petition) == 3


def test_invalidate_says_whom_it_means_before_it_asks(
    campaigner: Command, petition: OpenPetition
) -> None:
    called = campaigner("petition", "invalidate", SLUG, "--domain", "example.org")
    assert called.code == 2
    for name in ("Pat Lee", "Kim Lee", "Ana Sample", "Bo Sample"):
        assert name in called.stderr
    assert total(petition) == 3


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("sam@example.org", Whose(email="sam@example.org", name="Sam", number=7)),
        ("12", Whose(name="Sam", number=12)),
        ("1" * 20, None),
        ("https://example.org/withdraw/abc", None),
        ("١٢", None),
    ],
)
def test_whose_signature_a_text_means(text: str, whose: Whose | None) -> None:
    assert whose_is(text, "Sam", 7) == whose
