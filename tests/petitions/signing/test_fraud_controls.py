"""What makes a signature suspect, and what the signer sees of it: nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from campaigner.errors import UsageError
from campaigner.petitions.signing.applying import SigningOutcome, sign
from campaigner.petitions.signing.networks import (
    is_allowed,
    is_automatic,
    is_suspect,
    limits_of,
    network_hash,
    network_key,
    network_of,
)
from campaigner.setting_tables import Fraud, Web
from campaigner.store.database import Database
from petitioners import NOON, person, the_petition

KEY = b"k" * 32


@pytest.mark.parametrize(
    ("seconds_ago", "suspect"),
    [
        pytest.param([], False, id="the first from an address"),
        pytest.param([60], False, id="one a minute ago"),
        pytest.param([59], True, id="two within 60 seconds"),
        pytest.param([70, 140, 210, 280], False, id="five within 300 seconds"),
        pytest.param([61, 122, 183, 244, 299], True, id="six within 300 seconds"),
        pytest.param([61, 122, 183, 244, 300], False, id="the sixth is old enough"),
    ],
)
def test_how_many_from_one_address_are_too_many(seconds_ago: list[int], suspect: bool) -> None:
    assert is_suspect([NOON - each for each in seconds_ago], NOON) is suspect


def test_the_limits_can_be_set() -> None:
    assert not is_suspect([NOON - 1, NOON - 2], NOON, [(3, 60)])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),  # one household
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
    ],
)
def test_addresses_are_compared_by_keyed_hash(one: str, other: str, same: bool) -> None:
    assert (network_hash(one, KEY) == network_hash(other, KEY)) is same
    assert network_hash(one, KEY) != network_hash(one, b"x" * 32)


def test_what_is_no_address() -> None:
    with pytest.raises(UsageError):
        network_hash("somewhere", KEY)


def test_the_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    key = network_key(tmp_path / "keys")
    assert network_key(tmp_path / "keys") == key
    assert (tmp_path / "keys" / "network.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("address", "allowed"),
    [("198.51.100.9", True), ("198.51.101.9", False), ("2001:db8::5", True), ("::1", False)],
)
def test_shared_networks_are_let_through(address: str, allowed: bool) -> None:
    assert is_allowed(address, ["198.51.100.0/24", "2001:db8::/32"]) is allowed


def test_an_organisation_sets_its_own_limits() -> None:
    fraud = Fraud(in_a_minute=3, shared_networks=["198.51.100.0/24"])
    assert limits_of(fraud) == ((3, 60), (5, 300))
    assert network_of("198.51.100.9", fraud, KEY) == b""
    assert network_of("203.0.113.7", fraud, KEY) == network_hash("203.0.113.7", KEY)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("10.0.0.7/8", "10.0.0.0/8"),  # servers that compare networks know none else
        ("2001:DB8:0::7/48", "2001:db8::/48"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("::1", "::1"),
    ],
)
def test_networks_of_the_settings_are_kept_as_programs_compare_them(
    written: str, kept: str
) -> None:
    assert Web(proxies=[written]).proxies == Fraud(shared_networks=[written]).shared_networks
    assert Web(proxies=[written]).proxies == [kept]


def test_what_is_not_a_network_is_said_in_plain_words() -> None:
    with pytest.raises(ValidationError, match="“somewhere” is not a network"):
        Web(proxies=["somewhere"])


def test_a_shared_network_that_is_none_is_found_in_the_settings() -> None:
    with pytest.raises(ValidationError, match="shared_networks"):
        Fraud(shared_networks=["198.51.100.0/99"])


@pytest.mark.parametrize(
    ("honeypot", "seconds", "automatic"), [("", 10, False), ("x", 10, True), ("", 1, True)]
)
def test_forms_that_machines_fill_in(honeypot: str, seconds: float, automatic: bool) -> None:
    assert is_automatic(honeypot, seconds) is automatic


def test_the_second_within_a_minute_is_suspect_on_one_petition_only(database: Database) -> None:
    first, second = the_petition(database), the_petition(database, slug="another")
    network = network_hash("203.0.113.7", KEY)
    outcomes = [
        sign(database, petition, person(number), NOON + number, network=network).outcome
        for number, petition in enumerate((first, first, second))
    ]
    assert outcomes == [SigningOutcome.PENDING, SigningOutcome.SUSPECT, SigningOutcome.PENDING]
