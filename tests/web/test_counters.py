"""How many have signed, for pages of others and for whoever asks all the time."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, expect

from campaigner.web.counts import Count, Counts
from petitioners import confirmed_in
from web_visitors import OPEN, Served

T = TypeVar("T")
SVG = "{http://www.w3.org/2000/svg}"


def in_a_loop(work: Coroutine[object, object, T]) -> T:
    """What asynchronous work gives; in a thread, since a browser of other tests has a loop here."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@pytest.mark.slow
def test_a_program_gets_the_count_and_then_nothing_twice(served: Served) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 3})
    with served.visitor(Origin="https://partner.example") as program:
        first = program.get("/bread/count.json")
        tag = first.headers["etag"]
        again = program.get("/bread/count.json", headers={"If-None-Match": f'W/{tag}, "0-0"'})
        other = program.get("/bread/count.json", headers={"If-None-Match": '"0-0"'})
    assert first.json()["signatures"] == 3
    assert tag.startswith('"4-')  # the rows of the ledger: the words, and three signatures
    assert first.headers["access-control-allow-origin"] == "*"
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert (other.status_code, other.json()) == (200, first.json())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "says"), [("en", "Bread: 3 people have signed"), ("xx", "Bread: 3 people")]
)
def test_a_partner_shows_the_count_as_a_picture(served: Served, language: str, says: str) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 3})
    with served.visitor() as partner:
        answer = partner.get(f"/bread/count.svg?language={language}")
        again = partner.get("/bread/count.svg", headers={"If-None-Match": answer.headers["etag"]})
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    title = ElementTree.fromstring(answer.text).find(f"{SVG}title")
    assert title is not None
    assert str(title.text).startswith(says)
    assert again.status_code == 304


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/nothing/count.json", "/nothing/count.svg"])
def test_what_is_not_a_campaign_has_no_count(served: Served, path: str) -> None:
    with served.visitor() as partner:
        assert partner.get(path).status_code == 404


def test_a_count_is_never_older_than_a_second(served: Served) -> None:
    passed = [0.0]
    counts = Counts(served.workspace, lambda: OPEN, lambda: passed[0])

    async def totals() -> list[int]:
        found = [(await counts.of("bread")).total]
        await asyncio.to_thread(confirmed_in, served.workspace, "bread", {"LE93 1AA": 2})
        for passed[0] in (0.9, 1.0):
            found.append((await counts.of("bread")).total)
        return found

    assert in_a_loop(totals()) == [0, 0, 2]


def test_a_petition_is_read_once_for_all_who_wait(served: Served) -> None:
    counts = Counts(served.workspace, lambda: OPEN)

    async def asked() -> list[Count]:
        return list(await asyncio.gather(*(counts.of("bread") for _ in range(50))))

    found = in_a_loop(asked())
    assert all(each is found[0] for each in found)


@pytest.mark.slow
def test_a_page_that_is_left_open_shows_who_signed_meanwhile(
    served: Served, browser: Browser
) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 1})
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(f"{served.address}/bread")
    expect(page.locator(".count")).to_contain_text("1 person has signed")
    confirmed_in(served.workspace, "bread", {"LE93 2AA": 2})
    page.clock.fast_forward(16_000)
    expect(page.locator(".count")).to_contain_text("3 people have signed")
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 3)
    context.close()
