"""Your data on the pages: a mailed link, then reading, correcting, stopping and erasing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, expect

from barriers import barriers
from campaigner.store.database import opened
from petitioners import link_in, mails_in, write_mails
from web_visitors import Served

FORM = {
    "name": "Suzie Specimen",
    "email": "suzie@example.org",
    "country": "GB",
    "postcode": "le93 1aa",
    "language": "en",
    "agreed": "yes",
    "letter": "yes",
}
ASK = {"email": "suzie@example.org"}
GO = {"go": "on"}  # a browser sends a form even if nothing is in it


def link_mailed(served: Served, kind: str, purpose: str) -> str:
    """The path of the newest link of a kind of mail."""
    folder = served.workspace.root / "mail"
    now = int(served.clock().timestamp())
    with opened(served.workspace.database_path) as database:
        write_mails(database, served.workspace, folder, now)
    return urlsplit(link_in(mails_in(folder, kind)[-1], purpose)).path


def confirm(served: Served, visitor: httpx.Client) -> None:
    visitor.get(link_mailed(served, "confirm", "confirm"))
    visitor.post("/confirm")


def see(served: Served, visitor: httpx.Client) -> httpx.Response:
    """Somebody asks for the link, follows it, and opens it."""
    visitor.post("/my-data", data=ASK)
    visitor.get(link_mailed(served, "my-data-0*", "my-data"))
    return visitor.post("/my-data/open", data=GO)


def rows(served: Served, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(served.workspace.database_path)) as connection:
        return connection.execute(sql).fetchall()


def test_a_signatory_reads_corrects_stops_downloads_and_erases_what_is_held(served: Served) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=FORM)
        link_mailed(served, "confirm", "confirm")
        page = see(served, suzie)
        assert page.url.path == "/my-data/mine"
        assert "suzie@example.org" in page.text
        ((number,),) = rows(served, "SELECT id FROM signatures")
        wrong = suzie.post(
            "/my-data/correct", data={"signature": number, "name": "", "postcode": "LE93 1AA"}
        )
        assert wrong.status_code == 422
        assert f'<a href="#name-{number}">Enter your full name</a>' in wrong.text
        right = {"signature": number, "name": "Susan Specimen", "postcode": "LE93 1AA"}
        assert "Susan Specimen" in suzie.post("/my-data/correct", data=right).text
        assert "The petition as its page showed it to you." in page.text
        assert "What it counts for" not in page.text  # as long as it does not count
        confirm(served, suzie)
        counted = suzie.get("/my-data/mine").text
        assert "Version 1 of the petition." in counted
        assert "It cannot be presented to the House of Commons: it was given online." in counted
        assert "Fersiwn 1 o’r ddeiseb." in suzie.get("/my-data/mine?language=cy").text
        told = suzie.post("/my-data/correct", data={**right, "name": "Somebody Else"})
        assert "Your receipt proves the name" in told.text
        assert rows(served, "SELECT stopped_at FROM letter_consents") == [(None,)]
        suzie.post("/my-data/stop", data=GO)
        assert rows(served, "SELECT stopped_at FROM letter_consents") != [(None,)]
        file = suzie.post("/my-data/my-data.json", data=GO)
        assert file.json()["signatures"][0]["name"] == "Susan Specimen"
        assert "attachment" in file.headers["content-disposition"]
        assert "cannot be undone" in suzie.get("/my-data/erase").text
        assert rows(served, "SELECT count(*) FROM signatures") == [(1,)]
        erased = suzie.post("/my-data/erase", data=GO)
        assert "Your data is erased" in erased.text
        assert rows(served, "SELECT count(*) FROM signatures") == [(0,)]
        assert suzie.get("/my-data/mine").status_code == 410
        assert "person has signed" in suzie.get("/bread").text  # what was counted stays


@pytest.mark.slow
def test_an_address_that_is_not_held_learns_nothing(served: Served) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=FORM)
        answers = [
            suzie.post("/my-data", data={"email": each})
            for each in ("suzie@example.org", "stranger@example.org")
        ]
    assert {each.status_code for each in answers} == {200}
    assert answers[0].text == answers[1].text
    assert "If we hold anything for that address" in answers[0].text


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["", "suzie@", "suzie@example.org\r\nBcc: all@example.org"])
def test_what_is_not_an_address_is_refused_at_its_field(served: Served, typed: str) -> None:
    with served.visitor() as somebody:
        answer = somebody.post("/my-data", data={"email": typed})
    assert answer.status_code == 422
    assert '<a href="#email">Enter an email address like name@example.org</a>' in answer.text


@pytest.mark.slow
def test_links_work_once_and_for_one_hour_and_cookies_for_half_an_hour(served: Served) -> None:
    with served.visitor() as suzie, served.visitor() as thief:
        suzie.post("/bread", data=FORM)
        see(served, suzie)
        used = link_mailed(served, "my-data-0*", "my-data")
        answer = thief.get(used)
        assert answer.status_code == 410
        assert "was opened before" in answer.text
        assert "Suzie" not in answer.text
        thief.cookies.set("my-data", suzie.cookies["my-data"][:-6] + "AAAAA=")
        assert thief.get("/my-data/mine").status_code == 410
        suzie.post("/my-data", data=ASK)
        fresh = link_mailed(served, "my-data-0*", "my-data")
        served.clock.moment += timedelta(minutes=30)
        assert suzie.get("/my-data/mine").status_code == 410
        served.clock.moment += timedelta(minutes=30)
        assert "has expired" in suzie.get(fresh).text


@pytest.mark.slow
def test_the_cookie_of_another_page_opens_nothing(served: Served) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=FORM)
        suzie.cookies.set("my-data", suzie.cookies["inbox-bread"])
        assert suzie.get("/my-data/mine").status_code == 410
        for path in ("stop", "correct", "withdraw", "erase", "my-data.json", "leave"):
            assert suzie.post(f"/my-data/{path}", data={"signature": "1"}).status_code != 500
    assert rows(served, "SELECT state FROM signatures") == [("pending",)]


@pytest.mark.slow
def test_guessing_numbers_reaches_nobody_else(served: Served) -> None:
    with served.visitor() as ana, served.visitor() as suzie:
        suzie.post("/bread", data=FORM)
        see(served, suzie)
        ana.post("/bread", data={**FORM, "name": "Ana Sample", "email": "ana@example.org"})
        for number in ("2", "3", "-1", "²", "9" * 30, ""):
            for path in ("withdraw", "correct"):
                form = {"signature": number, "name": "X Y", "postcode": "LE93 1AA"}
                assert suzie.post(f"/my-data/{path}", data=form).status_code == 404
    names = rows(served, "SELECT name FROM signatures WHERE state != 'withdrawn' ORDER BY id")
    assert names == [("Suzie Specimen",), ("Ana Sample",)]


@pytest.mark.slow
def test_another_site_cannot_act_for_a_visitor_whose_data_is_open(served: Served) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=FORM)
        see(served, suzie)
        evil = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
        for path in ("", "/open", "/stop", "/correct", "/withdraw", "/erase", "/my-data.json"):
            answer = suzie.post(f"/my-data{path}", data=ASK, headers=evil)
            assert answer.status_code == 403, path
    assert rows(served, "SELECT count(*) FROM signatures") == [(1,)]


@pytest.mark.slow
def test_a_signatory_erases_everything_in_a_browser_without_a_barrier(
    served: Served, browser: Browser
) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=FORM)
        link_mailed(served, "confirm", "confirm")
    phone = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=True)
    page = phone.new_page()

    def look(heading: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        assert barriers(page) == []

    page.goto(f"{served.address}/bread/privacy")
    page.get_by_role("contentinfo").get_by_role("link", name="Your data").click()
    look("Your data")
    page.get_by_label("Email address").fill("suzie@example.org")
    page.get_by_role("button", name="Send me a link").click()
    look("Check your inbox")
    page.goto(served.address + link_mailed(served, "my-data-0*", "my-data"))
    assert page.url == f"{served.address}/my-data/mine"  # the token has left the address bar
    look("Your data")
    page.get_by_role("button", name="Show my data").click()
    expect(page.get_by_role("heading", name="Bread").first).to_be_visible()
    look("Your data")
    page.get_by_role("link", name="Cymraeg").click()
    look("Eich data")
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name="Go on to erase").click()
    look("Erase everything")
    page.get_by_role("button", name="Erase all my data").click()
    look("Your data is erased")
    assert rows(served, "SELECT count(*) FROM signatures") == [(0,)]
    phone.close()
