"""Olive closes a petition at the desk, opens it again, and records what was answered."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from campaigner.petitions.counts.milestones import milestones
from campaigner.petitions.opening import open_petition
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, heading, opened_here
from petitioners import confirmed_in
from web_visitors import OPEN

HOME = "/desk/campaigns/bread/petition"
THRESHOLDS = "thresholds = ["
SMALL = 'thresholds = [{ at = 2, name = { en = "An answer", cy = "Ateb" } }, '


@pytest.fixture
def olive(at_desk: Desk) -> httpx.Client:
    """An organiser of a petition whose threshold two people have reached."""
    definition = at_desk.served.workspace.campaigns_folder / "bread" / "campaign.toml"
    text = definition.read_text("utf-8").replace(THRESHOLDS, SMALL, 1)
    definition.write_text(text, "utf-8")
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 2})
    return at_desk.logged_in(AccountRole.ORGANISER)


def test_olive_sees_how_the_petition_stands(olive: httpx.Client) -> None:
    page = olive.get(HOME)
    assert heading(page) == "The petition"
    assert "<dd>Open</dd>" in page.text
    assert "10 June 2027" in page.text
    assert "2: An answer" in page.text
    assert "None is recorded" in page.text


def test_olive_closes_it_now_and_opens_it_again(olive: httpx.Client, at_desk: Desk) -> None:
    done = olive.post(f"{HOME}/close", data={"now": "yes"})
    assert "Done. The last day to sign is 11 December 2026." in done.text
    assert "<dd>Closed</dd>" in done.text
    assert "Close now" not in done.text
    back = olive.post(f"{HOME}/reopen", data={"until": ""})
    assert "Done. People can sign until the end of 10 June 2027." in back.text
    assert "<dd>Open</dd>" in back.text


def test_olive_sets_another_last_day_and_undoes_it(olive: httpx.Client) -> None:
    done = olive.post(f"{HOME}/close", data={"last_day": "2027-01-31"})
    assert "The last day to sign is 31 January 2027." in done.text
    assert "Set by an organiser. By the definition it is 10 June 2027." in done.text
    assert "until the end of 10 June 2027" in olive.post(f"{HOME}/reopen").text


@pytest.mark.parametrize(
    ("path", "data", "field", "message"),
    [
        ("close", {}, "last_day", "Enter a real day"),
        ("close", {"last_day": "soon"}, "last_day", "Enter a real day"),
        ("close", {"last_day": "2026-12-01"}, "last_day", "Choose a day from today on"),
        ("reopen", {"until": "soon"}, "until", "Enter a real day"),
        ("reopen", {}, "until", "The petition is not closed"),
        ("answer", {"at": "2", "answer": " "}, "answer", "Enter what was answered"),
        ("answer", {"at": "9", "answer": "Yes"}, "at", "Choose a threshold that was reached"),
        ("answer", {"at": "2", "answer": "Y\x07es"}, "answer", "character"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    olive: httpx.Client, path: str, data: dict[str, str], field: str, message: str
) -> None:
    page = olive.post(f"{HOME}/{path}", data=data)
    assert page.status_code == 422
    assert f'<a href="#{field}">' in page.text
    assert f'id="{field}"' in page.text
    assert message in page.text


def test_a_petition_whose_own_day_has_passed_needs_a_new_one(
    olive: httpx.Client, at_desk: Desk
) -> None:
    olive.post(f"{HOME}/close", data={"now": "yes"})
    twice = olive.post(f"{HOME}/close", data={"now": "yes"})
    assert twice.status_code == 422
    assert "The petition is closed already" in twice.text
    at_desk.served.clock.moment = OPEN + timedelta(days=200)
    late = at_desk.logged_in(AccountRole.ORGANISER)
    page = late.post(f"{HOME}/reopen", data={"until": ""})
    assert page.status_code == 422
    assert "The day of the definition has passed." in page.text
    opened = late.post(f"{HOME}/reopen", data={"until": "2027-09-30"})
    assert "until the end of 30 September 2027" in opened.text


def test_olive_records_an_answer_and_corrects_it(olive: httpx.Client, at_desk: Desk) -> None:
    first = olive.post(f"{HOME}/answer", data={"at": "2", "answer": "They <b>say</b> no."})
    assert "The answer is recorded." in first.text
    assert "They &lt;b&gt;say&lt;/b&gt; no." in first.text
    olive.post(f"{HOME}/answer", data={"at": "2", "answer": "They say yes."})
    with opened_here(at_desk.served) as here:
        (mark,) = [each for each in milestones(open_petition(here, "bread")) if each.at == 2]
    assert mark.answer == "They say yes."


def test_before_a_threshold_is_reached_there_is_nothing_to_answer(at_desk: Desk) -> None:
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    page = olive.get(HOME)
    assert "Not yet" in page.text
    assert "Record an answer" not in page.text


def test_a_moderator_does_not_close_petitions(olive: httpx.Client, at_desk: Desk) -> None:
    omar = at_desk.logged_in(AccountRole.MODERATOR)
    assert omar.get(HOME).status_code == 403
    assert omar.post(f"{HOME}/close", data={"now": "yes"}).status_code == 403
    assert "<dd>Open</dd>" in olive.get(HOME).text


def test_welsh(olive: httpx.Client) -> None:
    assert heading(olive.get(f"{HOME}?language=cy")) == "Y ddeiseb"
