"""The guide without a terminal is followed in Chromium as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from desk_people import Desk, arrive
from guides import DOCS

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

GUIDE = (DOCS / "guide-desk.md").read_text(encoding="utf-8")
_STEP = re.compile(
    r"^```text\n(?P<text>.*?)^```$"
    r"|^- \*\*(?P<field>[^*]+)\*\*: `(?P<typed>[^`]+)`$"
    r"|(?P<deed>Go to|Press)\s+\*\*(?P<name>[^*]+)\*\*"
    r"|You\s+see\s+“(?P<seen>[^”]+)”",
    re.MULTILINE | re.DOTALL,
)


def steps() -> Iterator[re.Match[str]]:
    """What a reader does, one after another, after the introduction."""
    yield from _STEP.finditer(GUIDE.partition("\n## ")[2])


def follow(page: Page, step: re.Match[str]) -> None:
    if step["text"]:
        page.get_by_label("Text", exact=True).fill(step["text"])
    elif step["field"]:
        page.get_by_label(re.compile(f"^{re.escape(step['field'])}")).fill(step["typed"])
    elif step["seen"]:
        words = " ".join(step["seen"].split())
        expect(page.get_by_text(words).first).to_be_visible()
    elif step["deed"] == "Press":
        page.get_by_role("button", name=step["name"]).click()
    else:
        wanted = re.compile(f"^{re.escape(step['name'])}")
        parts = page.get_by_role("navigation", name="Parts of the campaign")
        among = parts.get_by_role("link", name=wanted)
        (among if among.count() else page.get_by_role("link", name=wanted)).first.click()


def test_the_guide_holds_as_it_is_written(at_desk: Desk, browser: Browser) -> None:
    page = browser.new_context().new_page()
    arrive(page, at_desk)
    expect(page.get_by_role("heading", level=1)).to_have_text("Campaigns")
    done = 0
    for step in steps():
        follow(page, step)
        done += 1
    assert done > 40
    assert page.url.endswith("/school-meals/letter") or "school-meals" in page.url
    page.context.close()
