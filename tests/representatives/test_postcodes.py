"""Postcodes: which are well formed, and the numbers that stand for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.representatives.postcodes import (
    PostcodeError,
    inward_codes,
    outward_number,
    parse_postcode,
    partial_spans,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("AB10 1AB", "AB10 1AB"),
        ("ab101ab", "AB10 1AB"),  # case and space do not matter
        (" sw1a-0aa ", "SW1A 0AA"),  # nor does punctuation
        ("M1 1AE", "M1 1AE"),  # one letter, one digit
        ("W1A 1AA", "W1A 1AA"),  # a letter in the district
        ("B33 8TH", "B33 8TH"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("BT4 3XX", "BT4 3XX"),
        ("gir0aa", "GIR 0AA"),  # Girobank kept its own
        ("BF1 2AT", "BF1 2AT"),  # the forces abroad
        ("ASCN1ZZ", "ASCN 1ZZ"),  # overseas territories
        ("STHL 1ZZ", "STHL 1ZZ"),
        ("GX11 1AA", "GX11 1AA"),
        ("35005", "35005"),  # a ZIP code
        ("35005-1234", "35005"),  # of which five digits tell the place
        ("k1a0b1", "K1A 0B1"),  # Canada
    ],
)
def test_well_formed_postcodes(written: str, read: str) -> None:
    assert str(parse_postcode(written)) == read


@pytest.mark.parametrize(
    "written",
    [
        "XX1 1XX",  # no such area
        "Q1 1AA",
        "M1 1AC",  # C is never in the second half
        "M1 1A",
        "M 1AA",
        "AB10",
        "",
        "1AB AB10",
        "ABC1 1AA",
        "AB101 1AA",
        "ASCN 1ZX",
        "not a valid postcode",
        "12345678",
    ],
)
def test_what_is_no_postcode_is_refused_by_its_text(written: str) -> None:
    with pytest.raises(PostcodeError, match="is not a valid postcode"):
        parse_postcode(written)


def test_a_country_decides_the_shape() -> None:
    assert parse_postcode("10115", "DE").country == "DE"
    with pytest.raises(PostcodeError, match="not a valid postcode"):
        parse_postcode("AB10 1AB", "US")
    with pytest.raises(PostcodeError, match="not a valid postcode"):
        parse_postcode("10115", "GB")


_INWARDS = inward_codes()
_OUTWARDS = st.sampled_from(["AB1", "AB10", "B1", "BA1", "M1", "SW1A", "W1", "W1A", "EC1A", "ZE3"])
_POSTCODES = st.builds(
    lambda outward, inward: parse_postcode(outward + inward),
    _OUTWARDS,
    st.sampled_from(sorted(_INWARDS)),
)


@given(_POSTCODES, _POSTCODES)
def test_numbers_tell_postcodes_apart_and_keep_their_order(first: object, second: object) -> None:
    one, other = parse_postcode(str(first)), parse_postcode(str(second))
    assert (one.number == other.number) == (one.text == other.text)
    if one.district == other.district:
        assert (one.number < other.number) == (one.text < other.text)
    assert one.number < 2**33


@given(_POSTCODES)
def test_a_number_is_that_of_the_outward_code_plus_the_inward(postcode: object) -> None:
    text = str(postcode)
    number = outward_number(text[:-4]) + _INWARDS[text[-3:]]
    assert parse_postcode(text).number == number


@pytest.mark.parametrize("foreign", ["35005", "K1A 0B1"])
def test_foreign_numbers_never_meet_british_ones(foreign: str) -> None:
    assert 2**40 < parse_postcode(foreign).number < 2**63


@pytest.mark.parametrize(
    ("start", "inside", "outside"),
    [
        ("AB10", "AB10 1AB", "AB1 1AB"),  # a district
        ("AB1", "AB1 1AB", "AB10 1AB"),
        ("ab10 1", "AB10 1ZZ", "AB10 2AA"),  # a sector
        ("AB", "AB56 9ZZ", "AL1 1AA"),  # an area
        ("B", "B9 9ZZ", "BA1 1AA"),  # one letter is not all that begin with it
        ("W1", "W1A 1AA", "W2 1AA"),  # no district of its own: W1A to W1W
    ],
)
def test_the_start_of_a_postcode_means_a_span(start: str, inside: str, outside: str) -> None:
    spans = partial_spans(start)
    assert any(parse_postcode(inside).number in span for span in spans)
    assert not any(parse_postcode(outside).number in span for span in spans)


@pytest.mark.parametrize("start", ["XX1", "", "10", "AB10 1AB 2", "AB1 0A", "ABC"])
def test_what_no_postcode_starts_with_is_refused(start: str) -> None:
    with pytest.raises(PostcodeError, match="or the start of one"):
        partial_spans(start)
