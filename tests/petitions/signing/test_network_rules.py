"""How many signatures from one network address are too many, to the second."""

from __future__ import annotations

import hashlib
import hmac
import stat
from pathlib import Path

import pytest

from campaigner.errors import UsageError
from campaigner.petitions.signing.networks import (
    LIMITS,
    is_allowed,
    is_automatic,
    is_suspect,
    limits_of,
    network_hash,
    network_key,
    network_of,
)
from campaigner.setting_tables import Fraud

NOW = 1_800_000_000
KEY = bytes(range(32))

# The domain rules, "Fraud controls": more than 1 in 60 s or 5 in 300 s.
RULES = ((1, 60), (5, 300))


def test_the_limits_are_those_of_the_rules_unless_set() -> None:
    assert LIMITS == RULES
    assert limits_of(Fraud()) == RULES
    assert limits_of(Fraud(in_a_minute=4, in_five_minutes=40)) == ((4, 60), (40, 300))


# (how many seconds ago the address signed before, whether one more now is suspect)
@pytest.mark.parametrize(
    ("seconds_ago", "suspect"),
    [
        pytest.param([], False, id="the only one"),
        pytest.param([0], True, id="two in the same second"),
        pytest.param([1], True, id="a second before"),
        pytest.param([59], True, id="59 seconds before"),
        pytest.param([60], False, id="60 seconds before: the minute is over"),
        pytest.param([61], False, id="61 seconds before"),
        pytest.param([60, 120, 180, 240], False, id="five in 300 seconds"),
        pytest.param([60, 120, 180, 240, 299], True, id="six in 300 seconds"),
        pytest.param([60, 120, 180, 240, 300], False, id="the sixth 300 seconds before"),
        pytest.param([60, 120, 180, 240, 301], False, id="the sixth 301 seconds before"),
        pytest.param([-1], False, id="a clock that was ahead does not count"),
    ],
)
def test_the_limits_at_the_second(seconds_ago: list[int], suspect: bool) -> None:
    assert is_suspect([NOW - each for each in seconds_ago], NOW) is suspect


@pytest.mark.parametrize(("earlier", "suspect"), [(1, False), (2, False), (3, True)])
def test_a_limit_of_three_lets_three_through(earlier: int, suspect: bool) -> None:
    assert is_suspect([NOW] * earlier, NOW, [(3, 10)]) is suspect


# The domain rules: a honeypot field and a minimum time to fill in the form (3 seconds by default).
@pytest.mark.parametrize(
    ("honeypot", "seconds", "automatic"),
    [
        ("", 0, True),
        ("", 2.9, True),
        ("", 3, False),
        ("", 3.1, False),
        ("https://example.org", 60, True),
        ("https://example.org", 1, True),
    ],
)
def test_a_form_that_was_filled_in_by_a_machine(
    honeypot: str, seconds: float, automatic: bool
) -> None:
    assert is_automatic(honeypot, seconds) is automatic


def test_an_address_is_kept_as_half_of_a_keyed_hash() -> None:
    """HMAC-SHA-256 (RFC 2104), cut to 128 bits; of IPv6 the first 64 bits, one household's."""
    four, six = bytes([203, 0, 113, 7]), bytes.fromhex("20010db800010002")
    for address, counted in (("203.0.113.7", four), ("2001:db8:1:2::9", six)):
        whole = hmac.new(KEY, counted, hashlib.sha256).digest()
        assert network_hash(address, KEY) == whole[:16]


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("::ffff:203.0.113.7", True),  # RFC 4291, 2.5.5.2: as servers that listen on both see it
        ("::FFFF:cb00:7107", True),
        ("0:0:0:0:0:ffff:203.0.113.7", True),
        ("64:ff9b::203.0.113.7", True),  # RFC 6052, 2.1: behind NAT64
        ("64:ff9b::cb00:7107", True),
        (" 203.0.113.7 ", True),
        ("::ffff:203.0.113.8", False),
        ("64:ff9b::203.0.113.8", False),
        ("64:ff9b:1::203.0.113.7", False),  # RFC 8215: a network may map them as it likes
        ("64:ff9b::1:203.0.113.7", False),
        ("::203.0.113.7", False),  # RFC 4291, 2.5.5.1: given up
        ("2002:cb00:7107::1", False),  # RFC 3056: a network of its own
    ],
)
def test_an_ipv4_address_in_ipv6_is_the_same_address(address: str, same: bool) -> None:
    plain = network_hash("203.0.113.7", KEY)
    assert (network_hash(address, KEY) == plain) is same
    assert is_allowed(address, ["203.0.113.7/32"]) is same


def test_ipv4_addresses_in_one_ipv6_network_are_several() -> None:
    every = [f"{prefix}203.0.113.{last}" for prefix in ("::ffff:", "64:ff9b::") for last in (7, 8)]
    assert len({network_hash(each, KEY) for each in every}) == 2


@pytest.mark.parametrize("address", ["", "somewhere", "203.0.113.256", "203.0.113"])
def test_what_is_not_an_address_is_refused_with_its_text(address: str) -> None:
    with pytest.raises(UsageError, match=f"“{address}”"):
        network_hash(address, KEY)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("198.51.100.0", True),
        ("198.51.100.255", True),
        ("198.51.101.0", False),
        ("2001:db8:ffff::1", True),
        ("2001:db9::1", False),
        ("192.0.2.77", True),  # the settings name a network by one of its addresses
        ("192.0.3.77", False),
    ],
)
def test_shared_networks_are_let_through_and_no_others(address: str, allowed: bool) -> None:
    shared = ["198.51.100.0/24", "2001:db8::/32", "192.0.2.1/24"]
    assert is_allowed(address, shared) is allowed
    assert is_allowed(address, []) is False
    counted = network_of(address, Fraud(shared_networks=shared), KEY)
    assert counted == (b"" if allowed else network_hash(address, KEY))


def test_the_key_is_random_kept_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    key = network_key(tmp_path / "keys")
    assert len(key) == 32
    assert network_key(tmp_path / "keys") == key
    assert network_key(tmp_path / "others") != key
    folder, file = tmp_path / "keys", tmp_path / "keys" / "network.key"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text(encoding="ascii") == key.hex() + "\n"


def test_a_folder_that_is_there_already_gets_the_key(tmp_path: Path) -> None:
    assert len(network_key(tmp_path)) == 32
