"""People write letters in Chromium: in Welsh, on a phone, with and without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from barriers import barriers
from campaigner.store.database import opened
from letter_writers import POSTCODES, represent, text_of
from web_visitors import Served

pytestmark = pytest.mark.slow


def test_a_welsh_speaker_writes_in_welsh_and_downloads_a_letter_to_the_right_mp(
    served: Served, browser: Browser, tmp_path: Path
) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=True)
    page = phone.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{served.address}/bread?language=cy")
    page.get_by_role("link", name="Ysgrifennwch at eich AS hefyd").click()
    page.get_by_label("Cod post").fill("ll935aa")
    page.get_by_role("button", name="Dod o hyd i’m cynrychiolydd").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Carys Enghraifft")
    sheet = page.frame_locator('iframe[name="letter"]')
    page.get_by_label("Beth ydych chi wedi’i weld?").fill("Rwy’n pobi bob dydd Mawrth.")
    expect(sheet.locator("main")).to_contain_text("Rwy’n pobi bob dydd Mawrth.")  # by itself
    page.get_by_label("Eich enw llawn").fill("Siân Enghraifft")
    expect(sheet.locator(".sender")).to_contain_text("Siân Enghraifft")
    page.get_by_role("button", name="Parhau").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mae eich llythyr yn barod")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Lawrlwytho’r llythyr (PDF)").click()
    saved.value.save_as(tmp_path / "llythyr.pdf")
    text = text_of((tmp_path / "llythyr.pdf").read_bytes())
    assert "Annwyl Carys Enghraifft" in text
    assert "Rwy’n pobi bob dydd Mawrth." in text
    assert "Yn gywir, Siân Enghraifft" in text
    assert said == []  # nothing that the page's own policy stopped
    phone.close()


def test_the_back_button_leads_from_the_finished_letter_to_what_was_typed(
    served: Served, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(f"{served.address}/bread/write")
    page.get_by_label("Postcode").fill("le931aa")
    page.keyboard.press("Enter")
    page.get_by_label("What have you seen?").fill("The toast runs out on Mondays.")
    page.get_by_label("Your full name").fill("Suzie Specimen")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your letter is ready")
    page.go_back()
    expect(page.get_by_label("What have you seen?")).to_have_value("The toast runs out on Mondays.")
    sheet = page.frame_locator('iframe[name="letter"]')
    expect(sheet.locator("main")).to_contain_text("The toast runs out on Mondays.")
    page.close()


def test_a_letter_from_two_seats_is_written_without_javascript(
    served: Served, browser: Browser
) -> None:
    postcodes = [*POSTCODES, ("LE93 3AA", "E14009901"), ("LE93 3AA", "E14009902")]
    with opened(served.workspace.database_path) as database:
        represent(database, served.workspace.root, postcodes)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.address}/bread/write")
    page.get_by_label("Postcode").fill("LE93 3AA")
    page.get_by_role("button", name="Find my representative").click()
    page.get_by_label("Sampleton South").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Your letter to Barnaby Placeholder MP"
    )
    sheet = page.frame_locator('iframe[name="letter"]')
    expect(sheet.locator("body")).to_contain_text("appears here when you press")
    page.get_by_label("What have you seen?").fill("I bake <b>bread</b>.")
    page.get_by_label("Your full name").fill("Suzie Specimen")
    page.get_by_role("button", name="Show the letter").click()
    expect(sheet.locator("main")).to_contain_text("I bake <b>bread</b>.")
    expect(sheet.locator("main b")).to_have_count(0)
    assert page.url.endswith("/bread/write")  # only the frame has changed
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your letter is ready")
    context.close()


def test_somebody_in_jersey_is_told_and_finds_their_mp_by_the_place(
    served: Served, browser: Browser
) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{served.address}/bread/write")
    page.get_by_label("Postcode").fill("JE2 3AB")
    page.get_by_role("button", name="Find my representative").click()
    expect(page.get_by_role("status")).to_contain_text("No MP is elected for Jersey")
    page.get_by_label("The name of your MP").fill("Sampleton North")
    page.get_by_role("button", name="Find my representative").click()
    page.get_by_label("Ada Specimen MP").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your letter to Ada Specimen MP")
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_writing_has_a_barrier_or_scrolls_sideways(
    served: Served, browser: Browser, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 640},
        color_scheme=scheme,  # type: ignore[arg-type]  # one of its words
        reduced_motion="reduce",
    )
    page = context.new_page()

    def check() -> None:
        assert barriers(page) == [], page.title()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.goto(f"{served.address}/bread/write")
    check()
    page.get_by_role("button", name="Find my representative").click()
    expect(page.locator(".summary")).to_be_focused()
    check()
    page.get_by_label("Postcode").fill("LE93 1AA")
    page.get_by_role("button", name="Find my representative").click()
    sheet = page.frame_locator('iframe[name="letter"]')
    expect(sheet.locator("main")).to_contain_text("Many have none.")
    check()
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_title("Error: Your letter to Ada Specimen MP")
    expect(sheet.locator("main")).to_contain_text("Many have none.")
    check()
    page.get_by_label("Your full name").fill("Suzie Specimen")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your letter is ready")
    page.get_by_text("Nothing opens, or the end is missing?").click()
    check()
    context.close()
