"""Whose data it is, and how its times are shown."""

from __future__ import annotations

import pytest

from campaigner.holding import Person, time_of
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


def test_times_are_shown_as_iso_8601() -> None:
    assert time_of(NOON) == "2026-12-11T12:00:00+00:00"
    assert time_of(None) is None
