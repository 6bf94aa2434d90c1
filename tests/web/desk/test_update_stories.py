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
from desk_people import Desk, arrive, desk_words, opened_here
from news_readers import set_up
from petitioners import new_token
from web_visitors import mails_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

UPDATES = "/desk/campaigns/bread/updates"


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.fixture(params=[(390, "dark", "en"), (1280, "light", "cy")])
def screen(request: pytest.FixtureRequest) -> tuple[int, str, str]:
    """How wide a screen is, its colours, and in which language the desk speaks."""
    width, scheme, language = request.param
    return width, scheme, language


@pytest.fixture
def page(at_desk: Desk, browser: Browser, screen: tuple[int, str, str]) -> Iterator[Page]:
    width, scheme, _ = screen
    context = browser.new_context(
        base_url=at_desk.served.address, viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce",
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


def write_by_keyboard(page: Page, label: str, subject: str, body: str) -> None:
    page.get_by_label(label).focus()
    page.keyboard.type(subject)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(body)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_one_writes_by_keyboard_another_agrees_and_suzie_gets_it(
    at_desk: Desk, page: Page, screen: tuple[int, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    language, other = ("en", "cy") if screen[2] == "en" else ("cy", "en")
    w = desk_words("updates", language)
    set_up(monkeypatch, UPDATES__PEOPLE="2")
    suzie_agrees(at_desk)
    arrive(page, at_desk, AccountRole.ORGANISER, language=language)
    page.goto(UPDATES)
    assert barriers(page) == []
    page.get_by_role("link", name=w["write"]).press("Enter")
    assert barriers(page) == []
    write_by_keyboard(page, w["subject"], "We were heard", "{{ nothing }}")
    expect(page.locator(".summary")).to_be_focused()
    assert barriers(page) == []
    page.get_by_label(w["body"], exact=True).fill(
        "The Minister has **answered**.\n\n> Yes.\n\n- one\n- two"
    )
    page.get_by_role("button", name=w["keep"]).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("We were heard")
    assert barriers(page) == []
    assert fits(page)
    page.get_by_text(w["change_who"]).press("Enter")
    assert barriers(page) == []
    page.get_by_role("button", name=w["ask"]).press("Enter")
    expect(page.get_by_text(w["asked_by_me"].partition(".")[0])).to_be_visible()

    address = page.url
    page.context.clear_cookies()
    arrive(page, at_desk, AccountRole.OWNER, language=language)
    page.goto(f"{address}?language={other}")
    assert barriers(page) == []
    assert fits(page)
    page.goto(f"{address}?language={language}")
    page.get_by_role("button", name=w["agree"]).press("Enter")
    expect(page.get_by_text(w["of_number"].format(sent=0, number=1))).to_be_visible()
    assert barriers(page) == []
    (mail,) = mails_of(at_desk.served, "update")
    assert mail["To"] == "suzie@example.org"
    page.reload()
    expect(page.get_by_text(w["of_number"].format(sent=1, number=1))).to_be_visible()
    page.get_by_role("button", name=w["show_it"]).press("Enter")
    page.get_by_role("link", name=w["see_page"]).press("Enter")
    expect(page.get_by_role("heading", name="We were heard")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
