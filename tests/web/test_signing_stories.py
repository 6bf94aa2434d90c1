"""People sign in Chromium, on phones and desktops: stories from the form to the count."""

from __future__ import annotations

import email
import email.policy
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from campaigner.store.database import opened
from campaigner.web.app import opened_site
from campaigner.web.mailing import mail_going_out
from campaigner.workspace import Workspace
from letter_writers import POSTCODES, represent
from lying_server import LyingServer, lying_server
from petitioners import words_of
from web_visitors import Served, serving

pytestmark = pytest.mark.slow

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
MAIL = """
[mail]
sender = "act@example.org"
host = "127.0.0.1"
security = "none"
per_minute = 100000
port = {port}
"""


def fill(page: Page, name: str = "Suzie Specimen", postcode: str = "LE93 1AA") -> None:
    page.get_by_label("Your full name").fill(name)
    page.get_by_role("textbox", name="Email address").fill("suzie@example.org")
    page.get_by_role("textbox", name="Postcode").fill(postcode)
    page.get_by_label("I agree that").check()


def sign(page: Page) -> None:
    page.get_by_role("button", name="Sign this petition").click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def rows(served: Served, question: str) -> list[tuple[object, ...]]:
    with opened(served.workspace.database_path) as database:
        return [tuple(row) for row in database.execute(question).fetchall()]


def states(served: Served) -> list[str]:
    return [str(state) for (state,) in rows(served, "SELECT state FROM signatures ORDER BY id")]


@pytest.fixture
def post(represented: Workspace, bread: Path) -> Iterator[tuple[Served, LyingServer]]:
    """The pages beside a mail server on loopback, to which their own worker sends."""
    with lying_server() as server:
        settings = represented.root / "campaigner.toml"
        text = re.sub(r"(?ms)^\[mail\].*?(?=^\[|\Z)", "", settings.read_text("utf-8"))
        for table, line in (
            ("organisation", 'name = "Sample Rights"'),
            ("web", 'address = "https://rights.example.org"'),
        ):
            text = text.replace(f"[{table}]\n", f"[{table}]\n{line}\n", 1)
        settings.write_text(text + MAIL.format(port=server.port), "utf-8")
        workspace = Workspace(represented.root)
        with (
            serving(workspace) as served,
            opened_site(workspace, served.clock) as site,
            mail_going_out(site),
        ):
            yield served, server


def arrived(server: LyingServer, number: int) -> list[str]:
    """The texts of the mails, once so many have come."""
    for _ in range(400):
        if len(server.mails) >= number:
            break
        threading.Event().wait(0.05)
    assert len(server.mails) >= number
    mails = [email.message_from_bytes(each, policy=email.policy.default) for each in server.mails]
    return [words_of(mail) for mail in mails]


def link(text: str, purpose: str) -> str:
    found = re.search(rf"https?://\S+?/{purpose}/\S+", text)
    assert found, text
    return urlsplit(found[0]).path


def test_a_household_signs_on_one_phone_by_mail_and_one_of_them_withdraws(
    post: tuple[Served, LyingServer], browser: Browser
) -> None:
    served, server = post
    phone = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = phone.new_page()
    for name in ("Suzie Specimen", "Sam Specimen", "Suzie Specimen"):  # one of them twice
        page.goto(f"{served.address}/bread")
        fill(page, name)
        sign(page)
        heading(page, "Check your inbox")
        served.clock.moment += timedelta(minutes=2)  # sooner, an organiser would look first
    assert states(served) == ["pending", "pending"]
    links = [link(text, "confirm") for text in arrived(server, 2)]
    first, second = phone.new_page(), phone.new_page()
    first.goto(served.address + links[0])
    second.goto(served.address + links[1])
    for tab in (first, second):  # each button is about its own link
        tab.get_by_role("button", name="Confirm my signature").click()
        heading(tab, "Thank you")
    assert states(served) == ["confirmed", "confirmed"]
    first.go_back()
    first.reload()
    page.goto(f"{served.address}/bread")
    expect(page.locator(".count")).to_contain_text("2 people have signed")
    page.goto(served.address + link(arrived(server, 3)[-1], "withdraw"))
    page.get_by_role("button", name="Withdraw my signature").click()
    heading(page, "Your signature is withdrawn")
    page.reload()
    assert sorted(states(served)) == ["confirmed", "withdrawn"]
    served.clock.moment = served.clock.moment.replace(second=30)
    page.goto(f"{served.address}/bread")
    expect(page.locator(".count")).to_contain_text("1 person has signed")
    phone.close()


