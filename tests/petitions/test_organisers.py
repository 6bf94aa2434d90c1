"""What organisers do with signatures: find, invalidate, restore, close, answer, export."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from campaigner.errors import UsageError
from campaigner.petitions.counts.milestones import record_answer
from campaigner.petitions.moderation import decisions as moderation
from campaigner.petitions.moderation.decisions import Act
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.signatures import counts_by_state
from campaigner.petitions.signing.applying import NotOpen
from campaigner.store import audit, petitions, tallies
from campaigner.store.database import Database
from campaigner.store.petitions import Petition
from campaigner.vocabulary.signatures import SignatureState
from conftest import Command
from petitioners import (
    NOON,
    SLUG,
    application,
    confirmed,
    person,
    signed,
    the_petition,
    work_on,
)


def at(moment: int) -> datetime:
    return datetime.fromtimestamp(moment, UTC)


BOTS = SignatureFilter(domain="bots.example")


@pytest.fixture
def petition(database: Database, monkeypatch: pytest.MonkeyPatch) -> Petition:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T13:00:00")
    return the_petition(database)


def with_bots(database: Database, petition: Petition) -> None:
    for number in range(3):
        confirmed(database, petition, person(number))
    for number in range(4):
        wish = application(f"Bot {'abcd'[number]}", f"b{number}@bots.example", source="web")
        if number:
            confirmed(database, petition, wish, area="E14001063")
        else:
            signed(database, petition, wish)


def total(database: Database, petition: Petition) -> int:
    return tallies.total(database.conn, petition.id)


def test_olive_invalidates_bots_once_and_restores_them_once(
    database: Database, petition: Petition
) -> None:
    with_bots(database, petition)
    here = work_on(database, petition)
    assert moderation.preview(here, Act.INVALIDATE, BOTS).count == 4
    assert moderation.invalidate(here, BOTS) == 4
    assert total(database, petition) == 3
    assert moderation.invalidate(here, BOTS) == 0
    assert total(database, petition) == 3
    assert moderation.restore(here, BOTS) == 4
    assert moderation.restore(here, BOTS) == 0
    assert total(database, petition) == 6
    states = [row[0] for row in database.execute("SELECT state FROM signatures")]
    assert states.count("pending") == 1


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (SignatureFilter(domain="BOTS.example"), 4),
        (SignatureFilter(name="bót A"), 1),
        (SignatureFilter(name="bot"), 0),  # the whole name
        (SignatureFilter(words="BOT"), 4),
        (SignatureFilter(area="E14001063"), 3),
        (SignatureFilter(area=""), 4),
        (SignatureFilter(since=at(NOON), until=at(NOON + 1)), 7),
        (SignatureFilter(until=at(NOON)), 0),
        (SignatureFilter(domain="bots.example", area=""), 1),
        (SignatureFilter(source="paper"), 0),
        (SignatureFilter(domain="bots.example", states=(SignatureState.PENDING,)), 1),
        (SignatureFilter(domain="%"), 0),
    ],
)
def test_signatures_are_found_by_what_they_share(
    database: Database, petition: Petition, wanted: SignatureFilter, found: int
) -> None:
    with_bots(database, petition)
    assert sum(counts_by_state(work_on(database, petition), wanted).values()) == found


def test_nobody_invalidates_everything_by_leaving_words_out(
    database: Database, petition: Petition
) -> None:
    with_bots(database, petition)
    with pytest.raises(UsageError, match="Say which"):
        moderation.invalidate(work_on(database, petition), SignatureFilter())


def test_the_audit_says_what_was_done_and_names_nobody(
    database: Database, petition: Petition
) -> None:
    with_bots(database, petition)
    moderation.invalidate(work_on(database, petition), SignatureFilter(name="Bot A"))
    (deed,) = audit.deeds(database.conn)
    assert (deed.actor, deed.action, deed.campaign) == ("olive", "invalidate", SLUG)
    assert json.loads(deed.details) == {"count": 1, "name": "(given)", "step": 1}


def test_olive_lets_a_suspect_signature_in(database: Database, petition: Petition) -> None:
    confirmed(database, petition, application("Hal Sample", "hal@x.example"), suspect=True)
    moderation.restore(work_on(database, petition), SignatureFilter(domain="x.example"))
    assert total(database, petition) == 1


def test_an_answered_threshold_keeps_its_stamp(database: Database, petition: Petition) -> None:
    with_bots(database, petition)
    here = work_on(database, petition)
    record_answer(here, 5, "https://example.org/a")
    moderation.invalidate(replace(here, now=NOON + 60), BOTS)
    marks = {each.at: each for each in petitions.thresholds_of(database.conn, petition.id)}
    assert total(database, petition) == 3
    assert marks[5].reached_at == NOON
    with pytest.raises(UsageError, match="was not reached"):
        record_answer(here, 7, "x")


def test_olive_closes_early(campaigner: Command, database: Database, petition: Petition) -> None:
    assert campaigner("petition", "close", SLUG, "--yes").code == 0
    closed = petitions.petition_of(database.conn, petition.id)
    assert closed.closing_set
    with pytest.raises(NotOpen):
        signed(database, closed, application(), NOON + 3600)
    assert the_petition(database).closes_at == closed.closes_at  # the definition does not win
    again = campaigner("petition", "close", SLUG, "--on", "2027-08-01", "--yes")
    assert again.code == 2
    assert "petition reopen" in again.stderr
    until = campaigner("petition", "reopen", SLUG, "--until", "2027-08-01")
    assert "2027-08-02 00:00 BST" in until.stderr


@pytest.mark.parametrize(
    "day",
    [
        "2026-12-09",  # the day before it opens
        "2026-12-01",
        "2001-01-01",
    ],
)
@pytest.mark.parametrize("today", ["2026-11-20T12:00:00", "2026-12-11T12:00:00"])
def test_a_petition_does_not_close_in_the_past_or_before_it_opens(
    campaigner: Command,
    database: Database,
    petition: Petition,
    monkeypatch: pytest.MonkeyPatch,
    today: str,
    day: str,
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", today)
    called = campaigner("petition", "close", SLUG, "--on", day, "--yes")
    assert called.code == 2
    assert "in the past, nor before it opens" in called.stderr
    assert petitions.petition_of(database.conn, petition.id).closes_at == petition.closes_at


def test_olive_invalidates_from_the_command_line(
    campaigner: Command, database: Database, petition: Petition
) -> None:
    with_bots(database, petition)
    called = campaigner("petition", "invalidate", SLUG, "--domain", "bots.example", "--yes")
    assert "4 signatures to invalidate" in called.stderr
    assert "Invalidated 4" in called.stderr
    assert campaigner("petition", "invalidate", SLUG, "--yes").code == 2
    assert (
        "Restored 4"
        in campaigner("petition", "restore", SLUG, "--domain", "bots.example", "--yes").stderr
    )
    found = campaigner("petition", "search", SLUG, "bot a", "--format", "json").json
    assert [each["name"] for each in found] == ["Bot a"]
    assert campaigner("petition", "withdraw", SLUG, "b1@bots.example").code == 0
    assert total(database, petition) == 5
