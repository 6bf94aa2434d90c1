"""Pages are light, stand still while they load, and ask nothing of anybody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Response

from petitioners import confirmed_in
from web_visitors import Served

pytestmark = pytest.mark.slow

PAGES = ("/", "/bread", "/bread?language=cy", "/bread/privacy", "/bread/write", "/how-we-count")
LARGEST = 60_000  # bytes of page, styles and scripts as they are read, before compression
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) sum += each.value;
  }).observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""


def listened(page: Page) -> list[Response]:
    """What a page is answered from now on."""
    answers: list[Response] = []

    def hear(answer: Response) -> None:
        answers.append(answer)

    page.on("response", hear)
    return answers


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_are_light_and_stand_still(served: Served, browser: Browser, width: int) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 6})
    for path in PAGES:
        context = browser.new_context(viewport={"width": width, "height": 844})
        page = context.new_page()
        answers = listened(page)
        page.goto(served.address + path, wait_until="networkidle")
        assert page.evaluate(SHIFTS) == 0, path
        assert all(each.url.startswith(served.address) for each in answers), path
        read = [each for each in answers if "font" not in each.request.resource_type]
        size = sum(len(each.body()) for each in read if each.request.resource_type != "image")
        assert size < LARGEST, (path, size)
        context.close()
