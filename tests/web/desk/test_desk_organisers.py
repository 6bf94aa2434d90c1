"""Owners add people, change what they may, and let them go."""

from __future__ import annotations

import re

import pytest

from account_holders import mailed_tokens
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, heading, log_in, opened_here

NEW = {
    "name": "Omar Sample",
    "email": "omar@example.org",
    "language": "en",
    "role": "moderator",
    "campaigns": "bread",
}


def test_an_owner_adds_a_moderator_who_gets_an_invitation(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    added = owner.post("/desk/organisers/add", data=NEW)
    assert heading(added) == "Omar Sample"
    assert "has not accepted" in added.text
    with opened_here(at_desk.served) as here:
        token = mailed_tokens(here)[-1]
    omar = at_desk.visitor()
    assert "Omar Sample" in omar.get(f"/desk/invitation/{token}").text
    assert "Omar Sample" in owner.get("/desk/organisers").text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "omar"}, "email"),
        ({"email": "OWNER@example.org"}, "email"),
        ({"role": ""}, "role"),
        ({"role": "superuser"}, "role"),
        ({"role": "ambassador"}, "source"),
        ({"role": "ambassador", "source": "nobody"}, "source"),
        ({"role": "partner"}, "partner"),
        ({"role": "partner", "partner": "nobody"}, "partner"),
        ({"role": "owner"}, "campaigns"),
        ({"campaigns": ""}, "campaigns"),
        ({"campaigns": "nothing"}, "campaigns"),
        ({"every": "yes"}, "campaigns"),
    ],
    ids=str,
)
def test_each_mistake_is_told_at_its_field(
    at_desk: Desk, change: dict[str, str], field: str
) -> None:
    owner = at_desk.logged_in()
    data = {name: value for name, value in {**NEW, **change}.items() if value}
    answer = owner.post("/desk/organisers/add", data=data)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert f'href="#{field}"' in answer.text


def test_a_new_role_ends_the_sessions_of_before(at_desk: Desk) -> None:
    owner, omar = at_desk.logged_in(), at_desk.logged_in(AccountRole.MODERATOR)
    number = at_desk.account(AccountRole.MODERATOR).id
    data = {"role": "auditor", "every": "yes"}
    changed = owner.post(f"/desk/organisers/{number}/role", data=data)
    assert "Auditor" in changed.text
    assert omar.get("/desk").url.path == "/desk/log-in"
    log_in(omar, "moderator@example.org")
    assert heading(omar.get("/desk/audit")) == "Audit"


def test_somebody_who_is_removed_is_out_at_once(at_desk: Desk) -> None:
    owner, omar = at_desk.logged_in(), at_desk.logged_in(AccountRole.MODERATOR)
    number = at_desk.account(AccountRole.MODERATOR).id
    gone = owner.post(f"/desk/organisers/{number}/remove")
    assert gone.url.path == "/desk/organisers"
    assert omar.get("/desk").url.path == "/desk/log-in"
    assert log_in(omar, "moderator@example.org").status_code == 422
    assert owner.get(f"/desk/organisers/{number}").status_code == 404


def test_the_last_owner_stays(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    number = at_desk.account(AccountRole.OWNER).id
    refused = owner.post(f"/desk/organisers/{number}/remove")
    assert refused.status_code == 422
    assert "last owner" in refused.text
    data = {"role": "organiser", "every": "yes"}
    refused = owner.post(f"/desk/organisers/{number}/role", data=data)
    assert refused.status_code == 422
    assert "last owner" in refused.text


def test_who_has_lost_everything_is_invited_again(at_desk: Desk) -> None:
    owner, omar = at_desk.logged_in(), at_desk.logged_in(AccountRole.MODERATOR)
    number = at_desk.account(AccountRole.MODERATOR).id
    owner.post(f"/desk/organisers/{number}/lost-second-factor")
    assert omar.get("/desk").url.path == "/desk/log-in"
    with opened_here(at_desk.served) as here:
        token = mailed_tokens(here)[-1]
    assert heading(omar.get(f"/desk/invitation/{token}")) == "Choose your password"


def test_the_audit_names_who_did_what_page_by_page(at_desk: Desk) -> None:
    owner = at_desk.logged_in()
    for each in range(60):
        owner.post("/desk/organisers/add", data={**NEW, "email": f"omar{each}@example.org"})
    latest = owner.get("/desk/audit")
    assert "Owner Sample" in latest.text
    assert "Owner Sample added an account for " in latest.text
    older = re.search(r"/desk/audit\?before=(\d+)", latest.text)
    if older:
        assert heading(owner.get(older[0])) == "Audit"
    assert "omar1@" not in latest.text
    assert owner.get("/desk/audit?before=1").status_code == 200
    assert owner.get("/desk/audit?before=x").status_code == 200
