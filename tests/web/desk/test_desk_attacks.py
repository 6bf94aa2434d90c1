"""Those who want into the desk without an account: guesses, stolen cookies, other sites."""

from __future__ import annotations

import re
from itertools import pairwise

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response

from account_holders import PASSWORD
from campaigner.organisers import passwords
from campaigner.organisers.attempts import FREE, FROM_A_NETWORK
from campaigner.vocabulary.desk import AccountRole
from campaigner.web.desk.frame.cookies import keep_token, said_token
from desk_people import Desk, heading, hidden, log_in
from web_visitors import raw, statuses

pytestmark = pytest.mark.slow

MODERATORS = "moderator@example.org"


def cookie(answer: httpx.Response | Response, name: str = "desk") -> str:
    """What the browser is told to keep."""
    told = [value for key, value in answer.headers.items() if key == "set-cookie"]
    found = [each for each in told if each.startswith(f"{name}=")]
    assert found, answer.headers
    return found[-1]


def token_in(visitor: httpx.Client) -> str:
    return str(visitor.cookies.get("desk"))


def with_token(at_desk: Desk, token: str) -> httpx.Client:
    """Somebody else's browser, with a cookie that they came by."""
    visitor = at_desk.visitor()
    visitor.cookies.set("desk", token)
    return visitor


def at_first_page(visitor: httpx.Client) -> bool:
    return visitor.get("/desk").url.path == "/desk"


def test_a_token_from_before_logging_in_is_worthless(at_desk: Desk) -> None:
    """Session fixation: a token that Mallory set in Olive's browser does not become hers."""
    at_desk.account(AccountRole.OWNER)
    set_by_mallory = "A" * 43
    olive = with_token(at_desk, set_by_mallory)
    olive.get("/desk/log-in")
    olive.cookies.clear()
    olive.cookies.set("desk", set_by_mallory)
    answer = olive.post(
        "/desk/log-in",
        data={"email": "owner@example.org", "password": PASSWORD},
        follow_redirects=False,
    )
    assert set_by_mallory not in cookie(answer)
    assert not at_first_page(with_token(at_desk, set_by_mallory))


def test_logging_in_again_ends_the_session_that_the_browser_had(at_desk: Desk) -> None:
    at_desk.account(AccountRole.OWNER)
    olive = at_desk.logged_in()
    before = token_in(olive)
    answer = olive.post("/desk/log-in", data={"email": "owner@example.org", "password": PASSWORD})
    assert answer.url.path == "/desk"
    assert token_in(olive) != before
    assert not at_first_page(with_token(at_desk, before))


@pytest.mark.parametrize("how", ["out", "idle", "long", "removed", "changed"])
def test_a_stolen_token_is_worth_nothing_once_its_session_has_ended(
    at_desk: Desk, how: str
) -> None:
    owner, omar = at_desk.logged_in(), at_desk.logged_in(AccountRole.MODERATOR)
    stolen, clock = token_in(omar), at_desk.served.clock
    number = at_desk.account(AccountRole.MODERATOR).id
    assert at_first_page(with_token(at_desk, stolen))
    if how == "out":
        omar.post("/desk/log-out")
    elif how == "idle":
        clock.moment = clock.moment.replace(minute=31)
    elif how == "long":
        clock.moment = clock.moment.replace(day=12)
    elif how == "removed":
        owner.post(f"/desk/organisers/{number}/remove")
    else:
        data = {"role": "typist", "campaigns": "bread"}
        owner.post(f"/desk/organisers/{number}/role", data=data)
    assert not at_first_page(with_token(at_desk, stolen))


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(at_desk: Desk) -> None:
    at_desk.account(AccountRole.OWNER)
    visitor = at_desk.visitor()
    form = {"email": "owner@example.org", "password": PASSWORD}
    answer = visitor.post("/desk/log-in", data=form, follow_redirects=False)
    kept = cookie(answer)
    assert "HttpOnly" in kept
    assert "SameSite=lax" in kept
    assert "Domain" not in kept
    assert "Max-Age" not in kept  # it goes when the browser is closed


def test_over_tls_the_cookie_belongs_to_this_host_alone() -> None:
    request = Request({"type": "http", "scheme": "https", "headers": []})
    response = Response()
    keep_token(request, response, "token")
    kept = cookie(response, "__Host-desk")
    assert "Secure" in kept
    assert "Path=/" in kept
    assert "Domain" not in kept
    assert said_token(request, response)


def test_guesses_have_to_wait_and_are_told_how_long(at_desk: Desk) -> None:
    at_desk.account(AccountRole.MODERATOR)
    mallory = at_desk.visitor()
    for _ in range(FREE):
        assert log_in(mallory, MODERATORS, "guess").status_code == 422
    waits = log_in(mallory, MODERATORS, PASSWORD)  # also with the right one
    assert waits.status_code == 429
    assert waits.headers["Retry-After"] == "30"
    assert "Try again in a minute" in waits.text
    clock = at_desk.served.clock
    clock.moment = clock.moment.replace(second=31)
    assert log_in(mallory, MODERATORS, PASSWORD).url.path == "/desk"


