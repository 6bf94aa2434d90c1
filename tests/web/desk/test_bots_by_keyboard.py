"""Omar takes a bot's 40 signatures out of the count and takes it back, with the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from campaigner.petitions.counts.tally import standing
from campaigner.petitions.opening import open_petition
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, arrive, opened_here
from petitioners import application, confirmed, person

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_FOCUSED = "document.activeElement.textContent.replace(/\\s+/g, ' ').trim()"
BOT, PEOPLE = 40, 3


def tab_to(page: Page, text: str) -> None:
    """Goes on with the tabulator key until what is in focus begins with a text."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if str(page.evaluate(_FOCUSED)).startswith(text):
            return
    pytest.fail(f"{text} cannot be reached with the keyboard.")


def counted(at_desk: Desk) -> int:
    with opened_here(at_desk.served) as here:
        return standing(open_petition(here, "bread")).total


def have_signed(at_desk: Desk) -> None:
    """People have signed, and a bot every half a minute."""
    with opened_here(at_desk.served) as here:
        petition = open_petition(here, "bread").petition
        for number in range(PEOPLE):
            confirmed(here.database, petition, person(number), here.moment)
        for number in range(BOT):
            name = f"Bot {chr(97 + number % 26)}{'x' * (number // 26)}"
            who = application(name, f"bot{number}@mailinator.com")
            confirmed(here.database, petition, who, here.moment - 30 * number)


@pytest.mark.xdist_group("browser")
def test_omar_takes_a_bots_forty_out_and_takes_it_back(at_desk: Desk, browser: Browser) -> None:
    have_signed(at_desk)
    page = browser.new_page(base_url=at_desk.served.address)
    arrive(page, at_desk, AccountRole.MODERATOR)
    for link, there in (("Signatures", "**/signatures"), ("Suspicious groups", "**/suspects")):
        tab_to(page, link)
        page.keyboard.press("Enter")
        page.wait_for_url(there)
    assert page.get_by_text("40 signatures have throw-away email addresses").is_visible()
    tab_to(page, "Take them out of the count")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decide")
    assert page.locator("h1").inner_text() == "Take 40 signatures out of the count?"
    page.locator("#reason").wait_for()
    while page.evaluate("document.activeElement.id") != "reason":
        page.keyboard.press("Tab")
    page.keyboard.type("A bot with throw-away addresses")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decisions?done=1")
    assert page.get_by_role("status").inner_text() == "Taken out of the count: 40."
    assert counted(at_desk) == PEOPLE
    tab_to(page, "Take back")
    page.keyboard.press("Enter")
    page.wait_for_url("**/undo")
    assert page.get_by_role("status").inner_text() == "40 signatures are as they were before."
    assert counted(at_desk) == PEOPLE + BOT
    page.close()
