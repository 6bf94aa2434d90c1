"""Addresses that are valid and probably mistyped: what people are asked about, and what never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.email_doubts import CheckEmail, check_email, common_domain, probably_meant
from campaigner.email_slips import PROVIDERS


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gnail.com", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmail.cm", "gmail.com"),
        ("gmail.co.uk", "gmail.com"),
        ("gmial.co", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("hotmial.co.uk", "hotmail.co.uk"),
        ("homail.co.uk", "hotmail.co.uk"),
        ("hotmail.co", "hotmail.com"),
        ("yaho.com", "yahoo.com"),
        ("yahooo.co.uk", "yahoo.co.uk"),
        ("yhaoo.com", "yahoo.com"),
        ("outlok.com", "outlook.com"),
        ("iclould.com", "icloud.com"),
        ("icoud.com", "icloud.com"),
        ("btintenret.com", "btinternet.com"),
        ("btinernt.com", "btinternet.com"),
        ("virginmeda.com", "virginmedia.com"),
        ("aol.co", "aol.com"),
        ("bluyonder.co.uk", "blueyonder.co.uk"),
    ],
)
def test_a_domain_a_slip_away_from_a_common_one_is_asked_about(domain: str, meant: str) -> None:
    assert common_domain(domain) == meant
    assert probably_meant(f"Ana.Sample@{domain}") == f"Ana.Sample@{meant}"


@pytest.mark.parametrize(
    "domain",
    [
        *PROVIDERS,
        *("mail.com", "email.com", "cloud.com", "gmx.com", "gmx.at", "ymail.com", "fastmail.fm"),
        *("hotmail.de", "hotmail.fr", "yahoo.com.au", "yahoo.fr", "outlook.es", "live.ie"),
        *("orange.net", "protonmail.ch", "pm.me", "me.co", "tutanota.de", "outlook.com.br"),
        *("bt.com", "ski.com", "love.com", "olive.com", "hey.com", "aim.com", "qq.com"),
        *("example.org", "example.co.uk", "cam.ac.uk", "students.example.ac.uk", "bücher.example"),
        *("parliament.uk", "nhs.net", "gov.wales", "rights.scot", "museum.example", "mail.ru"),
    ],
)
def test_a_domain_that_may_be_right_is_never_asked_about(domain: str) -> None:
    assert common_domain(domain) == ""


@given(st.sampled_from(PROVIDERS), st.from_regex(r"[a-z]{2,8}", fullmatch=True))
def test_what_is_suggested_is_never_asked_about_in_turn(provider: str, ending: str) -> None:
    name = provider.partition(".")[0]
    for domain in (f"{name[:-1]}.{ending}", f"{name}.{ending}", f"{name}x.com"):
        assert common_domain(common_domain(domain)) == ""


@pytest.mark.parametrize(
    ("asked", "doubt"),
    [
        ("", CheckEmail("ana@gmial.com", "ana@gmail.com")),
        ("ana@gmal.com", CheckEmail("ana@gmial.com", "ana@gmail.com")),
        ("ana@gmial.com", None),
        ("Ana@GMIAL.com", None),
        (None, None),  # nobody asks
    ],
)
def test_people_are_asked_once_about_an_address(
    asked: str | None, doubt: CheckEmail | None
) -> None:
    assert check_email("ana@gmial.com", asked) == doubt


def test_a_text_that_is_not_valid_has_the_suggestion_that_its_refusal_has() -> None:
    assert probably_meant("ana@gmail.con") == "ana@gmail.com"
    assert probably_meant("ana") == ""
