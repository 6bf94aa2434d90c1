"""Whose data it is, and how its times are shown."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from campaigner.holding import Limits, Person, last_day_kept, time_of
from campaigner.setting_tables import Retention
from petitioners import LONDON, NOON, seconds


@pytest.mark.parametrize(
    ("address", "theirs"),
    [
        ("sam.sample@gmail.com", True),
        ("Sam.Sample+letters@GoogleMail.com", True),
        ("samsample@gmail.com", True),
        ("sam@gmail.com", False),
        ("samsample@example.org", False),
        ("not an address", False),
    ],
)
def test_a_person_has_every_spelling_of_their_mailbox(address: str, theirs: bool) -> None:
    assert Person("samsample@gmail.com").has(address) is theirs


@pytest.mark.parametrize("address", ["", "sam@gmail.com"])
def test_a_person_without_a_mailbox_has_no_address(address: str) -> None:
    assert not Person(name="Sam Sample", postcode="LE93 1AA").has(address)


def test_what_is_kept_beyond_the_last_year_there_is_is_never_past() -> None:
    end = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())
    closed = int(datetime(9989, 1, 1, tzinfo=UTC).timestamp())
    assert not Limits(end, Retention(months_after_closing=120), UTC).is_past(closed)
    assert Limits(end, Retention(months_after_closing=12), UTC).is_past(closed)


@pytest.mark.parametrize(
    ("closed", "months", "day"),
    [
        ("2027-06-10 23:00", 6, "2027-12-10"),  # midnight in London after the last day
        ("2027-05-05 12:00", 6, "2027-11-05"),  # closed by an organiser at noon
        ("2027-09-01 00:00", 6, "2028-03-01"),
        ("2027-08-31 12:00", 6, "2028-02-29"),
        ("2027-06-10 23:00", 0, "2027-06-10"),
    ],
)
def test_copies_are_destroyed_by_the_day_that_the_database_forgets(
    closed: str, months: int, day: str
) -> None:
    retention = Retention(months_after_closing=months)
    last = last_day_kept(seconds(closed), retention, LONDON)
    assert last == date.fromisoformat(day)
    first = int(datetime(last.year, last.month, last.day, tzinfo=LONDON).timestamp())
    assert not Limits(first - 1, retention, LONDON).is_past(seconds(closed))
    assert Limits(first + 86_400, retention, LONDON).is_past(seconds(closed))


def test_what_is_kept_beyond_the_last_year_has_no_day() -> None:
    assert last_day_kept(seconds("9999-01-01 00:00"), Retention(), UTC) == date.max


def test_times_are_shown_as_iso_8601() -> None:
    assert time_of(NOON) == "2026-12-11T12:00:00+00:00"
    assert time_of(None) is None
