"""How long what names a person is kept: to the second, to the day of the month."""

from __future__ import annotations

from datetime import UTC, date
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.events.held import past_until
from campaigner.holding import DAY, NETWORK_DAYS, Limits
from campaigner.petitions import held
from campaigner.privacy.holdings import HOLDINGS
from campaigner.privacy.retention import Due
from campaigner.schedule import schedule, scheduled
from campaigner.settings import Retention
from campaigner.store import petitions
from campaigner.store.database import Database
from campaigner.time_zones import end_of_day
from petitioners import seconds


def test_the_times_are_those_of_the_rules() -> None:
    """The domain rules, "Personal data" and "Fraud controls": 30 days, 6 months, 30 days."""
    keep = Retention()
    assert (keep.unconfirmed_days, keep.months_after_closing, NETWORK_DAYS) == (30, 6, 30)
    assert DAY == 86_400


# (closes, months, the second from which it is past)
@pytest.mark.parametrize(
    ("closes", "months", "past"),
    [
        ("2027-06-11 00:00:00", 6, "2027-12-11 00:00:00"),
        ("2027-06-11 17:30:15", 6, "2027-12-11 17:30:15"),
        ("2027-08-31 00:00:00", 6, "2028-02-29 00:00:00"),  # a leap year
        ("2026-08-31 00:00:00", 6, "2027-02-28 00:00:00"),
        ("2027-10-31 00:00:00", 1, "2027-11-30 00:00:00"),
        ("2027-12-31 00:00:00", 1, "2028-01-31 00:00:00"),
        ("2027-12-11 00:00:00", 12, "2028-12-11 00:00:00"),
        ("2027-06-11 00:00:00", 0, "2027-06-11 00:00:00"),
    ],
)
def test_a_closed_petition_is_past_its_time_from_that_second_on(
    closes: str, months: int, past: str
) -> None:
    keep, moment = Retention(months_after_closing=months), seconds(past)
    found = [Limits(moment + s, keep, UTC).is_past(seconds(closes)) for s in (-1, 0, 1)]
    assert found == [False, True, True]


@pytest.mark.parametrize(
    ("zone", "closes", "past"),
    [
        ("Europe/London", "2027-06-10 23:00", "2027-12-11 00:00"),
        ("Europe/London", "2027-08-31 23:00", "2028-03-01 00:00"),
        ("America/Los_Angeles", "2027-06-11 07:00", "2027-12-11 08:00"),
    ],
)
def test_months_are_counted_on_the_organisation_s_calendar(
    zone: str, closes: str, past: str
) -> None:
    found = [
        Limits(seconds(past) + s, Retention(), ZoneInfo(zone)).is_past(seconds(closes))
        for s in (-1, 0)
    ]
    assert found == [False, True]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago"])
def test_a_petition_without_end_is_never_past(zone: str) -> None:
    closes = end_of_day(date.max, ZoneInfo(zone))
    assert not Limits(seconds("2027-12-11 00:00"), Retention(), ZoneInfo(zone)).is_past(closes)


def test_what_the_settings_come_to_now(database: Database) -> None:
    until = Limits(seconds("2027-12-11 00:00"), Retention(), UTC)
    assert until.unconfirmed == seconds("2027-11-11 00:00")
    assert until.networks == seconds("2027-11-11 00:00")
    closes = {"a": "2027-06-11 00:00:00", "b": "2027-06-11 00:00:01", "c": "2020-01-01 00:00:00"}
    for slug, moment in closes.items():
        petitions.add_petition(database.conn, slug, "", 0, seconds(moment))
    assert [each.campaign for each in until.past_petitions(database.conn)] == ["a", "c"]
    assert until.past_campaigns(database.conn) == {"a", "c"}


