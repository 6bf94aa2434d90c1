"""Where signatures come from on the internet, as keyed hashes: enough to count, not to look up."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from campaigner.errors import UsageError
from campaigner.files import read_text

if TYPE_CHECKING:
    from campaigner.settings import Fraud

KEY_FILE = "network.key"

# More than so many in so many seconds from one address are suspect.
Limits = Sequence[tuple[int, int]]
LIMITS: Limits = ((1, 60), (5, 300))


def network_key(folder: Path) -> bytes:
    """The key that addresses are hashed with, made at the first use."""
    path = folder / KEY_FILE
    if path.exists():
        return bytes.fromhex(read_text(path).strip())
    key = secrets.token_bytes(32)
    folder.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(key.hex() + "\n", encoding="ascii")
    return key


def network_hash(address: str, key: bytes) -> bytes:
    """The keyed hash of an IP address; of IPv6 its network of 64 bits, which is one household's.

    Raises UsageError where it is no address.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        raise UsageError(f"“{address}” is no IP address.") from None
    bits = parsed.packed[:8] if parsed.version == 6 else parsed.packed
    return hmac.new(key, bits, hashlib.sha256).digest()[:16]


def is_allowed(address: str, allowed: Iterable[str]) -> bool:
    """Whether an address lies in a shared network (a university, a hall) that is let through."""
    parsed = ipaddress.ip_address(address)
    return any(parsed in ipaddress.ip_network(each, strict=False) for each in allowed)


def limits_of(fraud: Fraud) -> Limits:
    """The limits that an organisation has set."""
    return ((fraud.in_a_minute, 60), (fraud.in_five_minutes, 300))


def network_of(address: str, fraud: Fraud, key: bytes) -> bytes:
    """What is counted of an address: its keyed hash, or nothing where its network is shared."""
    return b"" if is_allowed(address, fraud.shared_networks) else network_hash(address, key)


def is_suspect(earlier: Sequence[int], now: int, limits: Limits = LIMITS) -> bool:
    """Whether one more signature from an address is too many.

    ``earlier`` are the times at which the address signed before, the new one not among them.
    """
    return any(
        1 + sum(now - seconds < moment <= now for moment in earlier) > at_most
        for at_most, seconds in limits
    )


def is_automatic(honeypot: str, seconds_to_fill: float, at_least: float = 3) -> bool:
    """Whether a form was filled in by a machine: the hidden field has text, or it was too quick."""
    return bool(honeypot) or seconds_to_fill < at_least
