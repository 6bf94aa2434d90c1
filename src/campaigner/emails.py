"""E-mail addresses: how they are kept, compared, and reduced to the person behind them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from campaigner.errors import CampaignerError

MAX_LENGTH = 254

# Where dots in the local part mean nothing, and domains that are another's second name.
DOTLESS = frozenset({"gmail.com"})
ALIASES: Mapping[str, str] = {"googlemail.com": "gmail.com"}

_LOCAL = r"[^\s@\"(),:;<>\[\]\\\x00-\x1f\x7f.]+(?:\.[^\s@\"(),:;<>\[\]\\\x00-\x1f\x7f.]+)*"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_ADDRESS = re.compile(rf"({_LOCAL})@((?:{_LABEL}\.)+{_LABEL})")


class EmailRefused(CampaignerError):
    """A text that is no e-mail address."""


def parse_email(text: str) -> str:
    """An address as it is kept: trimmed, the domain in lower case, the local part as given.

    Raises EmailRefused.
    """
    found = _ADDRESS.fullmatch(text.strip())
    if not found or len(found[1]) > 64 or len(found[0]) > MAX_LENGTH or found[2][-1].isdigit():
        raise EmailRefused("This is not an e-mail address.", hint="It looks like name@example.org.")
    return f"{found[1]}@{found[2].lower()}"


def canonical_email(
    email: str,
    dotless: Collection[str] = DOTLESS,
    aliases: Mapping[str, str] = ALIASES,
) -> str:
    """The address of the mailbox behind all its spellings, for telling duplicates.

    Lower case, without ``+…``; without dots at the domains of ``dotless``; a domain of
    ``aliases`` under its first name.
    """
    local, _, domain = email.lower().rpartition("@")
    domain = aliases.get(domain, domain)
    local = local.partition("+")[0] or local
    if domain in dotless:
        local = local.replace(".", "")
    return f"{local}@{domain}"


def same_address(one: str | None, other: str | None) -> bool:
    """Whether two texts are one address, compared without case; no address is like none."""
    return one is not None and other is not None and one.lower() == other.lower()
