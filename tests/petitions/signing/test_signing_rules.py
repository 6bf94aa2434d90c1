"""The rules for names, addresses and duplicates, as tables."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.names import MAX_LENGTH, NameRefused, clean_name, plain_name
from campaigner.petitions.signing.duplicates import (
    free_place,
    person_key,
    repeated,
    same_person_name,
)


@dataclass(frozen=True)
class Signer:
    name: str
    postcode: str
    email: str | None = "ana@example.org"


ANA = Signer("Ana Sample", "AB10 1AB")


@pytest.mark.parametrize(
    ("earlier", "new", "repeats"),
    [
        pytest.param([], ANA, None, id="nobody has signed with it"),
        pytest.param([ANA], ANA, 0, id="same name and postcode"),
        pytest.param([ANA], Signer("ana  sámple", "CF10 1AA"), 0, id="same name, other postcode"),
        pytest.param([ANA], Signer("Ben Sample", "AB10 1AB"), None, id="a household's address"),
        pytest.param([ANA], Signer("Ben Sample", "CF10 1AA"), 0, id="other name and postcode"),
        pytest.param(
            [ANA, Signer("Ben Sample", "AB10 1AB")],
            Signer("Cai Sample", "AB10 1AB"),
            0,
            id="two have signed with it",
        ),
        pytest.param(
            [ANA, Signer("Ben Sample", "AB10 1AB")],
            Signer("Ben Sample", "AB10 1AB"),
            1,
            id="the second of two again",
        ),
        pytest.param(
            [Signer("Ana Sample", "AB10 1AB", "ana+a@example.org"), ANA],
            Signer("Ana Sample", "AB10 1AB", "ana@example.org"),
            1,
            id="the address as written goes before the mailbox behind it",
        ),
        pytest.param(
            [Signer("Ana Sample", "AB10 1AB", "ana+news@example.org")],
            Signer("Ben Sample", "CF10 1AA", "ana@example.org"),
            0,
            id="another spelling of the mailbox",
        ),
        pytest.param(
            [Signer("Ana Sample", "AB10 1AB", "ana+news@example.org")],
            Signer("Ben Sample", "AB10 1AB", "ana@example.org"),
            None,
            id="a household's mailbox in two spellings",
        ),
    ],
)
def test_duplicates(earlier: list[Signer], new: Signer, repeats: int | None) -> None:
    found = repeated(new, earlier)
    assert found is (None if repeats is None else earlier[repeats])


SAME, OTHER = Signer("Ana Sample", "AB10 1AB"), Signer("Ben Sample", "CF10 1AA")
OTHER_NAME, OTHER_POSTCODE = Signer("Ben Sample", "AB10 1AB"), Signer("Ana Sample", "CF10 1AA")
CAI, DEE = Signer("Cai Sample", "EH1 1AA"), Signer("Dee Sample", "EH1 1AA")

# The domain rules, "Duplicates, within one petition": who has signed with this e-mail, for all
# that name and postcode can be, and whether the new signature is a duplicate of one of them.
RULES: list[tuple[list[Signer], list[tuple[Signer, bool]]]] = [
    # nobody | any | any | accept
    ([], [(SAME, False), (OTHER, False), (OTHER_NAME, False), (OTHER_POSTCODE, False)]),
    # one | same | any | duplicate;  different | same | accept;  different | different | duplicate
    ([ANA], [(SAME, True), (OTHER_POSTCODE, True), (OTHER_NAME, False), (OTHER, True)]),
    # two or more | any | any | duplicate
    ([ANA, CAI], [(SAME, True), (OTHER_POSTCODE, True), (OTHER_NAME, True), (OTHER, True)]),
    ([ANA, CAI, DEE], [(SAME, True), (OTHER_POSTCODE, True), (OTHER_NAME, True), (OTHER, True)]),
]


@pytest.mark.parametrize("domain", ["example.org", "EXAMPLE.org"])
@pytest.mark.parametrize("spelling", ["ana", "Ana", "ana+news"])  # raw first, then canonical
@pytest.mark.parametrize(
    ("earlier", "new", "duplicate"),
    [(earlier, new, duplicate) for earlier, cases in RULES for new, duplicate in cases],
)
def test_the_table_of_duplicates(
    earlier: list[Signer], new: Signer, duplicate: bool, spelling: str, domain: str
) -> None:
    new = Signer(new.name, new.postcode, f"{spelling}@{domain}")
    assert (repeated(new, earlier) is not None) is duplicate


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Siân O’Brien", "sian obrien", True),
        ("Siân O’Brien", "SIAN O'BRIEN", True),
        ("Jean-Luc", "Jean Luc", True),
        ("Ana", "Ben", False),
        ("李明", "李 明", True),
        ("राम", "रीमा", False),  # vowel signs make another name
        ("राम", "राम ", True),
        ("ไก่", "ไก้", False),
        ("ไก่", "ไก่", True),
        ("အောင်", "အောင", False),
        ("がく", "かく", False),
        ("שָׁרָה", "שרה", True),  # points are left out in writing
        ("Ελένη", "ΕΛΕΝΗ", True),
        ("Алёна", "Алена", True),
        ("Oʼneil", "O'Neil", True),
        ("محمد", "محـــمد", True),  # stretched to fill a line
        ("葛城", "葛\U000e0100城", True),  # another shape of one character
        ("Ｓａｍ", "Sam", True),
        ("İpek", "ipek", True),
        ("Łukasz Ðóra", "lukasz dora", True),
    ],
)
def test_names_are_compared_without_case_spaces_punctuation_and_accents(
    one: str, other: str, same: bool
) -> None:
    assert same_person_name(one, other) is same


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Ana   Sample ", "Ana Sample"),
        ("Sia\u0302n", "Siân"),  # composed
        ("Madonna", "Madonna"),  # one word is a name
        ("Ναταλία", "Ναταλία"),
        ("李明", "李明"),
        ("Dr. J. R. Sample", "Dr. J. R. Sample"),
        ("Ana-Maria d'Example", "Ana-Maria d'Example"),
        ("علی\u200cرضا", "علی\u200cرضا"),  # Persian is spelt with a zero-width non-joiner
        ("ශ්\u200dරී", "ශ්\u200dරී"),  # and Sinhala with a joiner
        ("क्\u200dष Sample", "क्\u200dष Sample"),
        ("\u200fמשה כהן\u200f", "משה כהן"),  # as phones copy it
        ("\ufeffSam Sample", "Sam Sample"),
        ("Sam\u00adson Sam\u200bple", "Samson Sample"),
        ("\u2068Sam\u2069 \u202bSample\u202c", "Sam Sample"),
        ("Sam\u202e Sample", "Sam Sample"),
        ("Sam\u200d \u200cSample", "Sam Sample"),  # joins nothing in Latin letters
        ("علی\u200c رضا\u200c", "علی رضا"),
        ("Ana\tSample", "Ana Sample"),
        ("Ana\u00a0\u202fSample", "Ana Sample"),
        ("J.Co", "J.Co"),
        ("M.Ru Sample", "M.Ru Sample"),
        ("A.Io", "A.Io"),
        ("O.Com", "O.Com"),
        ("Maria.De Sample", "Maria.De Sample"),
        ("Sam.Co Sample", "Sam.Co Sample"),
        ("J.Co.Uk", "J.Co.Uk"),
        ("J.S/Sample", "J.S/Sample"),
        ("a.sample.de", "a.sample.de"),
        ("sam.j.de", "sam.j.de"),
        ("sam.sample.j", "sam.sample.j"),
        ("Dr.Sample", "Dr.Sample"),
        ("Sample.Jr", "Sample.Jr"),
        ("St.John Sample", "St.John Sample"),
        ("J.R.R.Sample", "J.R.R.Sample"),
        ("Sam.Sample", "Sam.Sample"),
        ("A. Sample / B. Sample", "A. Sample / B. Sample"),
        ("Ana c/o Sample", "Ana c/o Sample"),
        ("Ana @ Sample", "Ana @ Sample"),
        ("Wwwren", "Wwwren"),
        ("'t Sample", "'t Sample"),
        ("Fay Sample 😀", "Fay Sample"),  # no font draws it on a letter
        ("👩🏽‍🎓 Fay ❤️ Sample", "Fay Sample"),
        ("Fay \U0001f3fb\U0001f3ff Sample", "Fay Sample"),  # the first and the last skin tone
        ("Fay \U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "Fay"),
        ("a" * 150, "a" * 150),
    ],
)
def test_names_that_are_taken(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "",
        "   ",
        "=HYPERLINK(1)",
        "+44",
        "-Ana",
        "@ana",
        "Buy at https://example.org",
        "http://sample",
        "www.example.org",
        "cheap-pills.com",
        "Ana\nSample",
        "Ana\x07",
        "Ana\x00",
        "＝HYPERLINK(1)",
        "＋44 Ana",
        "－Ana",
        "＠ana",
        "\ufeff=HYPERLINK(1)",
        "\u2212Ana",
        "Ana example.org/now",
        "Ana t.me/sample",
        "Ana J.Co/sale",
        "Ana example.org:8080",
        "Ana bücher.example?page=2",
        "Visit WWW.Example.Org",
        "ftp://example.org",
        "Cheap Pills shop.example.ru",
        "Ana bread.org.uk",
        "Ana hp.co.uk",
        "Ana HP.Co.UK",
        "my.bread.de",
        "bread.my.de",
        "casino-bonus.ru",
        "Pills at cheap.co",
        "ana@example.org",
        "Ana ｗｗｗ．ｅｘａｍｐｌｅ．ｏｒｇ",
        "Ana example。org",
        "example[.]com",
        "Ana bread(dot)org",
        "Ana сайт.рф",
        "Ana\x1bSample",
        "Ana\x85Sample",
        "Ana\ue000",
        "\u3164\u115f",  # letters that nobody sees
        "Ana" + "\u0335\u0327\u0489" * 3,  # marks that paint over other lines
        "A" + "\u0489\u0335" * 70,
        "\u200e",
        "\U000e0041na",  # a tag, which nobody sees
        "12345",
        "😀",
        "a" * 151,
    ],
)
def test_names_that_are_refused(given: str) -> None:
    with pytest.raises(NameRefused):
        clean_name(given)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("  ", "A name is required."),
        ("12345", "A name must contain letters."),
        ("a" * 151, "A name can have at most 150 characters."),
        ("+Ana", "A name cannot start with “+”."),
        ("Ana example.org", "A name cannot contain a web address."),
        ("ana@j.co", "A name cannot contain an email address."),
        ("Ana\nSample", "A name cannot contain control characters."),
    ],
)
def test_a_name_that_is_refused_says_why(given: str, why: str) -> None:
    with pytest.raises(NameRefused) as refused:
        clean_name(given)
    assert refused.value.message == why


@given(st.sets(st.integers(1, 9)))
def test_the_free_place_is_free_and_the_first(taken: set[int]) -> None:
    place = free_place(sorted(taken))
    assert place not in taken
    assert place >= 1
    assert all(earlier in taken for earlier in range(1, place))


def test_a_paper_line_without_an_address_has_a_place_too() -> None:
    assert [free_place([]), free_place([1]), free_place([2, None]), free_place([1, 2])] == [
        1, 2, 1, 3,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("email", "text"),
    [("Ana+x@Example.org", "ana@example.org"), (None, "anasample\nAB10 1AB")],
)
def test_the_key_of_a_person_is_the_first_64_bits_of_a_hash(email: str | None, text: str) -> None:
    """It is kept in the database, so that it may not change."""
    digest = hashlib.sha256(text.encode()).digest()
    (first,) = struct.unpack(">q", digest[:8])
    assert person_key(email, "Ana Sample", "AB10 1AB") == first


def test_the_key_of_a_person_fits_a_column_and_is_the_mailbox() -> None:
    key = person_key("Ana+x@example.org", "Ana", "AB10 1AB")
    assert key == person_key("ana@example.org", "Ben", "CF10 1AA")
    assert -(2**63) <= key < 2**63
    assert person_key(None, "Ana S.", "AB10 1AB") == person_key(None, "ana s", "AB10 1AB")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" Ida Sample ", "Ida Sample"),
        ("Mary-Jane O'Sample", "Mary-Jane O'Sample"),
        ("a" * MAX_LENGTH, "a" * MAX_LENGTH),
        ("a" * (MAX_LENGTH + 1), None),
        ("Siân", None),  # is looked at more closely
        ("N/A", None),
        ("None", None),
        ("www.example.org", None),
        ("", None),
    ],
)
def test_a_name_of_the_plainest_kind_is_kept_at_once(given: str, kept: str | None) -> None:
    assert plain_name(given) == kept


@given(st.from_regex(r"[ A-Za-z'.@=-]{0,12}", fullmatch=True))
def test_a_plain_name_is_what_the_close_look_makes_of_it(text: str) -> None:
    plain = plain_name(text)
    if plain is not None:
        assert plain == clean_name(text)
