"""Olive plans at the desk how a petition is handed in, and sees what was handed to whom."""

from __future__ import annotations

import pytest

from campaigner.petitions.deliveries.record import Handover, record_delivery
from campaigner.petitions.opening import open_petition
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, heading, opened_here
from petitioners import confirmed_in

HOME = "/desk/campaigns/bread/deliveries"


@pytest.mark.parametrize("place", ["downing-street", "commons", "lords", "senedd"])
def test_olive_sees_by_which_day_everything_is_to_be_done(at_desk: Desk, place: str) -> None:
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    page = olive.get(HOME, params={"place": place, "on": "2027-02-11"})
    assert "What is to be done" in page.text
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


def test_a_moderator_does_not_see_deliveries(at_desk: Desk) -> None:
    assert at_desk.logged_in(AccountRole.MODERATOR).get(HOME).status_code == 403


def test_welsh(at_desk: Desk) -> None:
    page = at_desk.logged_in(AccountRole.ORGANISER).get(f"{HOME}?language=cy")
    assert heading(page) == "Cyflwyniadau"
