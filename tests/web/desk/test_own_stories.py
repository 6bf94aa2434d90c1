"""An ambassador, a partner and an auditor in a browser: pointer and keyboard, both languages."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from account_holders import PASSWORD, invite, mailed_tokens
from campaigner.petitions.opening import open_petition
from campaigner.petitions.proof.checkpoints import make_checkpoint
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, arrive, desk_words, opened_here
from petitioners import confirmed_in
from web_visitors import SIGNING, path_mailed

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

OTHER = "nine tall herons whistle"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_olive_who_never_saw_a_terminal_gets_to_the_desk_by_her_mail(
    at_desk: Desk, page: Page
) -> None:
    with opened_here(at_desk.served) as here:
        invite(here)
        (token,) = mailed_tokens(here)
    page.goto(f"{at_desk.served.address}/desk/invitation/{token}")
    assert token not in page.url
    page.get_by_label("New password").fill("password1234")
    page.keyboard.press("Enter")
    expect(page.locator(".summary")).to_be_focused()
    page.get_by_role("link", name="one of the first that others would try").click()
    expect(page.get_by_label("New password")).to_be_focused()
    page.keyboard.type(OTHER)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second factor")
    page.get_by_role("link", name="Not now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Campaigns")
    page.get_by_role("button", name="Log out").click()
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")


@pytest.mark.parametrize(("language", "link"), [("en", "Your source"), ("cy", "Eich ffynhonnell")])
def test_an_ambassador_sees_their_own_source_only(
    at_desk: Desk, page: Page, language: str, link: str
) -> None:
    arrive(page, at_desk, AccountRole.AMBASSADOR, language=language)
    suzie = at_desk.visitor()
    suzie.post("/bread", data={**SIGNING, "source": "amira"})
    suzie.get(path_mailed(at_desk.served, "confirm", "confirm"))
    suzie.post("/confirm")
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 6})
    menu = page.get_by_role("navigation").filter(has=page.locator(".me"))
    expect(menu.get_by_role("link")).to_have_count(2)  # the campaigns, and the account
    page.get_by_role("link", name=link).first.press("Enter")
    expect(page.locator(".figures dd").first).to_have_text("1")
    expect(page.locator("#link")).to_have_value("https://example.org/bread?source=amira")
    refused = page.goto(f"{at_desk.served.address}/desk/campaigns/bread/sources/omar")
    assert refused
    assert refused.status == 403


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_partner_downloads_their_own_consents_only(
    at_desk: Desk, page: Page, tmp_path: Path, language: str
) -> None:
    own, log_in = desk_words("own_consents", language), desk_words("log_in", language)
    arrive(page, at_desk, AccountRole.PARTNER, language=language)
    mo = at_desk.visitor()
    yes = {"consents": "sample-bakers/news/email", "email": "mo@example.org"}
    mo.post("/bread", data={**SIGNING, **yes})
    mo.get(path_mailed(at_desk.served, "confirm", "confirm"))
    mo.post("/confirm")
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 6})
    clock = at_desk.served.clock
    clock.moment = clock.moment.replace(minute=20)
    page.get_by_role("link", name=own["menu"]).first.click()
    page.get_by_role("button", name=own["button"]).click()
    page.get_by_label(log_in["password"]).fill(PASSWORD)
    with page.expect_download() as coming:
        page.get_by_role("button", name=log_in["again_button"]).press("Enter")
    coming.value.save_as(tmp_path / "people.csv")
    with (tmp_path / "people.csv").open(encoding="utf-8", newline="") as file:
        assert [row["email"] for row in csv.DictReader(file)] == ["mo@example.org"]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_an_auditor_checks_a_receipt_and_draws_a_sample(
    at_desk: Desk, page: Page, tmp_path: Path, language: str
) -> None:
    ledger = desk_words("ledger", language)
    suzie = at_desk.visitor()
    suzie.post("/bread", data=SIGNING)
    suzie.get(path_mailed(at_desk.served, "confirm", "confirm"))
    suzie.post("/confirm")
    receipt = suzie.get("/bread/receipt").text
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 6})
    with opened_here(at_desk.served) as here:
        make_checkpoint(open_petition(here, "bread"))
    arrive(page, at_desk, AccountRole.AUDITOR, language=language)
    page.get_by_role("link", name=ledger["menu"]).first.click()
    page.get_by_label(ledger["evidence"]).fill(receipt)
    page.get_by_role("button", name=ledger["verify_button"]).press("Enter")
    expect(page.get_by_role("status").first).to_contain_text(
        ledger["receipt_counts"].format(number=2)
    )
    page.get_by_label(ledger["seed"]).fill("5 12 23 31 44 58")
    page.get_by_label(ledger["size"]).fill("3")
    with page.expect_download() as coming:
        page.get_by_role("button", name=ledger["sample_button"]).click()
    worksheet = tmp_path / "worksheet.csv"
    coming.value.save_as(worksheet)
    with worksheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3
    with worksheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows([{**row, "found": "real"} for row in rows])
    page.get_by_label(ledger["worksheet"]).set_input_files(worksheet)
    page.get_by_role("button", name=ledger["found_button"]).press("Enter")
    expect(page.get_by_role("status").first).to_contain_text(
        ledger["estimate"].rpartition("{number}")[2].format(total=7)
    )
