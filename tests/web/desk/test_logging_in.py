"""From an invitation to the desk and out again, as people do it in a browser."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from pyotp import TOTP

from account_holders import PASSWORD, invite, mailed_tokens
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, heading, hidden, log_in, opened_here

OTHER = "nine tall herons whistle"


def invited_link(desk: Desk) -> str:
    """The path of the invitation that Olive has got."""
    with opened_here(desk.served) as here:
        invite(here)
        return f"/desk/invitation/{mailed_tokens(here)[-1]}"


def test_olive_accepts_her_invitation_and_is_at_the_desk(at_desk: Desk) -> None:
    link = invited_link(at_desk)
    olive = at_desk.visitor()
    page = olive.get(link)
    assert page.url.path == "/desk/invitation"  # the token is out of the address
    assert heading(page) == "Choose your password"
    assert "Olive Sample" in page.text
    assert link.rpartition("/")[2] not in page.text
    refused = olive.post("/desk/invitation", data={"password": "short"})
    assert refused.status_code == 422
    assert "at least 12 characters" in refused.text
    offered = olive.post("/desk/invitation", data={"password": PASSWORD})
    assert offered.url.path == "/desk/account/second-factor"
    assert heading(olive.get("/desk")) == "Campaigns"
    assert "Bread" in olive.get("/desk").text
    left = olive.post("/desk/log-out")
    assert left.url.path == "/desk/log-in"
    assert olive.get("/desk").url.path == "/desk/log-in"
    again = olive.get(link)
    assert again.status_code == 410
    assert "accepted before" in again.text
    assert heading(log_in(olive, "olive@example.org")) == "Campaigns"


def test_whoever_logs_in_gets_what_was_asked_for(at_desk: Desk) -> None:
    at_desk.account(AccountRole.TYPIST)
    typist = at_desk.visitor()
    assert typist.get("/desk/account").url.path == "/desk/log-in"
    assert log_in(typist, "typist@example.org").url.path == "/desk/account"


def test_a_second_factor_is_set_up_and_asked_for_once_it_is_on(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    page = owner.post("/desk/account/second-factor/start")
    assert "<svg" in page.text
    spans = re.search(r'class="secret">(.*?)</p>', page.text)
    assert spans
    app = TOTP("".join(re.findall(r"<span>(\w+)</span>", spans[1])))
    begun = hidden(page, "begun")
    wrong = owner.post("/desk/account/second-factor/code", data={"begun": begun, "code": "x"})
    assert wrong.status_code == 422
    now = at_desk.served.clock.moment
    form = {"begun": hidden(wrong, "begun"), "code": app.at(now)}
    shown = owner.post("/desk/account/second-factor/code", data=form)
    codes = re.findall(r"<li>([a-z2-7]{4}(?:-[a-z2-7]{4})+)</li>", shown.text)
    assert len(codes) == 10
    assert owner.get("/desk/account").text.count("is on") == 1
    at_desk.served.clock.moment = now.replace(minute=now.minute + 1)
    owner = at_desk.visitor()
    asked = log_in(owner, "owner@example.org")
    assert urlsplit(str(asked.url)).path == "/desk/second-factor"
    assert owner.get("/desk").url.path == "/desk/log-in"
    log_in(owner, "owner@example.org")
    assert owner.post("/desk/second-factor", data={"code": "000000"}).status_code == 422
    code = app.at(at_desk.served.clock.moment)
    assert owner.post("/desk/second-factor", data={"code": code}).url.path == "/desk"
    owner = at_desk.visitor()  # the phone is lost
    log_in(owner, "owner@example.org")
    assert owner.post("/desk/second-factor", data={"code": codes[0]}).url.path == "/desk"
    renewed = owner.post("/desk/account/second-factor/codes")
    assert heading(renewed) == "Keep these recovery codes"
    assert codes[1] not in renewed.text
    mallory = at_desk.visitor()
    log_in(mallory, "owner@example.org")
    again = mallory.post("/desk/second-factor", data={"code": codes[0]})
    assert again.status_code == 422


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    elsewhere = at_desk.logged_in()
    clock = at_desk.served.clock
    clock.moment = clock.moment.replace(minute=15)
    asked = owner.get("/desk/account/password")
    assert asked.status_code == 403
    assert heading(asked) == "Enter your password again"
    kept = {"desk-asked": hidden(asked, "desk-asked")}
    wrong = owner.post("/desk/account/password", data={**kept, "password": "wrong"})
    assert wrong.status_code == 422
    right = owner.post("/desk/account/password", data={**kept, "password": PASSWORD})
    assert heading(right) == "Change your password"
    done = owner.post("/desk/account/password", data={"password": OTHER})
    assert done.url.path == "/desk/account"
    assert elsewhere.get("/desk").url.path == "/desk/log-in"
    assert log_in(elsewhere, "owner@example.org").status_code == 422
    assert log_in(elsewhere, "owner@example.org", OTHER).status_code == 200


def test_a_form_goes_on_by_itself_once_the_password_was_given(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    clock = at_desk.served.clock
    clock.moment = clock.moment.replace(minute=15)
    asked = owner.post("/desk/account/password", data={"password": OTHER})
    assert heading(asked) == "Enter your password again"
    assert OTHER not in asked.text
    kept = {"desk-asked": hidden(asked, "desk-asked"), "password": PASSWORD}
    done = owner.post("/desk/account/password", data=kept)
    assert done.url.path == "/desk/account"
    owner.post("/desk/log-out")
    assert log_in(owner, "owner@example.org", OTHER).url.path == "/desk"


def test_a_session_that_is_not_known_is_ended_from_another(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    forgotten = at_desk.logged_in()
    page = owner.get("/desk/account")
    (number,) = re.findall(r'name="session" value="(\d+)"', page.text)
    owner.post("/desk/account/end-session", data={"session": number})
    assert forgotten.get("/desk").url.path == "/desk/log-in"
    assert owner.get("/desk").url.path == "/desk"


def test_what_is_not_there_is_said_at_the_desk(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    for path in ("/desk/organisers/99", "/desk/campaigns/nothing/ledger"):
        answer = owner.get(path)
        assert answer.status_code == 404
        assert heading(answer) == "There is nothing here"


@pytest.mark.parametrize("path", ["/desk/account", "/desk"])
def test_a_language_that_was_chosen_is_kept(at_desk: Desk, path: str) -> None:
    owner = at_desk.logged_in()
    welsh = owner.get(f"{path}?language=cy")
    assert 'lang="cy"' in welsh.text
    assert '<html lang="cy"' in owner.get("/desk").text
