"""Addresses that are valid and probably mistyped: ``gmial.com``. People are asked, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from campaigner.email_slips import PROVIDERS
from campaigner.emails import EmailRefused, parse_email, same_address, suggested

# With the providers, the domains at which many people have their mailboxes.
_COMMON = (
    *PROVIDERS,
    *("btopenworld.com", "blueyonder.co.uk", "tiscali.co.uk", "virgin.net", "rocketmail.com"),
    *("fastmail.com", "tutanota.com", "gmx.com", "gmx.de", "gmx.co.uk", "mac.com", "wanadoo.fr"),
)
_NAMES = frozenset(domain.partition(".")[0] for domain in _COMMON)
# Names under which there is one domain alone: another ending is a slip.
_ONE_DOMAIN = {"gmail": "gmail.com", "icloud": "icloud.com", "btinternet": "btinternet.com"}
# Domains in use that are a letter away from a common one.
_IN_USE = frozenset({"mail.com", "email.com", "cloud.com"})
# Endings of other countries, typed where a letter of ``com`` is missing.
_HALF_TYPED: Mapping[str, str] = {"co": "com", "cm": "com", "om": "com"}
_SHORTEST_NAME = 5  # letters: shorter names are a letter away from too many others
_LONG_NAME = 9  # letters, in which two slips are still seen as slips


@dataclass(frozen=True, slots=True)
class CheckEmail:
    """Nothing was done: an address is valid, and probably mistyped.

    The same form is taken once it says that its sender was asked about the address ``typed``.
    """

    typed: str
    meant: str


def check_email(email: str, asked: str | None) -> CheckEmail | None:
    """Returns the doubt about an address as it is kept; None if it is to be taken.

    ``asked`` is the address that its sender was asked about before, empty if there was none, and
    None if nobody asks: then there is no doubt.
    """
    meant = "" if asked is None else to_ask_about(email, asked)
    return CheckEmail(email, meant) if meant else None


def to_ask_about(text: str, asked: str) -> str:
    """Returns the address that was probably meant; empty if ``asked`` is what was typed, too."""
    return "" if same_address(asked.strip(), text.strip()) else probably_meant(text)


def probably_meant(text: str) -> str:
    """Returns the address that somebody probably meant; empty if what was typed may be right."""
    try:
        return _near_address(parse_email(text))
    except EmailRefused:
        return suggested(text)


def _near_address(email: str) -> str:
    local, _, domain = email.rpartition("@")
    meant = common_domain(domain)
    return f"{local}@{meant}" if meant else ""


@lru_cache(maxsize=10_000)
def common_domain(domain: str) -> str:
    """Returns the common domain that somebody probably meant; empty for one that may be right.

    Nothing is suggested for a common domain, nor for another country's branch of a provider
    (``hotmail.de``), nor for a short name. A slip is a letter that is missing, wrong, too many, or
    in its neighbour's place.
    """
    if domain in _COMMON or domain in _IN_USE:
        return ""
    name, _, ending = domain.partition(".")
    if name in _ONE_DOMAIN:
        return _ONE_DOMAIN[name]
    whole = f"{name}.{_HALF_TYPED.get(ending, ending)}"
    if name in _NAMES:
        return whole if whole in _COMMON and len(name) > 2 else ""
    return _nearest(whole)


def _nearest(domain: str) -> str:
    """The common domain that is a slip or two away; of several that are as near, the first."""
    from rapidfuzz.distance import OSA

    found = []
    for place, common in enumerate(_COMMON):
        letters = len(common.partition(".")[0])
        most = 2 if letters >= _LONG_NAME else 1
        if letters >= _SHORTEST_NAME and OSA.distance(domain, common, score_cutoff=most) <= most:
            found.append((OSA.distance(domain, common), place, common))
    return min(found)[2] if found else ""
