"""Postcodes: which are well formed, and the numbers that stand for them."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.representatives.postcodes import (
    AREAS,
    SPECIAL,
    Postcode,
    PostcodeError,
    inward_codes,
    is_postcode,
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
        ("npt 0aa", "NPT 0AA"),  # Newport, until its districts were numbered
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


# (as people write it, as it is, country); the last four digits of the Cayman Islands' boxes
@pytest.mark.parametrize(
    ("written", "read", "country"),
    [
        ("ai2640", "AI-2640", "AI"),  # Anguilla has one
        ("KY1-1102", "KY1-1102", "KY"),
        ("ky3 2503", "KY3-2503", "KY"),
        ("MSR1110", "MSR-1110", "MS"),
        ("MSR 1350", "MSR-1350", "MS"),
        ("VG1110", "VG-1110", "VG"),
        (
            "bfpo 1",
            "BFPO 1",
            "GB",
        ),  # Forces Post Offices: one to four digits
        ("BFPO57", "BFPO 57", "GB"),
        ("BFPO 5786", "BFPO 5786", "GB"),
    ],
)
def test_territories_and_forces_have_shapes_of_their_own(
    written: str, read: str, country: str
) -> None:
    assert parse_postcode(written) == Postcode(read, country)
    if country != "GB":
        with pytest.raises(PostcodeError):
            parse_postcode(written, "US")
    assert parse_postcode(written, "GB") == Postcode(read, country)


@pytest.mark.parametrize(
    "written",
    ["KY1-110", "KY1-11022", "KY4-1102", "MSR 111", "MSR 11100", "MSR 2110", "BFPO", "BFPO 57861"],
)
def test_other_lengths_of_them_are_refused(written: str) -> None:
    with pytest.raises(PostcodeError):
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


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("M1 1A A", "Did you mean M1 1AA?"), ("XX1", "Write it like AB10 1AB, or AB10.")],
)
def test_who_mistypes_a_start_is_told_what_was_meant(typed: str, hint: str) -> None:
    with pytest.raises(PostcodeError) as refused:
        partial_spans(typed)
    assert refused.value.hint == hint


# Royal Mail's 124 postcode areas (the Crown dependencies' GY, IM and JE among them); BF is the
# forces', BX that of organisations without a place.
ROYAL_MAIL = """
AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC
EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS
LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR
SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""


def test_the_areas_are_royal_mail_s_and_no_others() -> None:
    areas = ROYAL_MAIL.split()
    assert len(areas) == 124
    assert {*areas, "BF", "BX"} == AREAS
    letters = string.ascii_uppercase
    tried = [*letters, *(first + second for first in letters for second in letters)]
    assert {area for area in tried if is_postcode(f"{area}1 1AA")} == AREAS


# The domain rules, "Postcodes (UK)": GIR 0AA, and the overseas territories.
def test_the_codes_that_stand_for_no_place_of_their_own() -> None:
    assert {
        "GIR0AA", "ASCN1ZZ", "BBND1ZZ", "BIQQ1ZZ", "FIQQ1ZZ", "GX111AA", "PCRN1ZZ", "SIQQ1ZZ",
        "STHL1ZZ", "TDCU1ZZ", "TKCA1ZZ",
    } == SPECIAL  # fmt: skip
    assert all(is_postcode(code) for code in SPECIAL)


# The domain rules: the inward part is \d[ABD-HJLN-UW-Z]{2}.
def test_the_second_half_is_a_digit_and_two_letters() -> None:
    rule = re.compile(r"[0-9][ABD-HJLN-UW-Z]{2}")
    characters = string.digits + string.ascii_uppercase
    tried = [a + b + c for a in characters for b in characters for c in characters]
    expected = [code for code in tried if rule.fullmatch(code)]
    assert [code for code in tried if is_postcode(f"AB10{code}")] == expected
    assert sorted(inward_codes()) == [code for code in sorted(expected) if "O" not in code]
    assert len(inward_codes()) == 4_000


@pytest.mark.parametrize(
    ("outward", "there"),
    [
        ("M1", True),
        ("M10", True),
        ("M1A", True),
        ("AB1", True),
        ("AB10", True),
        ("EC1A", True),
        ("M", False),
        ("1", False),
        ("M123", False),
        ("M1AB", False),
        ("ABC1", False),
        ("MA", False),
    ],
)
def test_the_first_half_is_an_area_and_a_district(outward: str, there: bool) -> None:
    assert is_postcode(f"{outward} 1AB") is there


def test_the_district_is_the_first_half() -> None:
    assert parse_postcode("ab101ab").district == "AB10"
    assert parse_postcode("35005").district == "35005"


def numbered(text: str, country: str = "") -> int:
    return parse_postcode(text, country).number


def as_digits(text: str, width: int) -> int:
    """A text read as a number to base 37: a space is 0, digits are 1 to 10, letters 11 to 36."""
    digits = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return sum(digits.index(char) * 37**n for n, char in enumerate(reversed(text.ljust(width))))


