"""How long what names a person is kept: to the second, to the day of the month."""

from __future__ import annotations

from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest

from campaigner.events.held import past_until
from campaigner.holding import DAY, NETWORK_DAYS, Limits
from campaigner.petitions import held
from campaigner.privacy.holdings import HOLDINGS
from campaigner.privacy.retention import Due
from campaigner.setting_tables import Retention
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
        ("2027-06-11 00:00:00", 840, "2097-06-11 00:00:00"),  # as long as a life
        ("8000-06-11 00:00:00", 12 * 1990, "9990-06-11 00:00:00"),
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


@pytest.mark.parametrize("years", [7_972, 7_973, 9_000, 100_000])
def test_a_time_beyond_the_calendar_never_passes(years: int) -> None:
    keep, closes = Retention(months_after_closing=12 * years), seconds("2027-06-11 00:00:00")
    assert not Limits(seconds("9998-12-31 00:00:00"), keep, UTC).is_past(closes)


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


def test_so_many_are_removed_in_one_transaction_that_others_do_not_wait() -> None:
    assert held.AT_ONCE == 2_000
