"""Where signatures come from on the internet, as keyed hashes: enough to count, not to look up."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from campaigner.errors import UsageError
from campaigner.key_files import secret_key
from campaigner.shelf import in_this_moment

if TYPE_CHECKING:
    from campaigner.setting_tables import Fraud
    from campaigner.workspace import Workspace

KEY_FILE = "network.key"
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

# More than so many in so many seconds from one address are suspect.
Limits = Sequence[tuple[int, int]]
LIMITS: Limits = ((1, 60), (5, 300))


def network_key(folder: Path) -> bytes:
    """Returns the key that addresses are hashed with; see ``key_files.secret_key``."""
    return in_this_moment(("network key", folder), lambda: secret_key(folder / KEY_FILE))


def network_hash(address: str, key: bytes) -> bytes:
    """Returns the keyed hash of an IP address; of IPv6 its network of 64 bits: one household's.

    Raises UsageError for a text that is not an IP address.
    """
    parsed = _parsed(address)
    bits = parsed.packed[:8] if parsed.version == 6 else parsed.packed
    return hmac.new(key, bits, hashlib.sha256).digest()[:16]


def is_address(text: str) -> bool:
    """Returns whether a text is an IP address, as the word of a proxy may not be."""
    try:
        _parsed(text)
    except UsageError:
        return False
    return True


def household_of(address: str) -> str:
    """Returns what all addresses of one household have in common: of IPv6 the network of 64 bits.

    Empty for an address of this machine itself, and for a text that is not an IP address.
    """
    if not is_address(address):
        return ""
    parsed = _parsed(address)
    if parsed.is_loopback:
        return ""
    bits = 64 if parsed.version == 6 else 32
    return str(ipaddress.ip_network((parsed, bits), strict=False).network_address)


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        raise UsageError(
            f"“{address}” is not a valid IP address.", hint="Write it like 203.0.113.7."
        ) from None
    return _embedded(parsed) if parsed.version == 6 else parsed


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The IPv4 address that an IPv6 address stands for, or itself.

    Servers that listen on both see an IPv4 address in ``::ffff:0:0/96`` (RFC 4291, 2.5.5.2), and
    those behind NAT64 in ``64:ff9b::/96`` (RFC 6052, 2.1): all of them have the same first 64 bits.
    """
    if address.ipv4_mapped:
        return address.ipv4_mapped
    return ipaddress.IPv4Address(address.packed[12:]) if address in _NAT64 else address


def is_allowed(address: str, allowed: Iterable[str]) -> bool:
    """Returns whether an address is in a shared network (a university, a hall) that is let through.

    Raises UsageError for a text that is not an IP address.
    """
    parsed = _parsed(address)
    return any(parsed in _network(each) for each in allowed)


@lru_cache
def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    return ipaddress.ip_network(text, strict=False)


def limits_of(fraud: Fraud) -> Limits:
    """Returns the limits that an organisation has set."""
    return ((fraud.in_a_minute, 60), (fraud.in_five_minutes, 300))


def network_of(address: str, fraud: Fraud, key: bytes) -> bytes:
    """Returns the keyed hash of an address, or nothing if its network is shared."""
    return b"" if is_allowed(address, fraud.shared_networks) else network_hash(address, key)


def asking_network(workspace: Workspace, address: str) -> bytes:
    """Returns ``network_of`` the IP address that asks for something; nothing if it is not known."""
    if not address:
        return b""
    return network_of(address, workspace.settings.fraud, network_key(workspace.keys_folder))


def is_suspect(earlier: Sequence[int], now: int, limits: Limits = LIMITS) -> bool:
    """Returns whether one more signature from an address is too many.

    ``earlier`` are the times at which the address signed before, the new one not among them.
    """
    return any(
        1 + sum(now - seconds < moment <= now for moment in earlier) > at_most
        for at_most, seconds in limits
    )


def is_automatic(honeypot: str, seconds_to_fill: float, at_least: float = 3) -> bool:
    """Returns whether a machine filled in a form: its hidden field has text, or it was quick."""
    return bool(honeypot) or seconds_to_fill < at_least
