"""What a screen reader says of each page, in its order: landmarks, headings, fields and buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from petitioners import confirmed_in
from web_visitors import Served

pytestmark = pytest.mark.slow

_SAID = re.compile(
    r"^\s*- '?(?P<role>banner|navigation|main|contentinfo|alert|heading|textbox|combobox|checkbox"
    r"|radio|button|group|table|progressbar|iframe|status)\b"
    r"(?: \"(?P<name>[^\"]*)\")?(?P<more>[^:\n]*)",
    re.MULTILINE,
)


def said(page: Page) -> str:
    """A line for each landmark, heading, field and button, as the accessibility tree has them."""
    lines = []
    for found in _SAID.finditer(page.locator("body").aria_snapshot()):
        role, name, more = found["role"], found["name"] or "", found["more"]
        level = re.search(r"level=(\d)", more)
        lines.append(f"{f'h{level[1]}' if level else role} {name[:48]}".strip())
    return "\n".join(lines)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


FORM = """
h2 Sign the petition
textbox Your full name
textbox Email address
combobox Country
textbox Postcode
group What may we do?
checkbox I agree that Sample Rights uses my name, email a
checkbox Yes, send the letter “Bread” in my name to my MP
button Sign this petition"""
AFTER_FORM = """
h2 The petition
h2 What we ask
h2 What we know
h2 Where people signed
table Where people signed"""
ORDERS = {
    "/bread": f"""
h1 Bread
progressbar Signatures{FORM}{AFTER_FORM}""",
    "/bread/brief": """
h1 Policy briefing
navigation On this page
h2 At a glance: what we ask
h2 Authorities
h3 Universal Declaration of Human Rights""",
    "/bread/thanks": """
h1 Thank you
h2 Now write to your MP
h2 Tell a friend
button Copy the link
status""",
    "/bread/write": """
h1 Write to the person who represents you
textbox Postcode
group
button Find my representative""",
    "/my-data": """
h1 Your data
textbox Email address
button Send me a link""",
    "/how-we-count": """
h1 How we count
h2 One person, one signature
h2 What a signature can be used for
h2 Which words were signed
h2 What anybody can check
h2 What we do not publish""",
    "/nothing": """
h1 Page not found""",
}
"""What is said of each page between its head and its foot."""


def framed(order: str, head: str = "") -> str:
    return f"banner\nnavigation Languages{head}\nmain{order}\ncontentinfo"


@pytest.mark.parametrize("path", ORDERS)
def test_a_page_is_said_in_its_order(served: Served, page: Page, path: str) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 6})
    page.goto(served.address + path)
    assert said(page) == framed(ORDERS[path])


def test_a_form_with_mistakes_says_them_before_it(served: Served, page: Page) -> None:
    page.goto(f"{served.address}/bread")
    page.get_by_role("button", name="Sign this petition").click()
    order = f"\nh1 Bread\nalert\nh2 There is a problem{FORM}"
    after = "\nh2 The petition\nh2 What we ask\nh2 What we know"
    assert said(page) == framed(order + after, "\nbutton Cymraeg")


def test_a_frame_of_a_partner_has_the_form_alone(served: Served, page: Page) -> None:
    page.goto(f"{served.address}/embed/bread")
    assert said(page) == f"main\nh1 Bread{FORM}"


def test_the_front_page_is_said_by_what_can_be_done_now(served: Served, page: Page) -> None:
    page.goto(served.address)
    lines = said(page).splitlines()
    assert lines.index("h2 Open now") < lines.index("h3 Bread") < lines.index("h2 To come")
    assert lines.count("h1 Campaigns") == 1


@pytest.mark.parametrize("path", ["/", "/bread", "/bread/brief", "/bread/privacy", "/bread/write"])
def test_no_level_of_headings_is_passed_over(served: Served, page: Page, path: str) -> None:
    page.goto(served.address + path)
    levels = [int(line[1]) for line in said(page).splitlines() if re.match(r"h\d ", line)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