def test_a_postcode_in_two_seats_asks_which_and_an_unknown_one_signs_without(
    served: Served, browser: Browser
) -> None:
    postcodes = [*POSTCODES, ("LE93 3AA", "E14009901"), ("LE93 3AA", "E14009902")]
    with opened(served.workspace.database_path) as database:
        represent(database, served.workspace.root, postcodes)
    page = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(f"{served.address}/bread")
    fill(page, postcode="LE93 3AA")
    sign(page)
    expect(page.get_by_role("group", name="Where do you live?")).to_be_visible()
    expect(page).to_have_title("Error: Bread")
    expect(page.get_by_role("alert")).to_contain_text("Choose where you live")
    expect(page.get_by_role("group", name="Where do you live?")).to_have_accessible_description(
        "Choose where you live"
    )
    sign(page)  # nothing was chosen: it is asked again, and what was typed is kept
    page.get_by_role("link", name="Choose where you live").click()
    expect(page.get_by_role("group", name="Where do you live?")).to_be_focused()
    page.get_by_label("Sampleton South").check()
    sign(page)
    heading(page, "Check your inbox")
    page.goto(f"{served.address}/bread")
    fill(page, "Sam Sample", "ZE1 0AA")
    page.get_by_role("textbox", name="Email address").fill("sam@example.org")
    sign(page)
    heading(page, "Check your inbox")
    assert rows(served, "SELECT area FROM signatures ORDER BY id") == [("E14009902",), ("",)]
    page.context.close()


def test_a_petition_closes_at_local_midnight_and_an_open_form_is_answered_kindly(
    served: Served, browser: Browser
) -> None:
    served.clock.moment = datetime(2027, 6, 10, 22, 59, 50, tzinfo=UTC)  # 23:59:50 in London
    page = browser.new_context(viewport=DESKTOP).new_page()
    page.goto(f"{served.address}/bread")
    fill(page)
    served.clock.moment = datetime(2027, 6, 10, 23, 0, 0, tzinfo=UTC)
    with page.expect_response("**/bread") as answer:
        sign(page)
    assert answer.value.status == 410
    heading(page, "Bread")
    expect(page.get_by_role("alert")).to_contain_text("Your signature came too late")
    expect(page.get_by_role("main")).to_contain_text("This petition is closed")
    expect(page.get_by_role("main")).to_contain_text("Closed on 10 June 2027")
    expect(page.get_by_role("main")).not_to_contain_text("Suzie")
    assert states(served) == []
    page.goto(f"{served.address}/bread")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.context.close()


def test_a_form_that_is_sent_twice_as_the_connection_was_lost_is_counted_once(
    served: Served, browser: Browser
) -> None:
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(f"{served.address}/bread")
    fill(page)
    lost: list[int] = []

    def lose(route: object) -> None:
        if not lost and route.request.method == "POST":  # type: ignore[attr-defined]
            lost.append(route.fetch(max_redirects=0).status)  # type: ignore[attr-defined]
            route.abort("connectionreset")  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.route("**/bread", lose)
    sign(page)
    page.wait_for_timeout(200)
    assert lost == [303]
    page.goto(f"{served.address}/bread")
    fill(page)
    sign(page)
    heading(page, "Check your inbox")
    page.go_back()
    page.reload()
    assert len(states(served)) == 1
    assert len(rows(served, "SELECT id FROM outbox")) == 1
    page.context.close()


def test_a_screen_reader_hears_the_form_in_order_with_names_hints_and_mistakes(
    served: Served, browser: Browser
) -> None:
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(f"{served.address}/bread")
    expect(page.get_by_role("main")).to_match_aria_snapshot("""
    - heading "Bread" [level=1]
    - heading "Sign the petition" [level=2]
    - textbox "Your full name"
    - textbox "Email address"
    - combobox "Country"
    - textbox "Postcode"
    - group "What may we do?"
    - button "Sign this petition"
    - heading "The petition" [level=2]
    - heading "What we ask" [level=2]
    """)
    assert page.locator("h1, h2, h3").first.inner_text() == "Bread"
    expect(page.get_by_role("textbox", name="Email address")).to_have_accessible_description(
        re.compile("We send one email")
    )
    expect(page.get_by_role("textbox", name="Website")).to_have_count(0)  # for machines alone
    sign(page)
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    name = page.get_by_label("Your full name")
    expect(name).to_have_accessible_description("Enter your full name")
    expect(name).to_have_attribute("aria-invalid", "true")
    page.context.close()
