"""Countries: their codes from what people write, and their names to show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from typing import Final

from campaigner.errors import CampaignerError
from campaigner.text import fold

HOME: Final = "GB"

# What is met besides the names of ISO 3166-1 and of Unicode's CLDR. Kosovo has a code of CLDR only.
_ALSO: Mapping[str, tuple[str, ...]] = {
    "CI": ("Ivory Coast",),
    "CD": ("DR Congo", "DRC"),
    "CZ": ("Czech Rep",),
    "GB": (
        *("UK", "England", "Scotland", "Wales", "Northern Ireland", "Great Britain", "Britain"),
        *("Lloegr", "Yr Alban", "Cymru", "Gogledd Iwerddon", "Prydain Fawr"),
    ),
    "IE": ("Republic of Ireland", "Eire"),
    "MM": ("Burma",),
    "MO": ("Macau",),
    "MK": ("Macedonia",),
    "NL": ("Holland",),
    "PS": ("Palestine",),
    "SZ": ("Swaziland",),
    "TL": ("East Timor",),
    "TR": ("Turkey",),
    "US": ("America",),
    "VA": ("Vatican",),
    "XK": ("XKX",),
}
_WORD = re.compile(r"\w+")
_PASSED_OVER = ("the", "of", "and", "a", "ac", "y", "yr")


class CountryRefused(CampaignerError):
    """A text that is not a country's code or name."""


@lru_cache(maxsize=1_000)
def country_code(text: str) -> str:
    """Returns the two letters of a country from its code (ISO 3166-1, of 2 or 3) or its name.

    Names are read in English and Welsh, without case, accents and punctuation; the nations of
    the United Kingdom are ``GB``. Raises CountryRefused, whose message does not repeat the text.
    """
    key = _key(text)
    if key in ("gb", "uk"):
        return HOME
    code = _codes().get(key)
    if code is None:
        raise CountryRefused(
            "This is not a known country.", hint="Write its name or its two letters: Ireland, IE."
        )
    return code


@cache
def country_names(language: str) -> Mapping[str, str]:
    """Returns the name of each country in a language, by code; in English where there is none."""
    from babel import Locale, UnknownLocaleError

    english = names = Locale("en").territories
    with suppress(UnknownLocaleError, ValueError):
        names = Locale.parse(language, sep="-").territories
    return {code: names.get(code, english[code]) for code in _known()}


@cache
def _known() -> tuple[str, ...]:
    from pycountry import countries

    return (*(country.alpha_2 for country in countries), "XK")


@cache
def _codes() -> Mapping[str, str]:
    """Returns the code by each key. Of a key that two countries have, the first stands."""
    codes: dict[str, str] = {}
    for code, name in _names():
        codes.setdefault(_key(name), code)
    return codes


def _names() -> Iterator[tuple[str, str]]:
    from pycountry import countries

    for code in _known():
        yield code, code
        yield from ((code, name) for name in _ALSO.get(code, ()))
    for country in countries:
        for field in ("alpha_3", "name", "common_name", "official_name"):
            if name := getattr(country, field, None):
                yield country.alpha_2, name
                short, comma, form = name.partition(", ")
                if comma:
                    yield country.alpha_2, f"{form} {short}"  # Republic of Korea
    for language in ("en", "cy"):
        yield from country_names(language).items()


def _key(text: str) -> str:
    """Returns the letters and digits of a text, folded, without the words that come and go."""
    words = ["saint" if word == "st" else word for word in _WORD.findall(fold(text))]
    return "".join(word for word in words if word not in _PASSED_OVER) or "".join(words)
