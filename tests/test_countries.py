"""Countries as people write them."""

from __future__ import annotations

import pycountry
import pytest
from babel import Locale
from babel.languages import get_official_languages

from campaigner.countries import CountryRefused, country_code, country_names

CODES = [country.alpha_2 for country in pycountry.countries]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("gb", "GB"),
        ("uk", "GB"),
        ("U.K.", "GB"),
        ("UK & NI", "GB"),
        ("GB-SCT", "GB"),
        ("gb-eng", "GB"),
        ("826", "GB"),
        ("England & Wales", "GB"),
        ("Antigua", "AG"),
        ("GBR", "GB"),
        ("England", "GB"),
        ("Scotland", "GB"),
        ("Cymru", "GB"),
        ("Northern Ireland", "GB"),
        ("Great Britain", "GB"),
        ("Y Deyrnas Unedig", "GB"),
        ("Ireland", "IE"),
        ("Republic of Ireland", "IE"),
        (" iwerddon ", "IE"),
        ("USA", "US"),
        ("United States of America", "US"),
        ("The Netherlands", "NL"),
        ("Korea, Republic of", "KR"),
        ("Republic of Korea", "KR"),
        ("Saint Lucia", "LC"),
        ("Bosnia and Herzegovina", "BA"),
        ("Cote d'Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("Turkey", "TR"),
        ("Russian Federation", "RU"),
        ("Kosovo", "XK"),
        ("AND", "AD"),
        ("U.S.", "US"),
        ("U.S.A", "US"),
        ("America", "US"),
        ("Britain", "GB"),
        ("England, UK", "GB"),
        ("Wales (UK)", "GB"),
        ("United Kingdom / Scotland", "GB"),
        ("UNITED KINGDOM OF GREAT BRITAIN AND NORTHERN IRELAND", "GB"),
        ("Netherlands (the)", "NL"),
        ("Holland", "NL"),
        ("Czech Republic", "CZ"),
        ("South Korea", "KR"),
        ("Deutschland", "DE"),
        ("DEUTSCHLAND ", "DE"),
        ("Österreich", "AT"),
        ("España", "ES"),
        ("Espanya", "ES"),
        ("Éire", "IE"),
        ("An Rìoghachd Aonaichte", "GB"),
        ("Schweiz", "CH"),
        ("Svizra", "CH"),
        ("Polska", "PL"),
        ("Suomi", "FI"),
        ("Hrvatska", "HR"),
        ("Ελλάδα", "GR"),
        ("Україна", "UA"),
        ("مصر", "EG"),
        ("भारत", "IN"),
        ("日本", "JP"),
        ("Royaume-Uni", "GB"),
        ("Alemania", "DE"),
    ],
)
def test_a_country_by_its_code_or_name(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "Ruritania", "ZZ", "EU", "G", "10", "🇬🇧", "N/A", "-", "Earth", ","),
        *("England, France", "London, Ruritania", "Virgin Islands"),
    ],
)
def test_what_is_not_a_country_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(CountryRefused, match=r"^This is not a known country\.$"):
        country_code(text)


def test_every_code_and_every_name_lead_back_to_the_country() -> None:
    for country in pycountry.countries:
        assert country_code(country.alpha_2) == country.alpha_2
        assert country_code(country.alpha_3.lower()) == country.alpha_2
        assert country_code(country.name) == country.alpha_2
    for language in ("en", "cy"):
        for code, name in country_names(language).items():
            assert country_code(name) == code
            assert country_code(f" {name.upper()}. ") == code


def test_every_country_is_known_by_its_own_name_in_its_own_languages() -> None:
    for code in CODES:
        for language in get_official_languages(code, de_facto=True):
            own = country_names(language)[code]
            assert country_code(own) == code, (language, own)


def test_countries_are_named_in_the_language_that_is_asked_for() -> None:
    assert country_names("cy")["IE"] == "Iwerddon"
    assert country_names("ug")["IE"] == Locale("ug").territories["IE"]
    assert country_names("tlh")["IE"] == country_names("not a tag")["IE"] == "Ireland"
    assert {*CODES} <= {*country_names("en")}
    assert "EU" not in country_names("en")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Great Britian", "United Kingdom"),
        ("Untied Kingdom", "United Kingdom"),
        ("Irleand", "Ireland"),
        ("Germnay", "Germany"),
    ],
)
def test_a_mistyped_country_is_suggested(text: str, name: str) -> None:
    with pytest.raises(CountryRefused) as refused:
        country_code(text)
    assert refused.value.hint == f"Did you mean {name}?"


@pytest.mark.parametrize("text", ["London", "EU", "Europe", "USSR", "x"])
def test_what_is_no_country_is_not_taken_for_one(text: str) -> None:
    with pytest.raises(CountryRefused) as refused:
        country_code(text)
    assert refused.value.hint.startswith("Write its name")