def test_places_go_with_the_last_event_that_is_past() -> None:
    until = Limits(seconds("2027-12-11 00:00"), Retention(), UTC)
    ended = [seconds("2027-06-10 20:00"), seconds("2027-06-11 00:00"), seconds("2027-06-11 00:01")]
    assert past_until(ended, until) == seconds("2027-06-11 00:00")
    assert past_until(ended[2:], until) == past_until([], until) == 0


def test_an_organisation_sets_its_own_times() -> None:
    now = seconds("2027-12-11 00:00")
    until = Limits(now, Retention(unconfirmed_days=7, months_after_closing=0), UTC)
    assert until.unconfirmed == seconds("2027-12-04 00:00")
    assert until.networks == seconds("2027-11-11 00:00")  # not longer, not shorter
    assert until.is_past(now)
    assert not until.is_past(now + 1)


@pytest.mark.parametrize("kind", [kind for each in HOLDINGS for kind in each.kinds])
def test_anything_that_is_due_is_something(kind: str) -> None:
    nothing = dict.fromkeys((kind for each in HOLDINGS for kind in each.kinds), 0)
    assert not Due(nothing).any
    assert Due(nothing | {kind: 1}).any


# The domain rules, "Closing": at midnight after the last day, here of a place that keeps UTC.
def test_a_petition_is_open_from_its_first_midnight_to_the_one_after_its_last_day(
    database: Database,
) -> None:
    opens, closes = date(2026, 12, 10), date(2027, 6, 10)
    made = schedule(database, "bread", "uk-constituency", opens, closes, UTC)
    assert (made.opens_at, made.closes_at) == (
        seconds("2026-12-10 00:00"),
        seconds("2027-06-11 00:00"),
    )
    assert (made.campaign, made.scheme, made.closing_set) == ("bread", "uk-constituency", False)


def test_new_days_are_taken_over_unless_an_organiser_set_the_closing(database: Database) -> None:
    days = [date(2026, 12, 10), date(2027, 6, 10), date(2027, 7, 10), date(2027, 8, 10)]
    ids = []
    for opens, closes in pairwise(days):
        made = schedule(database, "bread", "", opens, closes, UTC)
        ids.append(made.id)
        assert made.opens_at == seconds(f"{opens} 00:00")
        assert made == schedule(database, "bread", "", opens, closes, UTC)
    assert len(set(ids)) == 1
    closed = seconds("2027-07-01 12:00")
    with database.conn:
        petitions.set_times(database.conn, made.id, made.opens_at, closed)
        database.conn.execute("UPDATE petitions SET closing_set = 1")
    again = schedule(database, "bread", "", days[0], days[3], UTC)
    assert (again.closes_at, again.closing_set) == (closed, True)


def test_a_campaign_s_own_days_and_first_scheme_are_scheduled(
    database: Database, bread: Path
) -> None:
    campaign = load_campaign(bread)
    made = scheduled(database, campaign, UTC)
    assert made.scheme == campaign.petition.areas[0]
    assert made.opens_at == seconds(f"{campaign.opens} 00:00")
    assert made.closes_at == seconds(f"{campaign.closes} 00:00") + DAY
    several = campaign.petition.model_copy(update={"areas": ["first", "second"]})
    update = {"slug": "two", "petition": several}
    assert scheduled(database, campaign.model_copy(update=update), UTC).scheme == "first"
    without = campaign.petition.model_copy(update={"areas": []})
    update = {"slug": "none", "petition": without}
    assert scheduled(database, campaign.model_copy(update=update), UTC).scheme == ""


def test_a_schedule_that_is_as_it_was_writes_nothing(database: Database) -> None:
    days = date(2026, 12, 10), date(2027, 6, 10)
    schedule(database, "bread", "", *days, UTC)
    before = database.conn.total_changes
    schedule(database, "bread", "", *days, UTC)
    assert database.conn.total_changes == before


def test_so_many_are_removed_in_one_transaction_that_others_do_not_wait() -> None:
    assert held.AT_ONCE == 2_000
