"""Olive looks at how her campaign stands, and at what needs a look."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from account_holders import PASSWORD
from barriers import barriers
from campaigner.opening import OpenWorkspace
from campaigner.outreach.sources import add_source
from campaigner.petitions.opening import open_petition
from campaigner.petitions.signing.applying import sign
from campaigner.petitions.signing.confirmation import confirm
from campaigner.store.letter_counts import count_letter
from campaigner.vocabulary.desk import AccountRole
from campaigner.vocabulary.signatures import SourceKind
from desk_people import Desk, arrive, heading, opened_here
from petitioners import new_token, person

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OVERVIEW = "/desk/campaigns/bread"


def people_sign(
    here: OpenWorkspace, numbers: range, *, source: str = "web", suspect: bool = False
) -> None:
    """Made-up people sign; those who are not suspect confirm."""
    petition = open_petition(here, "bread").petition
    for number in numbers:
        made = sign(here.database, petition, person(number, source), here.moment, suspect=suspect)
        if not suspect:
            confirm(here, new_token(here.database, made.signature, here.moment))


def part(page: httpx.Response, name: str) -> str:
    """The text of a part of the page."""
    found = re.search(rf'<section id="{name}".*?</section>', page.text, re.DOTALL)
    assert found, page.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])).strip()


def test_nobody_has_signed_and_the_page_says_what_comes_next(at_desk: Desk) -> None:
    page = at_desk.logged_in(AccountRole.ORGANISER).get(OVERVIEW)
    assert heading(page) == "Bread"
    assert part(page, "figures").startswith("0 people have signed")
    assert "Send the page’s address to the first people" in page.text
    assert "hours-heading" not in page.text


def test_olive_sees_the_number_first_and_then_what_needs_a_look(at_desk: Desk) -> None:
    with opened_here(at_desk.served) as here:
        people_sign(here, range(3))
        people_sign(here, range(3, 5), suspect=True)
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    page = olive.get(OVERVIEW)
    assert part(page, "figures").startswith("3 people have signed")
    assert "2 signatures look suspect and do not count until you decide." in part(page, "looks")
    assert page.text.index('id="figures"') < page.text.index('id="looks"')
    link = re.search(r'<a href="([^"]+)">Decide', page.text)
    assert link
    assert olive.get(link[1]).status_code == 200
    assert ", with 3." in part(page, "hours")
    assert olive.get(f"{OVERVIEW}/days.svg").headers["Content-Type"].startswith("image/svg+xml")


def test_what_is_now_comes_without_the_rest_of_the_page(at_desk: Desk) -> None:
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    with opened_here(at_desk.served) as here:
        people_sign(here, range(1))
    now = olive.get(f"{OVERVIEW}/now")
    assert part(now, "figures").startswith("1 person has signed")
    assert "<html" not in now.text


def test_a_page_that_looks_by_itself_keeps_no_session_from_ending(at_desk: Desk) -> None:
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    for _ in range(3):
        at_desk.served.clock.moment += timedelta(minutes=25)
        answer = olive.get(f"{OVERVIEW}/now", follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/log-in")
    form = {"email": "organiser@example.org", "password": PASSWORD}
    assert olive.post("/desk/log-in", data=form).url.path == "/desk"  # not to a part of a page


@pytest.mark.parametrize(
    ("role", "letters", "source"),
    [
        (AccountRole.OWNER, True, True),
        (AccountRole.ORGANISER, True, True),
        (AccountRole.MODERATOR, False, False),
        (AccountRole.AUDITOR, False, False),
    ],
)
def test_each_sees_what_they_may(
    at_desk: Desk, role: AccountRole, letters: bool, source: bool
) -> None:
    with opened_here(at_desk.served) as here:
        add_source(here, "amira", SourceKind.AMBASSADOR, "Amira Sample")
        people_sign(here, range(6), source="amira")
        count_letter(here.database.conn, "bread", "E14009001", "2026-12-10")
    page = at_desk.logged_in(role).get(OVERVIEW)
    assert ("letters written" in page.text) == letters
    assert ("Amira Sample" in page.text) == source
    assert part(page, "figures").startswith("6 people have signed")


@pytest.mark.parametrize("path", ["", "/now", "/days.svg", "/map.svg"])
@pytest.mark.parametrize("role", [AccountRole.TYPIST, AccountRole.AMBASSADOR, AccountRole.PARTNER])
def test_others_see_none_of_it(at_desk: Desk, role: AccountRole, path: str) -> None:
    assert at_desk.logged_in(role).get(f"{OVERVIEW}{path}").status_code == 403


def test_a_campaign_without_a_map_has_none(at_desk: Desk) -> None:
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    assert olive.get(f"{OVERVIEW}/map.svg").status_code == 404
    assert "map.svg" not in olive.get(OVERVIEW).text


def test_a_definition_that_cannot_be_used_is_said_and_led_to(at_desk: Desk) -> None:
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    path = at_desk.served.workspace.campaigns_folder / "bread" / "campaign.toml"
    path.write_text("opens = yesterday\n", encoding="utf-8")
    page = olive.get(OVERVIEW)
    assert page.status_code == 200
    assert "definition" in part(page, "looks")
    assert "Correct" in part(page, "looks")


def test_the_page_is_there_in_welsh(at_desk: Desk) -> None:
    page = at_desk.logged_in(AccountRole.OWNER).get(f"{OVERVIEW}?language=cy")
    assert "o bobl wedi llofnodi" in page.text
    assert "Angen sylw" in page.text


@pytest.fixture
def screen(at_desk: Desk, browser: Browser) -> Page:
    """A browser in which Olive has logged in, on a phone."""
    page = browser.new_context(viewport={"width": 390, "height": 800}).new_page()
    arrive(page, at_desk)
    return page


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_the_number_goes_up_while_olive_looks(at_desk: Desk, screen: Page) -> None:
    with opened_here(at_desk.served) as here:
        people_sign(here, range(3))
    screen.goto(f"{at_desk.served.address}{OVERVIEW}")
    assert screen.inner_text(".signed b") == "3"
    with opened_here(at_desk.served) as here:
        people_sign(here, range(3, 5))
    screen.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    screen.locator(".signed b", has_text="5").wait_for()
    assert screen.inner_text("[role=status]") == ""  # not each change is announced
    assert screen.evaluate("document.documentElement.scrollWidth") <= 390
    assert barriers(screen) == []
    screen.context.close()


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_numbers_go_from_the_screen_when_the_session_has_ended(at_desk: Desk, screen: Page) -> None:
    screen.goto(f"{at_desk.served.address}{OVERVIEW}")
    at_desk.served.clock.moment += timedelta(hours=13)
    screen.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    screen.wait_for_url("**/desk/log-in")
    screen.context.close()
