"""An update in Chromium: written by keyboard, agreed to by somebody else, without barriers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from barriers import barriers
from campaigner.petitions.opening import open_petition
from campaigner.petitions.signing.applying import Signed, apply
from campaigner.petitions.signing.confirmation import confirm
from campaigner.petitions.signing.form import SigningForm
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, arrive, opened_here
from news_readers import set_up
from petitioners import new_token
from web_visitors import mails_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

UPDATES = "/desk/campaigns/bread/updates"


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.fixture(params=[(390, "dark"), (1280, "light")])
def page(at_desk: Desk, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(
        base_url=at_desk.served.address, viewport={"width": width, "height": 844},
        color_scheme=scheme, reduced_motion="reduce",
    )  # fmt: skip
    yield context.new_page()
    context.close()


def suzie_agrees(at_desk: Desk) -> None:
    with opened_here(at_desk.served, "web") as here:
        petition = open_petition(here, "bread")
        form = SigningForm("Suzie Specimen", "suzie@example.org", "LE93 1AA", updates=True)
        signed = apply(petition, form)
        assert isinstance(signed, Signed)
        confirm(here, new_token(here.database, signed.signature, here.moment))


def write_by_keyboard(page: Page, subject: str, body: str) -> None:
    page.get_by_label("Subject").focus()
    page.keyboard.type(subject)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(body)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_one_writes_by_keyboard_another_agrees_and_suzie_gets_it(
    at_desk: Desk, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(monkeypatch, UPDATES__PEOPLE="2")
    suzie_agrees(at_desk)
    arrive(page, at_desk, AccountRole.ORGANISER)
    page.goto(UPDATES)
    assert barriers(page) == []
    page.get_by_role("link", name="Write an update").press("Enter")
    assert barriers(page) == []
    write_by_keyboard(page, "We were heard", "{{ nothing }}")
    expect(page.locator(".summary")).to_be_focused()
    assert barriers(page) == []
    page.get_by_label("Text").fill("The Minister has **answered**.\n\n> Yes.\n\n- one\n- two")
    page.get_by_role("button", name="Save it").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("We were heard")
    assert barriers(page) == []
    assert fits(page)
    page.get_by_text("Only some of them").press("Enter")
    assert barriers(page) == []
    page.get_by_role("button", name="Ask a second person").press("Enter")
    expect(page.get_by_text("You asked a second person")).to_be_visible()

    address = page.url
    page.context.clear_cookies()
    arrive(page, at_desk, AccountRole.OWNER)
    page.goto(f"{address}?language=cy")
    assert barriers(page) == []
    assert fits(page)
    page.goto(f"{address}?language=en")
    page.get_by_role("button", name="Yes, send it").press("Enter")
    expect(page.get_by_text("0 of 1 sent")).to_be_visible()
    assert barriers(page) == []
    (mail,) = mails_of(at_desk.served, "update")
    assert mail["To"] == "suzie@example.org"
    page.reload()
    expect(page.get_by_text("1 of 1 sent")).to_be_visible()
    page.get_by_role("button", name="Show it on the page").press("Enter")
    page.get_by_role("link", name="See the page").press("Enter")
    expect(page.get_by_role("heading", name="We were heard")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
