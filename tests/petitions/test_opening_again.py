"""Olive closes a petition, and opens again what was closed by mistake."""

from __future__ import annotations

import io
from datetime import date

import pytest

from campaigner.opening import OpenWorkspace
from campaigner.petitions.closing import ClosingRefused, reopen, set_closing
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.signing.applying import NotOpen, sign
from campaigner.privacy.retention import anonymise
from campaigner.store import audit
from conftest import Command
from petitioners import SLUG, application, confirmed, seconds, workspace_of


@pytest.fixture
def petition(here: OpenWorkspace, monkeypatch: pytest.MonkeyPatch) -> OpenPetition:
    """Ana, Ben and Cat have signed."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))  # nobody is there to answer
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    made = open_petition(here, SLUG)
    for name in ("Ana", "Ben", "Cat"):
        confirmed(here.database, made.petition, application(name, f"{name}@example.org"))
    return made


def deeds(petition: OpenPetition) -> list[str]:
    return [deed.action for deed in audit.deeds(petition.database.conn)]


def later(petition: OpenPetition, moment: str) -> OpenPetition:
    """The petition at a later moment, read again."""
    return open_petition(workspace_of(petition.database, seconds(moment)), SLUG)


def test_what_was_closed_by_mistake_is_open_again(petition: OpenPetition) -> None:
    before = petition.petition.closes_at
    set_closing(petition)
    closed = later(petition, "2026-12-12 12:00")
    with pytest.raises(NotOpen):
        sign(petition.database, closed.petition, application("Cy", "cy@example.org"), closed.now)
    assert f"{reopen(closed):%Y-%m-%d %H:%M %Z}" == "2027-06-11 00:00 BST"
    again = later(petition, "2026-12-12 12:01")
    assert (again.petition.closes_at, again.petition.closing_set) == (before, False)
    sign(petition.database, again.petition, application("Cy", "cy@example.org"), again.now)
    assert deeds(petition) == ["close", "reopen"]


def test_a_petition_goes_on_after_the_last_day_of_its_definition(petition: OpenPetition) -> None:
    over = later(petition, "2027-06-20 12:00")
    with pytest.raises(ClosingRefused) as refused:
        reopen(over)
    assert refused.value.code == "no-day-left"
    reopen(over, date(2027, 7, 31))
    again = later(petition, "2027-06-20 12:01")
    assert again.petition.closes_at == seconds("2027-07-31 23:00")
    assert again.petition.closing_set


@pytest.mark.parametrize("until", [date(2027, 6, 19), date(2001, 1, 1), date.min, date.max])
def test_a_petition_cannot_be_opened_again_until_a_day_that_has_passed(
    petition: OpenPetition, until: date
) -> None:
    over = later(petition, "2027-06-20 12:00")
    with pytest.raises(ClosingRefused):
        reopen(over, until)
    assert later(petition, "2027-06-20 12:00").petition == over.petition
    assert deeds(petition) == []


def test_what_is_open_is_not_opened_again(petition: OpenPetition) -> None:
    with pytest.raises(ClosingRefused, match="its last day is 2027-06-10") as refused:
        reopen(petition)
    assert refused.value.code == "not-closed"


def test_a_day_that_was_set_is_taken_back(petition: OpenPetition) -> None:
    set_closing(petition, date(2026, 12, 24))
    reopen(later(petition, "2026-12-12 12:00"))
    assert later(petition, "2026-12-12 12:00").petition.closes_at == petition.petition.closes_at


def test_what_is_closed_is_not_closed_later(petition: OpenPetition) -> None:
    set_closing(petition)
    closed = later(petition, "2026-12-20 12:00")
    for day in (None, date(2027, 1, 1)):
        with pytest.raises(ClosingRefused, match="its last day was 2026-12-11") as refused:
            set_closing(closed, day)
        assert refused.value.code == "already-closed"


def test_a_petition_whose_names_are_removed_stays_closed(petition: OpenPetition) -> None:
    anonymise(workspace_of(petition.database, seconds("2028-01-01 12:00")))
    with pytest.raises(ClosingRefused, match="sign twice") as refused:
        reopen(later(petition, "2028-01-01 12:00"), date(2028, 12, 31))
    assert refused.value.code == "names-removed"


def test_the_commands_close_and_open_again(campaigner: Command, petition: OpenPetition) -> None:
    closed = campaigner("petition", "close", SLUG, "--yes")
    assert closed.code == 0
    assert "3 signatures. Last day until now: 2027-06-10." in closed.stderr
    again = campaigner("petition", "close", SLUG, "--yes")
    assert again.code == 2
    assert "petition reopen" in again.stderr
    opened = campaigner("petition", "reopen", SLUG)
    assert (opened.code, opened.stderr) == (0, f"{SLUG} is open until 2027-06-11 00:00 BST.\n")
