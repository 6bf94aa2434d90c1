"""What organisers find, and that they act on what they saw and on nothing else."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigner.emails import EmailRefused
from campaigner.errors import UsageError
from campaigner.opening import OpenWorkspace
from campaigner.petitions.closing import set_closing
from campaigner.petitions.moderation import decisions as moderation
from campaigner.petitions.moderation.decisions import Act, PreviewOutdated
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.moderation.withdrawals import NobodyFound, Whose, withdraw_for
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.signatures import counts_by_state, search
from campaigner.petitions.signing.applications import Application
from campaigner.petitions.signing.applying import apply
from campaigner.petitions.signing.form import SigningForm
from campaigner.store import audit, petitions, tallies
from campaigner.vocabulary.signatures import SignatureState
from conftest import Command
from examples import examples
from petitioners import SLUG, application, confirmed, person, signed

BOTS = SignatureFilter(domain="bots.example")
DAY = 86_400


def bot(number: int) -> Application:
    return application(f"Bot {'abcdefg'[number]}", f"b{number}@bots.example")


@pytest.fixture
def petition(here: OpenWorkspace) -> OpenPetition:
    """A petition with three people, and four bots of which the first has not confirmed."""
    opened = open_petition(here, SLUG)
    for number in range(3):
        confirmed(here.database, opened.petition, person(number))
    signed(here.database, opened.petition, bot(0))
    for number in range(1, 4):
        confirmed(here.database, opened.petition, bot(number))
    return opened


def total(petition: OpenPetition) -> int:
    return tallies.total(petition.database.conn, petition.petition.id)


def everything(petition: OpenPetition) -> list[str]:
    """The whole database as SQL."""
    return list(petition.database.conn.iterdump())


def test_olive_turns_page_after_page_and_sees_each_once(petition: OpenPetition) -> None:
    seen, after, pages = [], 0, 0
    while True:
        page = search(petition, SignatureFilter(), after=after, limit=3)
        seen += [row["signature"] for row in page.rows]
        pages += 1
        if page.next is None:
            break
        after = page.next
    assert seen == [1, 2, 3, 4, 5, 6, 7]
    assert pages == 3
    whole = search(petition, SignatureFilter(), limit=7)
    assert (len(whole.rows), whole.next) == (7, None)


@pytest.mark.parametrize(
    ("words", "found"),
    [("SIAN", 1), ("siân ó", 1), ("EXAMPLE.ORG", 1), ("रीमा", 0), ("sian p", 0)],
)
def test_olive_finds_words_whatever_their_case_and_accents(
    here: OpenWorkspace, words: str, found: int
) -> None:
    petition = open_petition(here, SLUG)
    signed(here.database, petition.petition, application("Siân Ó Sample", "s@example.org"))
    signed(here.database, petition.petition, application("राम", "ram@other.example"))
    rows = search(petition, SignatureFilter(words=words), limit=10).rows
    assert [row["name"] for row in rows] == ["Siân Ó Sample"] * found


def test_a_row_is_what_organisers_see(petition: OpenPetition) -> None:
    (row,) = search(petition, SignatureFilter(words="b0@"), limit=10).rows
    assert row["state"] == "pending"
    assert row["name"] == "Bot a"
    assert row["signed_at"] == "2026-12-11T12:00:00+00:00"
    assert row["area"] is None


def test_states_are_counted_even_where_there_are_none(petition: OpenPetition) -> None:
    assert counts_by_state(petition, BOTS) == {
        SignatureState.PENDING: 1,
        SignatureState.SUSPECT: 0,
        SignatureState.CONFIRMED: 3,
        SignatureState.WITHDRAWN: 0,
        SignatureState.INVALIDATED: 0,
    }
    pending = SignatureFilter(states=(SignatureState.PENDING,))
    assert counts_by_state(petition, pending)[SignatureState.CONFIRMED] == 0


@pytest.mark.parametrize("address", ["203.0.113.7", " 203.0.113.7", "::ffff:203.0.113.7"])
def test_olive_finds_who_signed_from_an_address(petition: OpenPetition, address: str) -> None:
    form = SigningForm("Hal Sample", "hal@example.org", "AB10 1AB")
    apply(petition, form, network="203.0.113.7")
    (row,) = search(petition, SignatureFilter(network=address), limit=10).rows
    assert row["name"] == "Hal Sample"
    assert search(petition, SignatureFilter(network="203.0.113.8"), limit=10).rows == ()


@pytest.mark.parametrize(
    ("zone", "since", "found"),
    [
        ("Europe/London", "2026-12-11T12:00", 7),
        ("Europe/London", "2026-12-11T12:01", 0),
        ("Asia/Kolkata", "2026-12-11T17:30", 7),
        ("Asia/Kolkata", "2026-12-11T17:31", 0),
        ("Asia/Kolkata", "2026-12-11T12:00+00:00", 7),  # with an offset, no zone matters
        ("Asia/Kolkata", "2026-12-11T12:01+00:00", 0),
    ],
)
def test_a_time_without_an_offset_is_local(
    petition: OpenPetition, monkeypatch: pytest.MonkeyPatch, zone: str, since: str, found: int
) -> None:
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__TIMEZONE", zone)
    wanted = SignatureFilter(since=datetime.fromisoformat(since))
    assert len(search(petition, wanted, limit=10).rows) == found


def test_olive_sees_the_time_on_her_own_clock(
    petition: OpenPetition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__TIMEZONE", "Asia/Kolkata")
    (row,) = search(petition, SignatureFilter(words="b0@"), limit=10).rows
    assert row["signed_at"] == "2026-12-11T17:30:00+05:30"


@given(
    words=st.text(st.characters(), max_size=20),
    domain=st.text(st.characters(), max_size=20),
    network=st.text(st.characters(), max_size=20) | st.sampled_from(["", "::1", "203.0.113.7"]),
    name=st.text(st.characters(), max_size=20),
    area=st.none() | st.text(st.characters(), max_size=9),
    since=st.none() | st.datetimes(),
    after=st.integers(0),
    limit=st.integers(1),
)
@settings(
    max_examples=examples(100),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_olive_looks_for_is_searched_or_refused(
    petition: OpenPetition,
    words: str,
    domain: str,
    network: str,
    name: str,
    area: str | None,
    since: datetime | None,
    after: int,
    limit: int,
) -> None:
    wanted = SignatureFilter(
        words=words, domain=domain, network=network, name=name, area=area, since=since
    )
    found = 0
    with suppress(UsageError):
        found = len(search(petition, wanted, after=after, limit=limit).rows)
    assert found <= min(limit, 7)


def test_olive_acts_on_what_she_saw(petition: OpenPetition) -> None:
    shown = moderation.preview(petition, Act.INVALIDATE, BOTS)
    assert (shown.count, shown.newest) == (4, 7)
    assert moderation.invalidate(petition, BOTS, token=shown.token) == 4
    assert total(petition) == 3
    again = moderation.preview(petition, Act.RESTORE, BOTS)
    assert moderation.restore(petition, BOTS, token=again.token) == 4
    assert total(petition) == 6


def one_more(petition: OpenPetition) -> None:
    signed(petition.database, petition.petition, bot(4))


def one_less(petition: OpenPetition) -> None:
    withdraw_for(petition, Whose(email="b3@bots.example"))


def one_for_another(petition: OpenPetition) -> None:
    one_less(petition)
    one_more(petition)


@pytest.mark.parametrize("meanwhile", [one_more, one_less, one_for_another])
def test_nothing_is_invalidated_if_others_signed_meanwhile(
    petition: OpenPetition, meanwhile: object
) -> None:
    shown = moderation.preview(petition, Act.INVALIDATE, BOTS)
    assert callable(meanwhile)
    meanwhile(petition)
    before = everything(petition)
    with pytest.raises(PreviewOutdated, match="have changed") as refused:
        moderation.invalidate(petition, BOTS, token=shown.token)
    assert refused.value.code == "preview-outdated"
    assert everything(petition) == before


def test_nothing_is_restored_if_others_are_suspect_meanwhile(petition: OpenPetition) -> None:
    moderation.invalidate(petition, BOTS)
    shown = moderation.preview(petition, Act.RESTORE, BOTS)
    signed(petition.database, petition.petition, bot(5), suspect=True)
    with pytest.raises(PreviewOutdated):
        moderation.restore(petition, BOTS, token=shown.token)
    assert total(petition) == 3


@pytest.mark.parametrize("token", ["4", "x", "0" * 20])
def test_a_token_is_that_of_this_preview(petition: OpenPetition, token: str) -> None:
    with pytest.raises(PreviewOutdated):
        moderation.invalidate(petition, BOTS, token=token)


def test_what_was_shown_for_one_act_or_filter_is_not_for_another(petition: OpenPetition) -> None:
    same = SignatureFilter(words="bots.example")  # finds the same signatures
    shown = moderation.preview(petition, Act.INVALIDATE, BOTS)
    assert moderation.preview(petition, Act.INVALIDATE, same).count == shown.count
    with pytest.raises(PreviewOutdated):
        moderation.invalidate(petition, same, token=shown.token)
    with pytest.raises(PreviewOutdated):
        moderation.restore(petition, BOTS, token=shown.token)


def test_nothing_is_shown_or_done_without_a_condition(petition: OpenPetition) -> None:
    states_alone = SignatureFilter(states=(SignatureState.PENDING,))
    for wanted in (SignatureFilter(), states_alone):
        for act in Act:
            with pytest.raises(UsageError, match="Say which"):
                moderation.preview(petition, act, wanted)
            with pytest.raises(UsageError, match="Say which"):
                moderation.moderate(petition, act, wanted)


def test_what_counts_cannot_be_restored_and_counted_twice(petition: OpenPetition) -> None:
    counted = replace(BOTS, states=(SignatureState.CONFIRMED,))
    with pytest.raises(UsageError, match="confirmed cannot be restored"):
        moderation.restore(petition, counted)
    assert total(petition) == 6
    assert moderation.invalidate(petition, replace(BOTS, states=(SignatureState.PENDING,))) == 1
    assert total(petition) == 6


def test_gwen_writes_to_olive_who_withdraws_for_her(petition: OpenPetition) -> None:
    confirmed(petition.database, petition.petition, application("Gwen", "gwen@example.org"))
    assert withdraw_for(petition, Whose(email="GWEN+x@Example.ORG")) == 1
    with pytest.raises(NobodyFound, match="already"):
        withdraw_for(petition, Whose(email="gwen@example.org"))
    assert total(petition) == 6
    assert [deed.action for deed in audit.deeds(petition.database.conn)] == ["withdraw"]
    for address in ("gwen", "gwen\udcff@example.org"):
        with pytest.raises((EmailRefused, UsageError)):
            withdraw_for(petition, Whose(email=address))


def closes_at(petition: OpenPetition) -> int:
    current = petitions.petition_of(petition.database.conn, petition.petition.id)
    assert current.closing_set
    return current.closes_at


@pytest.mark.parametrize(
    ("last_day", "closes"),
    [
        (None, "2026-12-11 12:00"),
        (date(2026, 12, 11), "2026-12-12 00:00"),  # today
        (date(2027, 8, 1), "2027-08-02 00:00"),
        (date(2028, 2, 29), "2028-03-01 00:00"),
    ],
)
def test_the_last_day_is_open_to_its_end(
    petition: OpenPetition, last_day: date | None, closes: str
) -> None:
    closing = set_closing(petition, last_day)
    assert f"{closing:%Y-%m-%d %H:%M}" == closes
    assert closes_at(petition) == int(closing.timestamp())


@pytest.mark.parametrize("last_day", [date(2026, 12, 10), date.min, date.max])
def test_a_last_day_that_cannot_be_is_refused(petition: OpenPetition, last_day: date) -> None:
    before = everything(petition)
    with pytest.raises(UsageError):
        set_closing(petition, last_day)
    assert everything(petition) == before


def test_a_wrong_state_is_one_line_that_names_the_states(
    campaigner: Command, petition: OpenPetition
) -> None:
    called = campaigner("petition", "search", SLUG, "--state", "confrimed")
    assert (called.code, called.stdout) == (2, "")
    error, see = called.stderr.splitlines()
    assert "'confrimed' is not one of" in error
    assert "confirmed" in error
    assert see.startswith("See: ")


def test_the_command_says_how_to_see_more(
    campaigner: Command, petition: OpenPetition, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = campaigner("petition", "search", SLUG, "--limit", "5", "--format", "json")
    assert len(first.json) == 5
    assert "--after 5" in first.stderr
    rest = campaigner("petition", "search", SLUG, "--after", "5", "--format", "json")
    assert [row["signature"] for row in rest.json] == [6, 7]
    assert rest.stderr == ""
    pending = campaigner("petition", "search", SLUG, "--state", "pending", "--format", "json")
    assert [row["name"] for row in pending.json] == ["Bot a"]


def test_the_command_does_nothing_if_somebody_signs_while_it_asks(
    campaigner: Command, petition: OpenPetition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def say_yes_late(*_: object, **__: object) -> bool:
        one_more(petition)
        return True

    monkeypatch.setattr(typer, "confirm", say_yes_late)
    called = campaigner("petition", "invalidate", SLUG, "--domain", "bots.example")
    assert called.code == 1
    assert "4 signatures to invalidate." in called.stderr
    assert "have changed since you looked" in called.stderr
    assert "Run the command again." in called.stderr
    assert total(petition) == 6


def test_invalidate_and_restore_have_the_same_options(campaigner: Command) -> None:
    invalidate, restore = (
        campaigner("petition", verb, "--help").stdout.partition("Arguments:")[2]
        for verb in ("invalidate", "restore")
    )
    assert "--network" in invalidate
    assert invalidate == restore
