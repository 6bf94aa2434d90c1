"""Olive plans at the desk how a petition is handed in, and sees what was handed to whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.destinations import destination
from campaigner.petitions.deliveries.record import Handover, deliveries_of, record_delivery
from campaigner.petitions.deliveries.written import files_there
from campaigner.petitions.opening import open_petition
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, heading, opened_here
from petitioners import confirmed_in

HOME = "/desk/campaigns/bread/deliveries"


@pytest.mark.parametrize("place", ["downing-street", "commons", "lords", "senedd"])
def test_olive_sees_by_which_day_everything_is_to_be_done(at_desk: Desk, place: str) -> None:
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    page = olive.get(HOME, params={"place": place, "on": "2027-02-11"})
    assert "What to do" in page.text
    assert f'value="{place}" selected' in page.text
    assert "2027</td>" in page.text


def test_olive_is_told_what_comes_too_late(at_desk: Desk) -> None:
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    page = olive.get(HOME, params={"place": "downing-street", "on": "2026-12-15"})
    assert "This day has passed" in page.text
    assert "choose a time after 12:30" in page.text


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"place": "moon", "on": "2027-02-11"}, "place"),
        ({"place": "commons", "on": "soon"}, "on"),
        ({"place": "commons", "on": "2999-02-11"}, "on"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    at_desk: Desk, asked: dict[str, str], field: str
) -> None:
    page = at_desk.logged_in(AccountRole.ORGANISER).get(HOME, params=asked)
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text


def test_olive_sees_what_was_handed_to_whom(at_desk: Desk) -> None:
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    assert "No delivery is recorded." in olive.get(HOME).text
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 2})
    with opened_here(at_desk.served) as here:
        petition = open_petition(here, "bread")
        record_delivery(petition, Handover("Clerk <b>", petition.today, "Alex Sample"))
    page = olive.get(HOME)
    assert "Clerk &lt;b&gt;" in page.text
    assert "Alex Sample" in page.text
    assert "11 December 2026" in page.text


def test_olive_records_a_delivery_with_its_files_and_takes_it_back(
    at_desk: Desk, tmp_path: Path
) -> None:
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 2})
    with opened_here(at_desk.served) as here:
        petition = open_petition(here, "bread")
        pack = destination(
            petition, tmp_path / "handin.pdf", "export hand-in pack", campaign="bread"
        )
        pack.write("names")
        key = files_there(petition).files[0].key
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    form = olive.get(f"{HOME}/record", params={"place": "commons", "on": "2026-12-11"})
    assert 'value="House of Commons"' in form.text
    assert f'value="{key}"' in form.text
    assert str(tmp_path) not in form.text
    typed = {"recipient": " ", "on": "2026-12-11", "signatures": "2", "files": key}
    wrong = olive.post(f"{HOME}/record", data=typed)
    assert (wrong.status_code, 'id="recipient-error"' in wrong.text) == (422, True)
    assert f'value="{key}" checked' in wrong.text
    done = olive.post(f"{HOME}/record", data={**typed, "recipient": "The Clerk", "shown": "yes"})
    assert "The delivery is recorded." in done.text
    assert "handin.pdf" in done.text
    assert "To be destroyed by" in done.text
    early = olive.post(f"{HOME}/1/destroyed", data={"destroyed_on": "2026-12-01"})
    assert (early.status_code, 'id="destroyed-1-error"' in early.text) == (422, True)
    gone = olive.post(f"{HOME}/1/destroyed", data={"destroyed_on": "2026-12-11"})
    assert "Destroyed on 11 December 2026" in gone.text
    assert "To be destroyed by" in olive.post(f"{HOME}/1/destroyed", data={"undo": "yes"}).text
    assert "does not show" in olive.post(f"{HOME}/1/shown", data={"shown": "no"}).text
    again = olive.post(f"{HOME}/1/remove")
    assert "The record is removed." in again.text
    assert 'value="The Clerk"' in again.text
    assert olive.post(f"{HOME}/1/remove").status_code == 404
    with opened_here(at_desk.served) as here:
        assert deliveries_of(open_petition(here, "bread")) == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"on": "soon"}, "on"),
        ({"on": "2026-12-12"}, "on"),
        ({"signatures": "many"}, "signatures"),
        ({"signatures": "3"}, "signatures"),
        ({"files": "f" * 24}, "files"),
        ({"destroy_by": "2099-01-01", "names_people": "yes"}, "destroy_by"),
        ({"handed_by": "x" * 201}, "handed_by"),
    ],
)
def test_what_cannot_have_been_handed_over_is_said_beside_its_field(
    at_desk: Desk, typed: dict[str, str], field: str
) -> None:
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 2})
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    whole = {"recipient": "The Clerk", "on": "2026-12-11", "signatures": "2", **typed}
    page = olive.post(f"{HOME}/record", data=whole)
    assert (page.status_code, f'id="{field}-error"' in page.text) == (422, True)
    with opened_here(at_desk.served) as here:
        assert deliveries_of(open_petition(here, "bread")) == []


def test_a_moderator_does_not_see_deliveries(at_desk: Desk) -> None:
    assert at_desk.logged_in(AccountRole.MODERATOR).get(HOME).status_code == 403


def test_welsh(at_desk: Desk) -> None:
    page = at_desk.logged_in(AccountRole.ORGANISER).get(f"{HOME}?language=cy")
    assert heading(page) == "Cyflwyniadau"