# Numbers are kept in databases: they may not change.
@pytest.mark.parametrize(
    ("text", "inward"),
    [
        ("AB10 0AA", 0),
        ("AB10 0AB", 1),
        ("AB10 0BA", 20),
        ("AB10 1AA", 400),
        ("AB10 9ZZ", 3_999),
        ("M1 1AE", 403),
        ("ZE3 9WZ", 3_939),
    ],
)
def test_a_british_number_is_the_district_s_and_the_place_among_4000(
    text: str, inward: int
) -> None:
    assert numbered(text) == as_digits(text.partition(" ")[0], 4) * 4_000 + inward


@pytest.mark.parametrize("text", ["AB10 1AO", "AB10 1OA"])
def test_a_postcode_with_a_letter_that_is_never_given_out_has_a_number_of_its_own(
    text: str,
) -> None:
    assert numbered(text) == 2**40 + as_digits("GB", 2) * 37**9 + as_digits(
        text.replace(" ", ""), 9
    )


def test_a_foreign_number_is_the_country_s_and_the_code_s_beyond_all_british_ones() -> None:
    assert numbered("35005") == 2**40 + as_digits("US", 2) * 37**9 + as_digits("35005", 9)
    assert numbered("K1A 0B1") == 2**40 + as_digits("CA", 2) * 37**9 + as_digits("K1A0B1", 9)
    assert numbered("10115", "DE") == 2**40 + as_digits("DE", 2) * 37**9 + as_digits("10115", 9)
    assert numbered("ZZZZZZZZZ", "ZZ") < 2**63


@pytest.mark.parametrize(
    ("written", "country", "read"),
    [
        ("d-10115", "DE", "D 10115"),
        (" 75008 ", "FR", "75008"),
        ("12", "XX", "12"),
        ("123456789", "XX", "123456789"),
        ("1234 56789", "XX", "1234 56789"),
    ],
)
def test_elsewhere_two_to_nine_letters_and_digits_are_a_postcode(
    written: str, country: str, read: str
) -> None:
    assert parse_postcode(written, country) == Postcode(read, country)


@pytest.mark.parametrize("written", ["", "1", "1234567890", "---"])
def test_elsewhere_fewer_or_more_are_not(written: str) -> None:
    with pytest.raises(PostcodeError):
        parse_postcode(written, "XX")


@pytest.mark.parametrize("country", ["", "US", "XX"])
def test_twenty_characters_of_what_was_written_are_shown(country: str) -> None:
    with pytest.raises(PostcodeError) as refused:
        parse_postcode("  abcdefghijklmnopqrstuvwxyz ", country)
    assert "“abcdefghijklmnopqrst”" in refused.value.message
    with pytest.raises(PostcodeError, match="“abcdefghijklmnopqrst”"):
        partial_spans("abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize(
    ("country", "example"), [("", "AB10 1AB"), ("GB", "AB10 1AB"), ("US", "20001")]
)
def test_the_hint_shows_how_the_country_writes_them(country: str, example: str) -> None:
    with pytest.raises(PostcodeError) as refused:
        parse_postcode("nothing", country)
    assert example in refused.value.hint


@pytest.mark.parametrize(
    ("start", "spans"),
    [
        ("AB10 0", [("AB10 0AA", "AB10 0ZZ")]),
        ("AB10 9", [("AB10 9AA", "AB10 9ZZ")]),
        ("AB10", [("AB10 0AA", "AB10 9ZZ")]),
        ("W1", [("W1 0AA", "W1 9ZZ"), ("W1A 0AA", "W1Z 9ZZ")]),
        ("W1A", [("W1A 0AA", "W1A 9ZZ"), ("W1AA 0AA", "W1AZ 9ZZ")]),
        ("NPT", [("NPT 0AA", "NPT 9ZZ")]),
    ],
)
def test_a_span_goes_from_its_first_postcode_to_its_last(
    start: str, spans: list[tuple[str, str]]
) -> None:
    bounds = [(span[0], span[-1]) for span in partial_spans(start)]
    assert bounds[0] == (numbered(spans[0][0]), numbered(spans[0][1]))
    assert len(bounds) == len(spans)
    for (first, last), (low, high) in zip(bounds, spans, strict=True):
        assert first == Postcode(low).number
        assert last >= Postcode(high).number


def test_an_area_s_span_has_all_its_districts_and_none_of_another() -> None:
    (span,) = partial_spans("M")
    assert span[0] == as_digits("M0", 4) * 4_000
    assert span[-1] == as_digits("M9ZZ", 4) * 4_000 + 3_999


@pytest.mark.parametrize("nothing", ["", "  ", "-"])
def test_no_postcode_at_all_is_said_to_be_missing(nothing: str) -> None:
    with pytest.raises(PostcodeError, match="A postcode is required"):
        parse_postcode(nothing)
