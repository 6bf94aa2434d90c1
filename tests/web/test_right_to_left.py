"""A campaign in Arabic: its pages run from right to left, with the pages' own words in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from petitioners import confirmed_in
from web_visitors import Served

pytestmark = pytest.mark.slow

WIDTHS = (320, 390, 1280)
PATHS = (
    "/bread",
    "/bread/brief",
    "/bread/privacy",
    "/bread/write",
    "/embed/bread",
    "/bread/thanks",
)
LETTER = "أكتب إليكم من {{ sender.area_name }}.\n\n{{ personal }}\n\n{{ asks() }}\n"


@pytest.fixture
def arabic(bread: Path) -> Path:
    """The small campaign with Arabic in place of Welsh, first of its languages."""
    path = bread / "campaign.toml"
    text = path.read_text(encoding="utf-8").replace('["en", "cy"]', '["ar", "en"]')
    text = re.sub(r"cy = \"[^\"]*\"", 'ar = "الخبز للجميع"', text)
    path.write_text(text, encoding="utf-8")
    for name in ("letter", "brief"):
        (bread / f"{name}.cy.md").unlink()
    (bread / "letter.ar.md").write_text(LETTER, encoding="utf-8")
    (bread / "brief.ar.md").write_text("## ملخص\n\nالخبز للجميع.\n", encoding="utf-8")
    return bread


@pytest.fixture
def pages(served: Served, arabic: Path) -> Served:
    assert arabic.exists()
    return served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def start(place: Locator) -> float:
    box = place.bounding_box()
    assert box
    return box["x"]


def test_pages_in_arabic_run_from_right_to_left_and_fit(pages: Served, page: Page) -> None:
    confirmed_in(pages.workspace, "bread", {"LE93 1AA": 6})
    for path in PATHS:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            page.goto(f"{pages.address}{path}?language=ar")
            assert page.locator("html").get_attribute("dir") == "rtl", path
            assert page.locator("html").get_attribute("lang") == "ar", path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)


def test_the_form_stands_to_the_left_and_its_boxes_to_the_right(pages: Served, page: Page) -> None:
    page.goto(f"{pages.address}/bread?language=ar")
    assert start(page.locator(".act")) < start(page.locator(".head"))
    assert start(page.locator("#agreed")) > start(page.locator("label[for=agreed]"))
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).textAlign") == "right"


def test_words_that_are_not_translated_are_marked_as_english(pages: Served, page: Page) -> None:
    page.goto(f"{pages.address}/bread?language=ar")
    assert page.locator(".foot").get_attribute("lang") == "en"
    assert page.locator(".act").get_attribute("lang") == "en"
    expect(page.locator(".meta").first).to_contain_text("Open until 10 June 2027")
    assert page.locator("h1").get_attribute("lang") is None
    page.goto(f"{pages.address}/bread/write?language=ar")
    assert page.locator("main").get_attribute("lang") == "en"
    assert page.locator("main .meta").first.get_attribute("lang") == "ar"


def test_a_letter_in_arabic_is_shown_from_right_to_left(pages: Served, page: Page) -> None:
    page.goto(f"{pages.address}/bread/write?language=ar")
    page.get_by_label("Postcode").fill("LE93 1AA")
    page.get_by_role("button", name="Find my representative").click()
    sheet = page.frame_locator('iframe[name="letter"]')
    expect(sheet.locator("main")).to_contain_text("أكتب إليكم")
    assert sheet.locator("html").get_attribute("dir") == "rtl"
