"""The desk on a phone, in both languages and colour schemes, and by keyboard: no barrier."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from barriers import barriers
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, arrive, sheets_made
from petitioners import confirmed_in

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

OPEN = ("/desk/log-in", "/desk/invitation")
PAGES = (
    "/desk",
    "/desk/account",
    "/desk/account/password",
    "/desk/account/passkeys",
    "/desk/account/second-factor",
    "/desk/organisers",
    "/desk/organisers/add",
    "/desk/organisers/1",
    "/desk/audit",
    "/desk/representatives",
    "/desk/representatives/1",
    "/desk/representatives/1/edit",
    "/desk/representatives/add",
    "/desk/representatives/import",
    "/desk/representatives/map",
    "/desk/representatives/data",
    "/desk/campaigns/bread/pictures",
    "/desk/requests",
    "/desk/requests/add",
    "/desk/mail",
    "/desk/retention",
    "/desk/retention/statement",
    "/desk/retention/processing",
    "/desk/operations",
    "/desk/operations/backups",
    "/desk/operations/log",
    "/desk/operations/email",
    "/desk/settings",
    "/desk/sources",
    "/desk/sources/amira",
    "/desk/campaigns/bread/sources",
    "/desk/campaigns/bread/sources/amira",
    "/desk/stop-contact",
    "/desk/campaigns/bread/partners",
    "/desk/campaigns/bread/partners/sample-bakers",
    "/desk/campaigns/bread/events",
    "/desk/campaigns/bread/ledger",
    "/desk/campaigns/bread/comments",
    "/desk/campaigns/bread/petition",
    "/desk/campaigns/bread/deliveries?place=commons&on=2027-02-11",
    "/desk/campaigns/bread/deliveries/record",
    "/desk/campaigns/bread/remove",
    "/desk/two-people",
    "/desk/campaigns/bread/updates",
    "/desk/campaigns/bread/updates/new",
    "/desk/campaigns/bread/progress",
    "/desk/campaigns/bread/signatures",
    "/desk/campaigns/bread/signatures/1",
    "/desk/campaigns/bread/signatures/suspects",
    "/desk/campaigns/bread/signatures/decisions",
    "/desk/campaigns/bread/signatures/import",
    "/desk/campaigns/bread/paper",
    "/desk/campaigns/bread/paper/print",
    "/desk/campaigns/bread/paper/sheets/22222-2",
)


@pytest.fixture(params=["light", "dark"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme=request.param, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def log_in(page: Page, at_desk: Desk) -> None:
    """An owner logs in, where there are an ambassador, a partner and some signatures."""
    for role in (AccountRole.AMBASSADOR, AccountRole.PARTNER):
        at_desk.account(role)
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 2})
    sheets_made(at_desk, "22222-2")
    arrive(page, at_desk)
    expect(page.get_by_role("heading", level=1)).to_have_text("Campaigns")


def test_no_page_of_the_desk_has_a_barrier_that_axe_finds(at_desk: Desk, phone: Page) -> None:
    for path in OPEN:
        phone.goto(f"{at_desk.served.address}{path}?language=cy")
        assert barriers(phone) == [], path
    phone.goto(f"{at_desk.served.address}/desk/log-in?language=en")
    phone.get_by_role("button", name="Log in", exact=True).click()
    expect(phone.locator(".summary")).to_be_focused()
    assert barriers(phone) == []
    log_in(phone, at_desk)
    for path in PAGES:
        phone.goto(f"{at_desk.served.address}{path}")
        assert barriers(phone) == [], path
        width = phone.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, path
    phone.get_by_role("button", name="Menu").click()
    assert barriers(phone) == []


def test_pages_enlarged_to_400_per_cent_need_no_scrolling_sideways(
    at_desk: Desk, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 256})
    page = context.new_page()
    log_in(page, at_desk)
    for language in ("en", "cy"):
        for path in PAGES:
            mark = "&" if "?" in path else "?"
            page.goto(f"{at_desk.served.address}{path}{mark}language={language}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, (path, language)
    context.close()


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard_without_a_script(
    at_desk: Desk, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    log_in(page, at_desk)
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").press("Enter")
    expect(menu.get_by_role("link", name="People at the desk")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").press("Enter")
    menu.get_by_role("link", name="Audit").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Audit")
    context.close()
