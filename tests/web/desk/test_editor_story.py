"""An organiser who never saw a terminal makes a campaign, opens it, and prints a letter."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from barriers import barriers
from desk_people import Desk, arrive
from letter_writers import text_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

WORDS = Path(__file__).parents[3] / "templates" / "web"


def words_of(name: str, language: str) -> Any:
    """The words of pages in a language."""
    return tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))[language]


@dataclass(frozen=True)
class Hands:
    """Somebody at a page with a pointer, or with the keyboard alone."""

    page: Page
    by_keyboard: bool

    def press(self, wanted: Locator) -> None:
        """A link, a button or what opens is found and pressed."""
        if self.by_keyboard:
            self._reach(wanted)
            self.page.keyboard.press("Enter")
        else:
            wanted.click()

    def write(self, label: str, text: str) -> None:
        """A field is found by its whole label, and filled in instead of what is there."""
        field = self.page.get_by_label(re.compile(rf"^{re.escape(label)}(?: \(|$)"))
        if not self.by_keyboard:
            field.click()
            field.fill(text)
            return
        self._reach(field)
        if field.get_attribute("type") == "date":  # the tenth of October, in whatever order
            self.page.keyboard.type(f"1010{text[:4]}")
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(text)

    def _reach(self, wanted: Locator) -> None:
        expect(wanted).to_be_visible()
        element = wanted.element_handle()
        for _ in range(150):
            if element.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"{wanted} cannot be reached with the keyboard.")


@dataclass(frozen=True)
class Said:
    """What the organiser writes, in a language."""

    title: str
    summary: str
    ask: str
    supports: str
    fact: str
    source: str
    letter: str
    looked_for: str
    petition: str
    brief: str
    printed: tuple[str, ...]


SAID = {
    "en": Said(
        "Clean water",
        "Ask your MP for clean rivers.",
        "Support the Clean Rivers Bill.",
        "Everybody is equal before a river.",
        "Sewage went into rivers on most days of last year.",
        "A made-up report, for this test",
        "I swim in our river.",
        "health and well-being",
        "We ask for rivers that are safe to swim in.",
        "Rivers should be clean.",
        ("Sewage went into rivers on most days", "standard of living", "the Clean Rivers Bill"),
    ),
    "cy": Said(
        "Dŵr glân",
        "Gofynnwch i’ch AS am afonydd glân.",
        "Cefnogwch y Bil Afonydd Glân.",
        "Mae pawb yn gyfartal o flaen afon.",
        "Aeth carthion i afonydd y rhan fwyaf o ddyddiau.",
        "Adroddiad dychmygol, ar gyfer y prawf hwn",
        "Rwy’n nofio yn ein hafon.",
        "UDHR 25(1)",
        "Gofynnwn am afonydd y mae’n ddiogel nofio ynddynt.",
        "Dylai afonydd fod yn lân.",
        ("Aeth carthion i afonydd", "safon byw", "y Bil Afonydd Glân"),
    ),
}


@pytest.mark.parametrize(
    ("language", "by_keyboard"), [("en", True), ("cy", False)], ids=["keyboard", "pointer-in-welsh"]
)
def test_a_campaign_is_made_from_nothing_opened_and_a_letter_printed(
    at_desk: Desk, browser: Browser, tmp_path: Path, language: str, *, by_keyboard: bool
) -> None:
    page = browser.new_context(accept_downloads=True).new_page()
    stopped: list[str] = []
    page.on("console", lambda message: stopped.append(f"{page.url} {message.text}"))
    hands, said = Hands(page, by_keyboard), SAID[language]
    w, start = (
        words_of("desk/words/editor", language),
        words_of("desk/words/new_campaign", language),
    )
    public = words_of("words", language)

    def link(name: str) -> Locator:
        return page.get_by_role("link", name=re.compile(f"^{re.escape(name)}")).first

    def button(name: str) -> Locator:
        return page.get_by_role("button", name=name, exact=True)

    def tab(name: str) -> None:
        parts = page.get_by_role("navigation", name=w["parts"])
        called = re.compile(f"^{re.escape(w['tabs'][name])}")
        hands.press(parts.get_by_role("link", name=called).first)

    def save() -> None:
        hands.press(button(w["save"]))
        expect(page.get_by_text(w["saved"], exact=True)).to_be_visible()

    arrive(page, at_desk, language=language)
    hands.press(link(start["menu"]))
    hands.write(start["title"], said.title)
    hands.press(button(start["make"]))
    missing = page.locator(".found").first.locator("li")
    expect(page.get_by_role("heading", name=w["wrong"])).to_be_visible()
    assert missing.count() > 5
    assert barriers(page) == []

    to_write = w["finds"]["still-to-write"].replace("{label}", w["fields"]["summary"])
    hands.press(missing.filter(has_text=to_write).get_by_role("link"))
    hands.write(w["fields"]["summary"], said.summary)
    preview = page.frame_locator('iframe[name="shown"]')
    expect(preview.locator(".lead")).to_have_text(said.summary)  # as it is typed
    save()

    tab("asks")
    hands.press(link("first"))
    hands.write(w["fields"]["ask_text"], said.ask)
    save()

    tab("facts")
    hands.press(link("UDHR 1"))
    hands.write(w["fields"]["supports"], said.supports)
    save()
    hands.press(link(w["add"]["fact"]))
    hands.write(w["fields"]["id"], "sewage")
    hands.write(w["fields"]["fact_text"], said.fact)
    hands.write(w["fields"]["source"], said.source)
    hands.write(w["fields"]["url"], "example")
    hands.write(w["fields"]["as_of"], "2026-10-10")
    hands.write(w["fields"]["review_by"], "2027-10-10")
    hands.press(button(w["save"]))
    expect(page.locator("#url-error")).to_have_text(w["errors"]["invalid_web"])  # beside it
    assert barriers(page) == []
    hands.write(w["fields"]["url"], "https://example.org/rivers")
    save()

    tab("letter")
    hands.press(link(w["change_text"]))
    text = page.get_by_label(w["text"], exact=True)
    hands.write(
        w["text"], f"{said.letter}\n\n{{% if personal %}}\n{{{{ personal }}}}\n{{% endif %}}\n"
    )
    hands.press(page.locator("summary", has_text=re.compile(f"^{w['pieces']['fact']}$")))
    hands.press(page.get_by_role("button", name=re.compile(f"^{said.fact[:20]}")))
    expect(text).to_have_value(re.compile(r'\{\{ fact\("sewage"\) \}\}$'))
    sheet = page.frame_locator('iframe[name="shown"]')
    expect(sheet.locator("main, body").first).to_contain_text(said.fact)
    hands.write(w["words_looked_for"], said.looked_for)
    hands.press(button(w["look_for"]))
    hands.press(button(f"{w['put_quote']} (UDHR 25(1))"))
    hands.press(button(w["pieces"]["asks"]))
    whole = text.input_value()
    hands.write(w["text"], f"{whole}\n\n{{{{ fact('nobody') }}}}\n")
    hands.press(button(w["save"]))
    unknown = w["finds"]["unknown-fact"].replace("{quoted}", "nobody")
    expect(page.locator(".found-here")).to_contain_text(unknown)
    hands.write(w["text"], whole)
    save()
    expect(page.locator(".found-here .is-wrong")).to_have_count(0)

    tab("petition")
    hands.press(link(w["settings"]["petition"]))
    hands.write(w["fields"]["petition_text"], said.petition)
    save()

    tab("brief")
    hands.press(link(w["change_text"]))
    law = '{{ quote("UDHR 1") }}'
    hands.write(w["text"], f"## 1\n\n{said.brief}\n\n## 2\n\n{law}\n\n## 3\n\n{{{{ asks() }}}}\n")
    save()

    tab("overview")
    expect(page.get_by_text(w["ready"])).to_be_visible()
    hands.press(button(w["open"]))
    expect(page.get_by_text(w["is_open"])).to_be_visible()
    assert barriers(page) == []

    hands.press(link(w["to_letter"]))
    hands.write(public["postcode"], "LE93 1AA")
    hands.press(button(public["write"]["find"]))
    hands.write(public["name"], "Suzie Specimen")
    hands.press(button(public["write"]["go_on"]))
    with page.expect_download() as letter:
        hands.press(button(public["write"]["save_pdf"]))
    letter.value.save_as(tmp_path / "letter.pdf")
    printed = " ".join(text_of((tmp_path / "letter.pdf").read_bytes()).split())
    assert [words for words in said.printed if words not in printed] == []
    assert [each for each in stopped if "status of 422" not in each] == []  # stopped by a policy
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
