"""Pages on paper: what is to be read is there, in black on white; forms and buttons are not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from web_visitors import Served

pytestmark = pytest.mark.slow


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    """A page as a browser prints it whose owner likes it dark."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def test_a_printed_campaign_has_its_text_and_no_form(served: Served, paper: Page) -> None:
    paper.goto(f"{served.address}/bread")
    expect(paper.get_by_text("We ask for bread.")).to_be_visible()
    expect(paper.get_by_role("button")).to_have_count(0)
    assert paper.evaluate("getComputedStyle(document.documentElement).color") == "rgb(27, 36, 48)"
    source = "getComputedStyle(document.querySelector('.source a[href^=http]'), '::after').content"
    assert "https://example.org/report" in paper.evaluate(source)


@pytest.mark.parametrize("path", ["/bread", "/bread/brief", "/bread/privacy", "/bread/thanks"])
def test_a_printed_page_does_not_begin_with_an_empty_sheet(
    served: Served, paper: Page, path: str
) -> None:
    paper.goto(served.address + path)
    heading = paper.get_by_role("heading", level=1).bounding_box()
    assert heading
    assert heading["y"] < 200
    assert paper.evaluate("getComputedStyle(document.querySelector('main')).breakInside") == "auto"
