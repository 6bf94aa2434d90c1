"""Email addresses that are thrown away after a few minutes, known by their domains."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from campaigner.emails import mailed_email

_LIST = "throwaway_domains.txt"


def is_throwaway(email: str) -> bool:
    """Returns whether an address is at a domain of throw-away mailboxes, or below one.

    The list is in the public domain; its head says where it comes from.
    """
    parts = mailed_email(email).rpartition("@")[2].lower().split(".")
    known = _domains()
    return any(".".join(parts[start:]) in known for start in range(len(parts) - 1))


@cache
def _domains() -> frozenset[str]:
    text = (files("campaigner.petitions") / "data" / _LIST).read_text(encoding="ascii")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))
