"""What a mailed link would do, read without doing it: as a page does before its button."""

from __future__ import annotations

import pytest

from campaigner.petitions.signing.confirmation import (
    LinkEffect,
    LinkRefused,
    Peeked,
    confirm,
    peek,
    withdraw,
)
from campaigner.store.database import Database
from campaigner.store.petitions import Petition
from conftest import Command
from petitioners import (
    NOON,
    SLUG,
    WITHDRAW,
    application,
    confirmed,
    new_token,
    seconds,
    signed,
    the_petition,
    workspace_of,
)

DAY = 86_400
LATE = seconds("2027-06-12 00:00")  # 24 hours after closing


@pytest.fixture
def petition(database: Database) -> Petition:
    return the_petition(database)


def everything(database: Database) -> list[str]:
    """The whole database as SQL."""
    return list(database.conn.iterdump())


def looked(database: Database, link: str, now: int = NOON) -> Peeked:
    """What a link would do; nothing is changed by looking."""
    before, changes = everything(database), database.conn.total_changes
    found = peek(workspace_of(database, now), link)
    assert everything(database) == before
    assert database.conn.total_changes == changes
    assert not database.conn.in_transaction
    return found


def test_suzie_looks_at_her_link_and_then_confirms(database: Database, petition: Petition) -> None:
    suzie = signed(database, petition, application("Suzie Sample", language="cy"))
    link = f"https://example.org/confirm/{new_token(database, suzie.signature)}"
    assert looked(database, link) == Peeked(LinkEffect.CONFIRM, SLUG, "cy")
    confirm(workspace_of(database), link)
    assert looked(database, link) == Peeked(LinkEffect.ALREADY_CONFIRMED, SLUG, "cy")


def test_a_suspect_sees_what_everybody_sees(database: Database, petition: Petition) -> None:
    hal = signed(database, petition, application("Hal Sample"), suspect=True)
    link = new_token(database, hal.signature)
    assert looked(database, link).effect is LinkEffect.CONFIRM
    confirm(workspace_of(database), link)
    assert looked(database, link).effect is LinkEffect.ALREADY_CONFIRMED


def test_gwen_looks_at_her_link_and_then_withdraws(database: Database, petition: Petition) -> None:
    gwen = confirmed(database, petition, application("Gwen Sample"))
    link = new_token(database, gwen.id, purpose=WITHDRAW)
    assert looked(database, link) == Peeked(LinkEffect.WITHDRAW, SLUG, "en")
    withdraw(workspace_of(database), link)
    assert looked(database, link) == Peeked(LinkEffect.ALREADY_WITHDRAWN, SLUG, "en")
    again = new_token(database, gwen.id)
    assert refusal_of(looked(database, again)) == "signature-taken-back"


def refusal_of(found: Peeked) -> str:
    assert found.effect is LinkEffect.REFUSED
    assert found.refusal is not None
    assert found.refusal.message
    return found.refusal.code


@pytest.mark.parametrize(
    ("age", "now", "code"),
    [
        pytest.param(NOON, NOON + 30 * DAY, "link-expired", id="after 30 days"),
        pytest.param(LATE - DAY, LATE, "petition-closed", id="24 hours after closing"),
    ],
)
def test_a_link_that_came_too_late_says_why_as_following_it_does(
    database: Database, petition: Petition, age: int, now: int, code: str
) -> None:
    jon = signed(database, petition, application("Jon Sample"))
    link = new_token(database, jon.signature, age)
    found = looked(database, link, now)
    assert (found.campaign, found.language) == (SLUG, "en")
    assert refusal_of(found) == code
    with pytest.raises(LinkRefused) as refused:
        confirm(workspace_of(database, now), link)
    assert str(refused.value) == str(found.refusal)


def test_a_link_to_withdraw_expires_too(database: Database, petition: Petition) -> None:
    gwen = confirmed(database, petition, application("Gwen Sample"))
    link = new_token(database, gwen.id, purpose=WITHDRAW)
    assert refusal_of(looked(database, link, NOON + 400 * DAY)) == "link-expired"


@pytest.mark.parametrize("link", ["", "nothing", "https://example.org/confirm/", "\udcff", "\x00"])
def test_a_link_that_nobody_was_sent(database: Database, petition: Petition, link: str) -> None:
    found = looked(database, link)
    assert refusal_of(found) == "link-unknown"
    assert found.campaign == ""
    for follow in (confirm, withdraw):
        with pytest.raises(LinkRefused, match="nothing to"):
            follow(workspace_of(database), link)


def test_a_link_does_only_what_it_was_mailed_for(database: Database, petition: Petition) -> None:
    gwen = confirmed(database, petition, application("Gwen Sample"))
    with pytest.raises(LinkRefused, match="nothing to confirm"):
        confirm(workspace_of(database), new_token(database, gwen.id, purpose=WITHDRAW))


@pytest.mark.parametrize("verb", ["confirm", "withdraw"])
def test_a_wrong_link_is_one_message(campaigner: Command, petition: Petition, verb: str) -> None:
    campaign = [SLUG] if verb == "withdraw" else []
    called = campaigner("petition", verb, *campaign, "nothing")
    assert called.code == 1
    assert f"nothing to {verb}" in called.stderr
    assert "Copy the whole link" in called.stderr
