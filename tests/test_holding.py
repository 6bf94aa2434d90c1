"""Whose data it is, and how its times are shown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from campaigner.holding import Limits, Person, time_of
from campaigner.setting_tables import Retention
from petitioners import NOON


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


def test_times_are_shown_as_iso_8601() -> None:
    assert time_of(NOON) == "2026-12-11T12:00:00+00:00"
    assert time_of(None) is None
