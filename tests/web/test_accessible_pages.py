"""Every page, in both languages and colour schemes, on a phone: no barrier that axe can find."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from barriers import barriers
from web_visitors import Served

pytestmark = pytest.mark.slow

PAGES = (
    "/",
    "/bread",
    "/embed/bread",
    "/bread/privacy",
    "/bread/brief",
    "/how-we-count",
    "/accessibility",
    "/bread/thanks",
    "/confirm",
    "/my-data",
    "/my-data/mine",
    "/nothing",
)
NARROW = 320  # CSS pixels: 1280 at 400 per cent
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that axe looks at in dark colours: only those that colours can break."""


@pytest.fixture(params=["light", "dark"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page on a phone, in light or dark colours."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        color_scheme=request.param,
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def barriers_on(page: Page) -> list[str]:
    """What axe finds on a page as it is now."""
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    return barriers(page, COLOURS if is_dark else ())


@pytest.mark.parametrize("language", ["en", "cy"])
def test_no_page_has_a_barrier_that_axe_finds(served: Served, phone: Page, language: str) -> None:
    for path in PAGES:
        phone.goto(f"{served.address}{path}?language={language}")
        assert barriers_on(phone) == [], path


def test_a_form_with_mistakes_has_no_barrier_and_leads_to_them(served: Served, phone: Page) -> None:
    phone.goto(f"{served.address}/bread")
    phone.get_by_role("button", name="Sign this petition").click()
    expect(phone).to_have_title("Error: Bread")
    expect(phone.locator(".summary")).to_be_focused()
    assert barriers_on(phone) == []
    phone.get_by_role("link", name="Enter your full name").click()
    expect(phone.get_by_label("Your full name")).to_be_focused()


def test_pages_enlarged_to_400_per_cent_need_no_scrolling_sideways(
    served: Served, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": NARROW, "height": 256})
    page = context.new_page()
    for path in PAGES:
        for language in ("en", "cy"):
            page.goto(f"{served.address}{path}?language={language}")
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= NARROW, (path, language)
    context.close()


def test_somebody_signs_with_the_keyboard_alone(served: Served, browser: Browser) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{served.address}/bread")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    for typed in ("Suzie Specimen", "suzie@example.org", "", "LE93 1AA", " "):
        page.keyboard.press("Tab")
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your inbox")
    page.context.close()


def test_what_the_keyboard_is_on_is_seen_everywhere(served: Served, phone: Page) -> None:
    for path in ("/", "/bread", "/bread/write", "/my-data"):
        phone.goto(served.address + path)
        seen = 0
        while seen < 40:
            phone.keyboard.press("Tab")
            found = phone.evaluate(
                """() => {
                  const on = document.activeElement, look = getComputedStyle(on);
                  const box = on.getBoundingClientRect();
                  return [on.tagName, look.outlineStyle, look.outlineWidth, box.top < innerHeight];
                }"""
            )
            if found[0] == "BODY":
                break
            seen += 1
            assert found[1:] == ["solid", "3px", True], (path, found)
        assert seen > 3, path
