"""Postal addresses as each country writes them."""

from __future__ import annotations

import pytest

from campaigner.representatives.postal import PostalAddress, postal_lines

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
