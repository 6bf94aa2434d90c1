"""Countries: their codes from what people write, and their names to show."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from typing import Final

from campaigner.errors import CampaignerError
from campaigner.text import fold

HOME: Final = "GB"

# What is met besides the names of ISO 3166-1 and of Unicode's CLDR. Kosovo has a code of CLDR only.
_ALSO: Mapping[str, tuple[str, ...]] = {
    "AG": ("Antigua",),
    "AE": ("UAE", "Emirates"),
    "AL": ("Shqipëria",),
    "AM": ("Hayastan",),
    "BA": ("Bosnia", "BiH"),
    "CD": ("DR Congo", "DRC", "Congo DR", "Zaire"),
    "CG": ("Congo Republic",),
    "CI": ("Ivory Coast",),
    "CN": ("PRC", "Mainland China", "Zhongguo"),
    "CZ": ("Czech Rep",),
    "DE": ("Federal Republic of Germany", "FRG", "BRD"),
    "DO": ("Dominican Rep",),
    "EG": ("Misr",),
    "GB": (
        *("UK", "England", "Scotland", "Wales", "Northern Ireland", "Great Britain", "Britain"),
        *("N Ireland", "N Irl", "Grt Britain", "Gt Britain", "British Isles", "Eng", "Alba"),
        *("Lloegr", "Yr Alban", "Cymru", "Gogledd Iwerddon", "Prydain Fawr", "DU", "Kernow"),
        *("Angleterre", "Grande-Bretagne", "Großbritannien", "Gran Bretaña", "Inglaterra"),
        *("Inghilterra", "Gran Bretagna", "Grã-Bretanha", "Wielka Brytania", "Anglia"),
        *("Engeland", "Groot-Brittannië", "Schottland", "Écosse", "Pays de Galles"),
        *("UK & NI", "GB & NI", "UK NI", "England & Wales", "United Kingdom & Northern Ireland"),
    ),
    "GR": ("Hellas", "Ellada", "Hellenic Republic"),
    "IE": (
        *("Republic of Ireland", "Rep of Ireland", "Irish Republic", "Southern Ireland", "ROI"),
        *("Ireland (Republic)", "Eire", "Poblacht na hÉireann"),
    ),
    "IM": ("IOM", "Mann"),
    "IN": ("Bharat",),
    "JP": ("Nippon", "Nihon"),
    "KP": ("DPRK",),
    "KR": ("Korea", "ROK", "한국"),
    "LA": ("Lao", "Lao PDR"),
    "MM": ("Burma",),
    "MO": ("Macau",),
    "MK": ("Macedonia", "FYROM"),
    "NL": ("Holland",),
    "NZ": ("Aotearoa", "Aotearoa New Zealand"),
    "PG": ("PNG",),
    "PS": ("Palestine", "Palestinian Territory", "Occupied Palestinian Territories"),
    "RU": ("Rossiya", "Rossija"),
    "SA": ("KSA", "Kingdom of Saudi Arabia"),
    "SZ": ("Swaziland",),
    "TL": ("East Timor",),
    "TR": ("Turkey",),
    "TT": ("Trinidad",),
    "TW": ("Taiwan ROC", "Republic of China"),
    "UA": ("Ukraina", "The Ukraine"),
    "US": (
        *("America", "United States of America", "U.S. of A.", "United States America"),
        *("Estados Unidos de América", "États-Unis d'Amérique"),
    ),
    "VA": ("Vatican", "Vatican City State"),
    "VC": ("Saint Vincent",),
    "XK": ("XKX",),
}
# Languages in which people name all countries, besides English and Welsh.
_WIDELY_SPOKEN = (
    "ar",
    "de",
    "es",
    "fr",
    "it",
    "nl",
    "pl",
    "pt",
    "ro",
    "ru",
    "tr",
    "uk",
    "ur",
    "zh",
)
# Languages of a part of a country, in which people name their own.
_REGIONAL = ("ca", "ckb", "eu", "gd", "gl", "rm", "ug")
_SUBDIVISION = re.compile(r"([a-z]{2})-[a-z0-9]{1,3}", re.IGNORECASE)  # GB-SCT: ISO 3166-2
_NEAR = 82  # of 100: how like a known name a mistyped one must be
_PARTS = re.compile(r"[,(/]| - ")
_WORD = re.compile(r"\w+")
_PASSED_OVER = ("the", "of", "and", "a", "ac", "y", "yr")


class CountryRefused(CampaignerError):
    """A text that is not a country's code or name."""


@lru_cache(maxsize=1_000)
def country_code(text: str) -> str:
    """Returns the two letters of a country from its code (ISO 3166-1 or -2) or its name.

    Names are read in English, Welsh and the country's own languages, and in some others, without
    case, accents and punctuation; the nations of the United Kingdom are ``GB``. Raises
    CountryRefused, whose message does not repeat the text.
    """
    code = _known_code(text) or _code_of_all(_PARTS.split(text.replace(")", "")))
    if code is None:
        hint = "Write its name or its two letters: Ireland, IE."
        if meant := _meant(text):
            hint = f"Did you mean {meant}?"
        raise CountryRefused("This is not a known country.", hint=hint)
    return code


def _known_code(text: str) -> str | None:
    key = _key(text)
    if key in ("gb", "uk"):
        return HOME
    if part := _SUBDIVISION.fullmatch(text.strip()):
        key = _key(part[1])
    return _codes().get(key) or (_foreign_codes().get(key) if len(key) > 1 else None)


def _meant(text: str) -> str:
    """Returns the English name of the country that was probably meant; empty if none is near."""
    from rapidfuzz import fuzz, process

    key = _key(text)
    known = [each for each in _codes() if len(each) > 3]
    near = process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return country_names("en")[_codes()[near[0]]] if near else ""


def _code_of_all(parts: Sequence[str]) -> str | None:
    """Returns the country that all parts name: ``England, UK``; None if they name several."""
    codes = {_known_code(part) for part in parts if part.strip()}
    return codes.pop() if len(parts) > 1 and len(codes) == 1 else None


def is_country(code: str) -> bool:
    """Returns whether two letters are the code of a country, as ``country_code`` gives it."""
    return code in _known()


@cache
def country_names(language: str) -> Mapping[str, str]:
    """Returns the name of each country in a language, by code; in English where there is none."""
    from babel import Locale, UnknownLocaleError

    english = names = Locale("en").territories
    with suppress(UnknownLocaleError, ValueError):
        names = Locale.parse(language.replace("_", "-"), sep="-").territories
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


@cache
def _foreign_codes() -> Mapping[str, str]:
    """Returns the code by each key in other languages; reading them takes about a second.

    A name that two countries have is left out.
    """
    from babel.languages import get_official_languages

    known: dict[str, set[str]] = defaultdict(set)
    for language in _WIDELY_SPOKEN:
        for code, name in country_names(language).items():
            known[_key(name)].add(code)
    for code in _known():
        for language in (*get_official_languages(code, de_facto=True), *_REGIONAL):
            known[_key(country_names(language)[code])].add(code)
    return {key: codes.pop() for key, codes in known.items() if len(codes) == 1}


def _names() -> Iterator[tuple[str, str]]:
    from pycountry import countries

    for code in _known():
        yield code, code
        yield from ((code, name) for name in _ALSO.get(code, ()))
    for country in countries:
        for field in ("alpha_3", "numeric", "name", "common_name", "official_name"):
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
