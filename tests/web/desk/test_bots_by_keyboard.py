"""Omar takes a bot's 40 signatures out and back: by keyboard alone, and in Welsh by pointer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from campaigner.petitions.counts.tally import standing
from campaigner.petitions.opening import open_petition
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, arrive, desk_words, opened_here
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


def by_keyboard(page: Page, text: str) -> None:
    tab_to(page, text)
    page.keyboard.press("Enter")


def by_pointer(page: Page, text: str) -> None:
    page.locator("main, nav").locator("a:visible, button:visible").filter(
        has_text=re.compile(rf"^\s*{re.escape(text)}")
    ).first.click()


@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(("language", "press"), [("en", by_keyboard), ("cy", by_pointer)])
def test_omar_takes_a_bots_forty_out_and_takes_it_back(
    at_desk: Desk, browser: Browser, language: str, press: Callable[[Page, str], None]
) -> None:
    signatures, suspects, decisions = (
        desk_words(noun, language) for noun in ("signatures", "suspects", "decisions")
    )
    have_signed(at_desk)
    page = browser.new_page(base_url=at_desk.served.address)
    arrive(page, at_desk, AccountRole.MODERATOR, language=language)
    press(page, signatures["menu"])
    page.wait_for_url("**/signatures")
    press(page, signatures["suspects_tab"])
    page.wait_for_url("**/suspects")
    group = suspects["why"]["throwaway"].format(number=40, domain="mailinator.com")
    assert page.get_by_text(group).is_visible()
    press(page, suspects["take_out"])
    page.wait_for_url("**/decide")
    assert page.locator("h1").inner_text() == decisions["out_many"].format(number=40)
    page.locator("#reason").wait_for()
    if press is by_pointer:
        page.locator("#reason").click()
    while page.evaluate("document.activeElement.id") != "reason":
        page.keyboard.press("Tab")
    page.keyboard.type("A bot with throw-away addresses")
    press(page, decisions["do_out"].format(number=40))
    page.wait_for_url("**/decisions?done=1")
    assert page.get_by_role("status").inner_text() == decisions["done_out"].format(number=40)
    assert counted(at_desk) == PEOPLE
    press(page, decisions["undo"])
    page.wait_for_url("**/undo")
    assert page.get_by_role("status").inner_text() == decisions["undone_out"].format(number=40)
    assert counted(at_desk) == PEOPLE + BOT
    page.close()
