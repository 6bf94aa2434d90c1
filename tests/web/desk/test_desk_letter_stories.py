"""Letters at the desk in Chromium: watched without reloading, by keyboard, without barriers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from barriers import barriers
from campaigner.jobs.supervising import work_once
from campaigner.store import jobs
from campaigner.store.database import transaction
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, arrive, desk_words, opened_here
from job_makers import PEOPLE, as_csv

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

LETTERS = "/desk/campaigns/bread/letters"


@pytest.fixture(params=[(390, "light", "en"), (1280, "dark", "cy")])
def screen(request: pytest.FixtureRequest) -> tuple[int, str, str]:
    """How wide a screen is, its colours, and in which language the desk speaks."""
    width, scheme, language = request.param
    return width, scheme, language


@pytest.fixture
def page(at_desk: Desk, browser: Browser, screen: tuple[int, str, str]) -> Iterator[Page]:
    """Carol's browser; she is logged in."""
    width, scheme, language = screen
    context = browser.new_context(
        base_url=at_desk.served.address, viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    arrive(page, at_desk, AccountRole.ORGANISER, language=language)
    yield page
    context.close()


def works(at_desk: Desk, over: Event) -> None:
    with opened_here(at_desk.served) as here:
        while not over.is_set():
            work_once(here, clock=lambda: here.now, is_over=over.is_set)
            over.wait(0.1)


def test_carol_writes_letters_by_keyboard_and_sees_them_done(
    at_desk: Desk,
    page: Page,
    screen: tuple[int, str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    w, jobs_words = desk_words("letters", screen[2]), desk_words("jobs", screen[2])
    monkeypatch.setenv("CAMPAIGNER_NOW", at_desk.served.clock().isoformat())
    table = tmp_path / "people.csv"
    table.write_bytes(as_csv(PEOPLE))
    page.goto(LETTERS)
    page.get_by_role("link", name=w["write"]).press("Enter")
    assert barriers(page) == []
    page.get_by_role("button", name=w["look"]).press("Enter")
    expect(page).to_have_title(re.compile(rf"^(Error|Gwall): {w['write']} · "))
    expect(page.locator(".summary")).to_be_focused()
    assert barriers(page) == []
    page.get_by_label(w["table"], exact=True).set_input_files(table)
    page.get_by_label(w["as_zip"]).check()
    page.get_by_role("button", name=w["look"]).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(w["job"]["prepared"])
    assert barriers(page) == []
    page.get_by_role("button", name=w["start"]).press("Enter")
    expect(page.get_by_role("button", name=jobs_words["stop"])).to_be_visible()
    assert barriers(page) == []

    over = Event()
    worker = Thread(target=works, args=(at_desk, over))
    worker.start()
    try:
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text(w["job"]["done"], timeout=60_000)
    finally:
        over.set()
        worker.join()
    assert barriers(page) == []
    with page.expect_download() as fetched:
        page.get_by_role("link", name="letters-bread.zip").click()
    assert fetched.value.path().read_bytes().startswith(b"PK")
    page.goto(LETTERS)
    assert barriers(page) == []
    page.goto(f"{LETTERS}/waiting?days=0")
    assert barriers(page) == []
    page.get_by_role("link", name=w["record"]).first.press("Enter")
    assert barriers(page) == []
    page.get_by_label(w["outcomes_long"]["will-support"]).check()
    page.get_by_role("button", name=w["save"]).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(w["who_waits"])


def test_the_count_renews_itself_while_the_button_keeps_its_focus(
    at_desk: Desk, page: Page, screen: tuple[int, str, str], tmp_path: Path
) -> None:
    w, stop = desk_words("letters", screen[2]), desk_words("jobs", screen[2])["stop"]
    table = tmp_path / "people.csv"
    table.write_bytes(as_csv(PEOPLE))
    page.goto(f"{LETTERS}/new")
    page.get_by_label(w["table"], exact=True).set_input_files(table)
    page.get_by_role("button", name=w["look"]).click()
    page.get_by_role("button", name=w["start"]).click()
    with opened_here(at_desk.served) as here:
        with transaction(here.database) as connection:
            jobs.claim(connection, "test", here.moment, here.moment + 600)
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text(w["job"]["running"])
        page.get_by_role("button", name=stop).focus()
        with transaction(here.database) as connection:
            jobs.progress(connection, 1, "test", 123, 650)
        expect(page.locator(".count")).to_have_text(f"123 {w['of_letters'].format(number=650)}")
        expect(page.get_by_role("button", name=stop)).to_be_focused()
        page.keyboard.press("Enter")
        expect(heading).to_have_text(w["job"]["stopping"])