def test_stuffing_from_one_network_has_to_wait(at_desk: Desk) -> None:
    """Passwords of other sites, one for each of many addresses."""
    mallory = at_desk.visitor()
    answers = [
        mallory.post(
            "/desk/log-in",
            data={"email": f"person{each}@example.org", "password": "stuffed"},
        ).status_code
        for each in range(FROM_A_NETWORK + 2)
    ]
    assert answers == [422] * FROM_A_NETWORK + [429] * 2


def test_nobody_learns_who_has_an_account(at_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same page after the same work, whoever is asked for."""
    at_desk.account(AccountRole.MODERATOR)
    mallory, seen = at_desk.visitor(), []
    checked = []
    hasher = passwords._hasher()

    class Counted:
        def verify(self, kept: str, text: str) -> bool:
            checked.append(kept.rsplit("$", 2)[0])
            return bool(hasher.verify(kept, text))

    monkeypatch.setattr(passwords, "_hasher", Counted)
    for address in (MODERATORS, "nobody@example.org", "not an address", ""):
        for _ in range(FREE + 1):
            answer = log_in(mallory, address, "guess")
            text = re.sub(r'(value|data-passkey)="[^"]*"', "", answer.text)
            seen.append((answer.status_code, text, answer.headers.get("Retry-After")))
    rounds = [seen[start : start + FREE + 1] for start in range(0, len(seen), FREE + 1)]
    assert all(one == other for one, other in pairwise(rounds))
    assert len(checked) == 4 * FREE
    assert len(set(checked)) == 1  # of the same kind and cost


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://x.localhost"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "path", ["/desk/log-in", "/desk/log-out", "/desk/organisers/add", "/desk/account/password"]
)
def test_other_sites_cannot_act_in_a_persons_name(
    at_desk: Desk, path: str, headers: dict[str, str]
) -> None:
    olive = at_desk.logged_in()
    form = {"email": "x@example.org", "name": "X", "role": "owner", "password": "a" * 20}
    assert olive.post(path, data=form, headers=headers).status_code == 403
    assert at_first_page(olive)
    assert "x@example.org" not in olive.get("/desk/organisers").text


def test_a_forged_form_raises_nobodys_role(at_desk: Desk) -> None:
    omar = at_desk.logged_in(AccountRole.MODERATOR)
    number = at_desk.account(AccountRole.MODERATOR).id
    more = {"role": "owner", "every": "yes", "campaigns": "cake", "account": "1", "act": "use-desk"}
    for path in (
        f"/desk/organisers/{number}/role",
        f"/desk/organisers/{number}/invite-again",
        "/desk/organisers/add",
    ):
        assert omar.post(path, data=more).status_code == 403
    for path in ("/desk/account/end-session", "/desk/log-in"):
        omar.post(path, data={**more, "email": MODERATORS, "password": PASSWORD})
    assert "Moderator" in omar.get("/desk/account").text
    assert omar.get("/desk/organisers").status_code == 403


def test_a_sealed_question_of_one_person_or_page_is_worth_nothing_elsewhere(at_desk: Desk) -> None:
    owner, clock = at_desk.logged_in(), at_desk.served.clock
    clock.moment = clock.moment.replace(minute=15)
    number = at_desk.account(AccountRole.MODERATOR).id
    asked = owner.post(f"/desk/organisers/{number}/remove")
    kept = {"desk-asked": hidden(asked, "desk-asked"), "password": PASSWORD}
    elsewhere = owner.post("/desk/account/password", data=kept)
    assert heading(elsewhere) == "Enter your password again"
    other = at_desk.logged_in(AccountRole.OWNER, name="other")
    other.post(f"/desk/organisers/{number}/remove", data=kept)
    assert owner.post("/desk/log-out").url.path == "/desk/log-in"
    assert at_first_page(at_desk.logged_in(AccountRole.MODERATOR))  # is still there


def test_only_ones_own_sessions_can_be_ended(at_desk: Desk) -> None:
    owner, omar = at_desk.logged_in(), at_desk.logged_in(AccountRole.MODERATOR)
    for number in range(10):
        omar.post("/desk/account/end-session", data={"session": str(number)})
    assert at_first_page(owner)


@pytest.mark.parametrize("path", ["//evil.example", "/desk//evil.example", "/desk/../.."])
def test_logging_in_leads_to_no_other_site(at_desk: Desk, path: str) -> None:
    at_desk.account(AccountRole.OWNER)
    visitor = at_desk.visitor()
    visitor.get(path)
    answer = log_in(visitor, "owner@example.org")
    assert answer.url.host == "127.0.0.1"


def test_log_ins_are_kept_nowhere_and_found_by_nobody(at_desk: Desk) -> None:
    visitor = at_desk.visitor()
    for path in ("/desk/log-in", "/desk", "/desk/invitation"):
        answer = visitor.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Disallow: /desk" in visitor.get("/robots.txt").text


def test_who_is_not_logged_in_sends_no_files(at_desk: Desk) -> None:
    """The answer comes before the body, and the connection is closed."""
    at_desk.account(AccountRole.AUDITOR)
    kind = "multipart/form-data; boundary=b"
    head = (
        "POST /desk/campaigns/bread/ledger/sample-result HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: {kind}\r\nContent-Length: 1000000\r\n\r\n--b"
    )
    answer = raw(at_desk.served, head.encode())
    assert statuses(answer) == [303]
    assert b"/desk/log-in" in answer
