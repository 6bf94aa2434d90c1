"""Every address of the desk, asked for by each role and by nobody: only what the table allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import httpx
import pytest

from campaigner.organisers.permissions import RULES, may
from campaigner.vocabulary.desk import AccountRole
from campaigner.web.app import ROUTES
from campaigner.web.desk.accounts import OPEN
from campaigner.web.desk.frame.desk_page import DeskPage
from campaigner.web.desk.routes import PAGES
from conftest import BREAD
from desk_people import Desk

PARTS = {
    "campaign": ("bread", "cake", "nothing"),
    "source": ("amira", "omar", "nothing"),
    "partner": ("{own}", "millers", "nothing"),
}
"""Their own, that of others, and what is not there."""


def addresses(page: DeskPage, partner: str = "bakers") -> Iterator[tuple[str, dict[str, str]]]:
    """The addresses of a page, and what each is about."""
    named = [name for name in PARTS if f"{{{name}}}" in page.path]
    for chosen in product(*(PARTS[name] for name in named)):
        filled = [each.replace("{own}", partner) for each in chosen]
        parts = dict(zip(named, filled, strict=True))
        path = page.path
        for name, value in parts.items():
            path = path.replace(f"{{{name}}}", value)
        yield re.sub(r"\{[^}]+\}", "1", path), parts


def asked(visitor: httpx.Client, method: str, path: str) -> httpx.Response:
    data = {"campaign": "cake", "role": "owner"} if method == "POST" else None
    return visitor.request(method, path, data=data, follow_redirects=False)


def test_every_address_of_the_desk_is_an_act_or_open_to_everybody() -> None:
    at_desk = {route.path for route in ROUTES if route.path.startswith("/desk")}
    assert at_desk == {page.path for page in PAGES} | {route.path for route in OPEN}
    assert not {page.path for page in PAGES} & {route.path for route in OPEN}
    assert {route.path for route in OPEN} == {
        "/desk/log-in",
        "/desk/log-in/passkey",
        "/desk/log-out",
        "/desk/second-factor",
        "/desk/invitation",
        "/desk/invitation/{token}",
    }
    for page in PAGES:
        assert page.act in RULES, page.path


def test_no_two_pages_answer_the_same() -> None:
    found = [(page.path, method) for page in PAGES for method in page.methods]
    assert len(found) == len(set(found))


def test_what_changes_something_is_not_a_link() -> None:
    for page in PAGES:
        assert set(page.methods) <= {"GET", "POST"}, page.path


def test_nobody_is_led_to_log_in_whatever_they_ask_for(at_desk: Desk) -> None:
    nobody = at_desk.visitor()
    stranger = at_desk.visitor()
    stranger.cookies.set("desk", "x" * 43)
    for page in PAGES:
        for method, visitor in product(page.methods, (nobody, stranger)):
            for path, _ in addresses(page):
                answer = asked(visitor, method, path)
                assert answer.status_code == 303, path
                assert answer.headers["Location"] == "/desk/log-in"
                assert answer.headers["Cache-Control"] == "no-store"
                assert answer.content == b""


@pytest.mark.slow
@pytest.mark.parametrize("role", AccountRole)
def test_each_role_gets_what_the_table_allows_and_nothing_else(
    at_desk: Desk, role: AccountRole
) -> None:
    BREAD.write_to(at_desk.served.workspace.campaigns_folder / "cake")
    account = at_desk.account(role)
    visitor = at_desk.logged_in(role)
    refusals = set()
    for page in PAGES:
        for method, (path, parts) in product(
            page.methods, addresses(page, account.partner or "bakers")
        ):
            if may(account, page.act, **parts):
                answer = asked(visitor, method, path) if method == "GET" else None
                assert not answer or answer.status_code < 500, path
                assert not answer or answer.status_code != 403, path
                continue
            answer = asked(visitor, method, path)
            assert answer.status_code == 403, (role, method, path)
            assert answer.headers["Cache-Control"] == "no-store"
            body = re.sub(r'(?s)<nav class="languages".*?</nav>', "", answer.text)
            refusals.add((method, body))
    for method in ("GET", "POST"):  # the same, whether what was asked for is there or not
        assert len([each for each, _ in refusals if each == method]) <= 1


@pytest.mark.slow
def test_pages_for_supporters_know_nothing_of_who_is_at_the_desk(at_desk: Desk) -> None:
    owner, nobody = at_desk.logged_in(), at_desk.visitor()
    for path in ("/", "/bread", "/bread/write", "/my-data", "/how-we-count"):
        one, other = owner.get(path), nobody.get(path)
        assert (one.status_code, one.text) == (other.status_code, other.text), path
