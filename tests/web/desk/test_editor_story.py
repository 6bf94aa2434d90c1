"""An organiser who never saw a terminal makes a campaign, opens it, and prints a letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from barriers import barriers
from desk_people import Desk, arrive
from letter_writers import text_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def saved(page: Page) -> None:
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


def tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Parts of the campaign").get_by_role(
        "link", name=re.compile(f"^{name}")
    ).click()


def test_a_campaign_is_made_from_nothing_opened_and_a_letter_printed(
    at_desk: Desk, browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_context(accept_downloads=True).new_page()
    stopped: list[str] = []
    page.on("console", lambda message: stopped.append(f"{page.url} {message.text}"))
    arrive(page, at_desk)

    page.get_by_role("link", name="Start a campaign").click()
    page.get_by_label("Title").focus()
    page.keyboard.type("Clean water")  # no pointer: from field to field, and Enter
    page.keyboard.press("Enter")
    expect(page.get_by_text("things are missing before it can open")).to_be_visible()
    missing = page.locator(".found").first.locator("li")
    first_count = missing.count()
    assert first_count > 5
    assert barriers(page) == []

    missing.filter(has_text="Summary (en)").get_by_role("link").click()
    page.get_by_label("Summary").fill("Ask your MP for clean rivers.")
    preview = page.frame_locator('iframe[name="shown"]')
    expect(preview.locator(".lead")).to_have_text("Ask your MP for clean rivers.")  # as it is typed
    saved(page)

    tab(page, "What we ask")
    page.get_by_role("link", name="first").click()
    page.get_by_label("What we ask").fill("Support the Clean Rivers Bill.")
    saved(page)

    tab(page, "Facts")
    page.get_by_role("link", name="UDHR 1").click()
    page.get_by_label("What it supports").fill("Everybody is equal before a river.")
    saved(page)
    page.get_by_role("link", name="Add a fact").click()
    page.get_by_label("Short name").fill("sewage")
    page.get_by_label("What is so").fill("Sewage went into rivers on most days of last year.")
    page.get_by_label("Source", exact=True).fill("A made-up report, for this test")
    page.get_by_label("Web address of the source").fill("example")
    page.get_by_label("As of").fill("2026-10-01")
    page.get_by_label("Look at it again by").fill("2027-10-01")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#url-error")).to_contain_text("not a valid web address")  # beside it
    assert barriers(page) == []
    page.get_by_label("Web address of the source").fill("https://example.org/rivers")
    saved(page)

    tab(page, "Letter")
    page.get_by_role("link", name=re.compile("^Change")).first.click()
    text = page.get_by_label("Text", exact=True)
    text.fill("I swim in our river.\n\n{% if personal %}\n{{ personal }}\n\n{% endif %}\n")
    text.press("Control+End")
    page.locator("summary", has_text="Fact").click()
    page.get_by_role("button", name=re.compile("^Sewage went")).click()
    expect(text).to_have_value(re.compile(r'\{\{ fact\("sewage"\) \}\}$'))
    sheet = page.frame_locator('iframe[name="shown"]')
    expect(sheet.locator("main, body").first).to_contain_text("Sewage went into rivers")
    page.get_by_label("Words, or a place").fill("health and well-being")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("button", name=re.compile(r"Put in its words \(UDHR 25\(1\)\)")).click()
    page.get_by_role("button", name="What we ask").click()
    text.press("Control+End")
    text.press_sequentially("\n\n{{ fact('nobody') }}\n")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".found-here")).to_contain_text("unknown fact “nobody”", ignore_case=True)
    text.fill(text.input_value().replace("{{ fact('nobody') }}", ""))
    saved(page)
    expect(page.locator(".found-here .is-wrong")).to_have_count(0)

    tab(page, "Petition")
    page.get_by_role("link", name="Change the words and the goal").click()
    page.get_by_label("What people sign").fill("We ask for rivers that are safe to swim in.")
    saved(page)

    tab(page, "Brief")
    page.get_by_role("link", name=re.compile("^Change")).click()
    text.fill(
        "## Summary\n\nRivers should be clean.\n\n## What the law says\n\n"
        '{{ quote("UDHR 1") }}\n\n## What we ask\n\n{{ asks() }}\n'
    )
    saved(page)

    tab(page, "Overview")
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    page.get_by_role("button", name="Open the petition today").click()
    expect(page.get_by_text("The petition is open")).to_be_visible()
    assert barriers(page) == []

    page.get_by_role("link", name="Write a letter").click()
    page.get_by_label("Postcode").fill("LE93 1AA")
    page.keyboard.press("Enter")
    page.get_by_label("Your full name").fill("Suzie Specimen")
    page.get_by_role("button", name="Continue").click()
    with page.expect_download() as letter:
        page.get_by_role("button", name="Download the letter (PDF)").click()
    letter.value.save_as(tmp_path / "letter.pdf")
    printed = text_of((tmp_path / "letter.pdf").read_bytes())
    assert "Sewage went into rivers on most days of last year." in printed
    assert "standard of living" in printed
    assert "support the Clean Rivers Bill" in printed
    assert [said for said in stopped if "status of 422" not in said] == []  # stopped by a policy
    page.context.close()


def test_the_editor_holds_without_a_script_on_a_phone_in_welsh(
    at_desk: Desk, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    arrive(page, at_desk)
    for path in ("", "/lists/facts", "/parts/fact/loaves", "/texts/letter.cy.md", "/languages"):
        page.goto(f"{at_desk.served.address}/desk/campaigns/bread/editor{path}?language=cy")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, path
    page.goto(f"{at_desk.served.address}/desk/campaigns/bread/editor/texts/letter.cy.md")
    page.get_by_role("button", name="Dangos sut mae’n edrych").click()
    expect(page.frame_locator('iframe[name="shown"]').locator("body")).to_contain_text("Annwyl")
    context.close()
