"""What people are told once they have confirmed: true for all, and the same for all."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import timedelta

import httpx
import pytest

from web_visitors import SIGNING, Served, path_mailed

FILLED_BY_A_PROGRAM = {"website": "https://casino.example"}
CHECKED = "It joins the count when it has passed our checks"


def thanked(served: Served, visitor: httpx.Client, **more: str) -> httpx.Response:
    """The page after confirming, of somebody who signs with more than the usual."""
    visitor.post("/bread", data={**SIGNING, **more})
    visitor.get(path_mailed(served, "confirm", "confirm"))
    answer = visitor.post("/confirm")
    assert answer.url.path == "/bread/thanks"
    return answer


def without_count(page: str) -> str:
    return re.sub(r'(?s)<p class="big">.*?</p>\s*<p class="meta">.*?</p>', "", page)


def state_of_last(served: Served) -> str:
    with closing(sqlite3.connect(served.workspace.database_path)) as connection:
        return str(connection.execute("SELECT state FROM signatures ORDER BY id").fetchall()[-1][0])


def test_who_agreed_to_a_letter_reads_who_sends_it_and_may_still_write(served: Served) -> None:
    with served.visitor() as suzie:
        page = thanked(served, suzie, letter="yes").text
    assert "You asked the organisers to send a letter to Ada Specimen MP in your name." in page
    assert "<h3>Write one of your own as well</h3>" in page
    assert "Write my letter" in page
    assert "Now write to" not in page


@pytest.mark.slow
def test_who_stopped_the_letter_is_not_told_that_it_is_sent(served: Served) -> None:
    with served.visitor() as suzie:
        thanked(served, suzie, letter="yes")
        suzie.get(path_mailed(served, "counted", "withdraw"))
        suzie.post("/withdraw/stop", data={"key": "bread/letter"})
        assert "Now write to Ada Specimen MP" in suzie.get("/bread/thanks").text


@pytest.mark.slow
@pytest.mark.parametrize("letter", [{}, {"letter": "yes"}])
def test_a_program_is_told_what_everybody_is_told(served: Served, letter: dict[str, str]) -> None:
    with served.visitor() as robot, served.visitor() as suzie:
        program = {"name": "Robin Robot", "email": "bot@example.org", **FILLED_BY_A_PROGRAM}
        held = thanked(served, robot, **program, **letter)
        assert state_of_last(served) == "suspect"
        served.clock.moment += timedelta(minutes=2)
        counted = thanked(served, suzie, **letter)
        assert state_of_last(served) == "confirmed"
        assert CHECKED in counted.text
        assert without_count(held.text).replace("Robin Robot", "Suzie Specimen") == without_count(
            counted.text
        )
        later = robot.get("/bread/receipt")
        assert (later.status_code, "There is no receipt yet" in later.text) == (404, True)
        assert suzie.get("/bread/receipt").status_code == 200


def test_a_link_to_withdraw_says_that_the_signature_is_withdrawn_already(served: Served) -> None:
    with served.visitor() as suzie:
        thanked(served, suzie)
        link = path_mailed(served, "counted", "withdraw")
        assert "<h1>Withdraw your signature</h1>" in suzie.get(link).text
        for page in (suzie.post("/withdraw"), suzie.get("/withdraw"), suzie.get(link)):
            assert "<h1>Your signature is withdrawn</h1>" in page.text
            assert "Withdraw your signature" not in page.text
            assert "Withdraw my signature" not in page.text


def test_two_campaigns_in_two_tabs_keep_their_own_address(served: Served) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=SIGNING)
        suzie.post("/right-to-food", data={**SIGNING, "email": "work@example.org"})
        assert "suzie@example.org" in suzie.get("/bread/inbox").text
        assert "work@example.org" in suzie.get("/right-to-food/inbox").text


def test_two_campaigns_in_two_tabs_keep_their_own_thanks(served: Served) -> None:
    with served.visitor() as suzie:
        thanked(served, suzie)
        suzie.post("/right-to-food", data={**SIGNING, "name": "Sam Sample"})
        suzie.get(path_mailed(served, "confirm", "confirm"))
        assert "Sam Sample" in suzie.post("/confirm").text
        assert "Suzie Specimen" in suzie.get("/bread/thanks").text
