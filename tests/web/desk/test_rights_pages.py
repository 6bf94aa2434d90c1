"""Requests about data at the desk: added, answered and closed; what is removed when."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from account_holders import PASSWORD
from campaigner.organisers.acting import MACHINE
from campaigner.privacy.holdings import HOLDINGS
from campaigner.privacy.requests import request_numbered
from desk_people import Desk, heading, hidden, opened_here

SUZIE = "suzie@example.org"
REQUEST = {
    "asked_for": "erasure", "way": "post", "received_on": "2026-11-20", "email": SUZIE,
    "name": "Suzie Sample", "note": "I signed at a stall.",
}  # fmt: skip


def added(owner: httpx.Client, **other: str) -> httpx.Response:
    return owner.post("/desk/requests/add", data=REQUEST | other)


def proved(owner: httpx.Client, answer: httpx.Response) -> httpx.Response:
    """The password is asked for if it was not given lately, and given."""
    if 'name="desk-asked"' not in answer.text:
        return answer
    data = {"desk-asked": hidden(answer, "desk-asked"), "password": PASSWORD}
    return owner.post(answer.url.path, data=data)


def test_an_owner_adds_a_request_and_sees_by_when_to_answer(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    assert "Nobody is waiting" in owner.get("/desk/requests").text
    page = added(owner)
    assert page.url.path == "/desk/requests/1"
    assert heading(page) == "Erasure, request 1"
    assert "20 December 2026" in page.text
    listed = owner.get("/desk/requests").text
    assert "Suzie Sample" in listed
    assert SUZIE not in listed


def test_what_is_not_valid_is_said_beside_its_field(at_desk: Desk) -> None:
    page = added(at_desk.logged_in(), asked_for="", email="suzie", received_on="2096-01-01")
    assert page.status_code == 422
    for said in ("Choose what they ask.", "Enter an email address", "Enter a day that has come."):
        assert said in page.text
    assert 'value="Suzie Sample"' in page.text


def test_late_ones_are_first_and_called_late(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    added(owner, name="Newer Sample")
    page = added(owner, name="Older Sample", received_on="2026-01-31")
    assert "28 February 2026" in page.text
    assert "If it takes longer" not in page.text
    listed = owner.get("/desk/requests").text
    assert listed.index("Older Sample") < listed.index("Newer Sample")
    assert listed.count('class="late"') == 1


def test_an_owner_gives_a_copy_and_closes_the_request(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    added(owner, asked_for="access")
    assert "Requests about data" in proved(owner, owner.get("/desk/requests/1/held")).text
    copy = proved(owner, owner.post("/desk/requests/1/export"))
    assert copy.headers["Content-Disposition"] == 'attachment; filename="request-1.json"'
    assert copy.json()["requests"][0]["note"] == "I signed at a stall."
    assert owner.post("/desk/requests/1/close", data={}).status_code == 422
    page = owner.post("/desk/requests/1/close", data={"outcome": "done"})
    assert "Open it again" in page.text
    refused = proved(owner, owner.post("/desk/requests/1/export"))
    assert (refused.status_code, "is closed" in refused.text) == (422, True)
    assert "When it is answered" in owner.post("/desk/requests/1/reopen").text


def test_an_owner_erases_a_person_and_sees_their_address_once_more(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    added(owner)
    done = proved(owner, owner.post("/desk/requests/1/erase"))
    assert heading(done) == "Erased"
    assert SUZIE in done.text
    page = owner.get("/desk/requests/1")
    assert "No longer kept" in page.text
    assert SUZIE not in page.text
    with opened_here(at_desk.served) as here:
        assert not request_numbered(here, MACHINE, 1)[0].asker.is_known


def test_erasing_asks_for_the_password_once_more(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    added(owner)
    at_desk.served.clock.moment += timedelta(minutes=11)
    asked = owner.post("/desk/requests/1/erase")
    assert asked.status_code == 403
    assert heading(proved(owner, asked)) == "Erased"


def test_more_time_takes_a_reason(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    added(owner)
    assert owner.post("/desk/requests/1/extend", data={"reason": ""}).status_code == 422
    page = owner.post("/desk/requests/1/extend", data={"reason": "Five years of sheets."})
    assert "20 February 2027" in page.text
    assert "Five years of sheets." in page.text


def test_contact_is_stopped(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    added(owner, asked_for="objection")
    assert "Contact stopped" in owner.post("/desk/requests/1/stop").text


def test_a_request_that_is_not_there_is_not_found(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    assert owner.get("/desk/requests/7").status_code == 404
    assert owner.get("/desk/requests/x").status_code == 404


def test_the_calendar_has_the_requests_that_were_answered(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    assert heading(owner.get("/desk/retention")) == "Retention"
    added(owner)
    owner.post("/desk/requests/1/close", data={"outcome": "refused"})
    page = owner.get("/desk/retention").text
    assert "Who asked about their data" in page
    assert 'href="/desk/requests/1"' in page


@pytest.mark.parametrize("paper", ["statement", "processing"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_papers_about_data_have_all_that_the_program_holds(
    at_desk: Desk, paper: str, language: str
) -> None:
    owner = at_desk.logged_in()
    page = owner.get(f"/desk/retention/{paper}?language={language}")
    assert page.status_code == 200
    assert "{" not in page.text.partition("<main")[2].partition("</main")[0]
    rows = page.text.count("<tr>") - 1 if paper == "statement" else page.text.count("<section") - 1
    assert rows == len(HOLDINGS)
