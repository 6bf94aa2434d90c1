"""Letters at the desk in Chromium: watched without reloading, by keyboard, without barriers."""

from __future__ import annotations

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
from desk_people import Desk, arrive, opened_here
from job_makers import PEOPLE, as_csv

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

LETTERS = "/desk/campaigns/bread/letters"


@pytest.fixture(params=[(390, "light"), (1280, "dark")])
def page(at_desk: Desk, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Carol's browser; she is logged in."""
    width, scheme = request.param
    context = browser.new_context(
        base_url=at_desk.served.address, viewport={"width": width, "height": 844},
        color_scheme=scheme, reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    arrive(page, at_desk, AccountRole.ORGANISER)
    yield page
    context.close()


def works(at_desk: Desk, over: Event) -> None:
    with opened_here(at_desk.served) as here:
        while not over.is_set():
            work_once(here, clock=lambda: here.now, is_over=over.is_set)
            over.wait(0.1)


def test_carol_writes_letters_by_keyboard_and_sees_them_done(
    at_desk: Desk, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", at_desk.served.clock().isoformat())
    table = tmp_path / "people.csv"
    table.write_bytes(as_csv(PEOPLE))
    page.goto(LETTERS)
    page.get_by_role("link", name="Write letters for many people").press("Enter")
    assert barriers(page) == []
    page.get_by_role("button", name="Upload and look").press("Enter")
    expect(page).to_have_title("Error: Write letters for many people · Bread · Desk")
    expect(page.locator(".summary")).to_be_focused()
    assert barriers(page) == []
    page.get_by_label("Table", exact=True).set_input_files(table)
    page.get_by_label("A zip with a file for each letter").check()
    page.get_by_role("button", name="Upload and look").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look before you start")
    assert barriers(page) == []
    page.get_by_role("button", name="Write the letters").press("Enter")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    assert barriers(page) == []

    over = Event()
    worker = Thread(target=works, args=(at_desk, over))
    worker.start()
    try:
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text("The letters are written", timeout=60_000)
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
    page.get_by_role("link", name="Record a reply").first.press("Enter")
    assert barriers(page) == []
    page.get_by_label("They will support what is asked").check()
    page.get_by_role("button", name="Record the reply").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who has not answered")


def test_the_count_renews_itself_while_the_button_keeps_its_focus(
    at_desk: Desk, page: Page, tmp_path: Path
) -> None:
    table = tmp_path / "people.csv"
    table.write_bytes(as_csv(PEOPLE))
    page.goto(f"{LETTERS}/new")
    page.get_by_label("Table", exact=True).set_input_files(table)
    page.get_by_role("button", name="Upload and look").click()
    page.get_by_role("button", name="Write the letters").click()
    with opened_here(at_desk.served) as here:
        with transaction(here.database) as connection:
            jobs.claim(connection, "test", here.moment, here.moment + 600)
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text("The letters are being written")
        page.get_by_role("button", name="Stop").focus()
        with transaction(here.database) as connection:
            jobs.progress(connection, 1, "test", 123, 650)
        expect(page.locator(".count")).to_have_text("123 of about 650 letters")
        expect(page.get_by_role("button", name="Stop")).to_be_focused()
        page.keyboard.press("Enter")
        expect(heading).to_have_text("The letters in hand are being finished")
