"""Postal addresses as each country writes them."""

from __future__ import annotations

import pytest

from campaigner.representatives.postal import PostalAddress, is_postal, postal_lines, typed_lines

STREET = ("1 Sample Street",)


CASES = [
    # towns in capitals: the post of the United Kingdom, the United States, France wants it so
    ("GB", ("1 Sample Street", "SAMPLETON", "AB1 2CD")),
    ("US", ("1 Sample Street", "SAMPLETON, AL AB1 2CD", "UNITED STATES")),
    ("FR", ("1 Sample Street", "AB1 2CD SAMPLETON", "FRANCE")),
    # not so in Germany, Switzerland, Ireland
    ("DE", ("1 Sample Street", "AB1 2CD Sampleton", "GERMANY")),
    ("CH", ("1 Sample Street", "CH-AB1 2CD Sampleton", "SWITZERLAND")),
    ("IE", ("1 Sample Street", "Sampleton", "AL", "AB1 2CD", "IRELAND")),
    # no such country
    ("XX", ("1 Sample Street", "Sampleton", "AL", "AB1 2CD")),
]


@pytest.mark.parametrize(("country", "lines"), CASES)
def test_an_address_on_a_letter_from_the_united_kingdom(
    country: str, lines: tuple[str, ...]
) -> None:
    address = PostalAddress(STREET, "Sampleton", "AL", "AB1 2CD", country)
    assert postal_lines(address) == lines


def test_within_a_country_its_name_is_left_out() -> None:
    address = PostalAddress(STREET, "Sampleville", "AL", "35005", "US")
    assert postal_lines(address, sent_from="US") == ("1 Sample Street", "SAMPLEVILLE, AL 35005")


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("1 Sample Street, Sampleton, LE93 1AA", ("1 Sample Street", "Sampleton", "LE93 1AA")),
        ("12, Sample Street; Sampleton", ("12, Sample Street", "Sampleton")),
        ("Civic Centre\r\nSampleton\n\n", ("Civic Centre", "Sampleton")),
        ("1 Sample Street, -, N/A", ("1 Sample Street",)),
        ("n/a", ()),
        ("", ()),
    ],
)
def test_an_address_is_typed_in_lines(typed: str, lines: tuple[str, ...]) -> None:
    assert typed_lines(typed) == lines


@pytest.mark.parametrize(
    "text", ["Withheld", "by email only", "Not disclosed", "Sensitive information", "TBC", ""]
)
def test_what_stands_for_an_address_is_none(text: str) -> None:
    assert not is_postal(typed_lines(text))


@pytest.mark.parametrize("text", ["House of Commons", "Town Hall, Sampleton", "1 Sample Street"])
def test_an_address_can_be_one_line(text: str) -> None:
    assert is_postal(typed_lines(text))
