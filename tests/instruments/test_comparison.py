"""Comparing a quotation word by word: what is forgiven, what is not, and how it is shown."""

from __future__ import annotations

import pytest

from campaigner.instruments.comparison import (
    INSERTED_FOR,
    UNSPACED,
    agrees,
    difference,
    segments,
    tokens,
)

SOURCE = "Everyone has the right to a standard of living adequate for the health of his family."


def keys(text: str) -> list[str]:
    return [token.key for token in tokens(text)]


def same(quotation: str, source: str = SOURCE) -> bool:
    return agrees(segments(quotation), tokens(source))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No one, at all.", ["No", "one", ",", "at", "all", "."]),
        ("well-being", ["wellbeing"]),  # hyphens are typography
        ("well‐being", ["wellbeing"]),
        ("“life” *and* ‘limb’", ["life", "and", "limb"]),
        ("life – liberty — law", ["life", "–", "liberty", "–", "law"]),  # all dashes are one
        ("e\u0301tat", ["état"]),  # composed
        ("\u0301a", ["\u0301", "a"]),  # a mark with nothing to stand on
        ("สิทธิ", ["สิ", "ท", "ธิ"]),  # Thai has no spaces: a character is a word
        ("人人生而", ["人", "人", "生", "而"]),
        ("A\u00adB", ["AB"]),
        # a word broken at the end of a line
        ("perse-\ncution", ["persecution"]),
        ("perse- \n   cution", ["persecution"]),
        ("perse\u2010\ncution", ["persecution"]),
        ("perse\u00ad\ncution", ["persecution"]),
        ("PERSE-\nCUTION", ["PERSECUTION"]),
        ("self- and others", ["self", "and", "others"]),  # not at the end of a line
        ("the Franco-\nBritish", ["the", "Franco", "British"]),  # a name goes on
        ("at El-\nAlamein", ["at", "El", "Alamein"]),
        ("one -\ntwo", ["one", "two"]),
        ("one-\n2", ["one", "2"]),
        ("2(1)", ["2", "(", "1", ")"]),
        ("  ", []),
    ],
)
def test_a_text_is_read_as_words_and_marks(text: str, words: list[str]) -> None:
    assert keys(text) == words


def test_scripts_without_spaces_are_these_blocks_of_unicode() -> None:
    """Blocks.txt of the Unicode Character Database: first of one block, last of another."""
    assert UNSPACED == (
        (0x0E00, 0x109F),  # Thai, Lao, Tibetan, Myanmar
        (0x1780, 0x17FF),  # Khmer
        (0x2E80, 0xA4CF),  # CJK Radicals Supplement to Yi Radicals
        (0xF900, 0xFAFF),  # CJK Compatibility Ideographs
    )


# Characters at the ends of those blocks, and their neighbours.
@pytest.mark.parametrize(
    ("char", "alone"),
    [
        ("\u0d96", False),  # Sinhala writes spaces
        ("\u0e01", True),
        ("\u109f", True),
        ("\u10a0", False),  # Georgian
        ("\u1780", True),
        ("\u17e0", True),
        ("\u1820", False),  # Mongolian
        ("\u2c80", False),  # Coptic
        ("\u2e80", True),
        ("\u3400", True),
        ("\ua490", True),
        ("\ua4d0", False),  # Lisu
        ("\uac00", False),  # Korean writes spaces
        ("\uf900", True),
        ("\ufad9", True),
        ("\ufb01", False),  # a Latin ligature
    ],
)
def test_scripts_without_spaces_are_read_by_the_character(char: str, alone: bool) -> None:
    assert (len(keys(char + char)) == 2) is alone


def test_a_word_with_a_mark_is_a_word() -> None:
    (found,) = tokens("สิ")
    assert found.is_word
    assert found.start == 0


def test_a_word_knows_where_it_starts_and_how_it_was_written() -> None:
    found = tokens("the well-being,", start=100)
    assert [(token.start, token.shown) for token in found] == [
        (100, "the"),
        (104, "well-being"),
        (114, ","),
    ]
    assert [token.is_word for token in found] == [True, True, False]


def parts(quotation: str) -> list[tuple[str, int | None]]:
    return [
        (" ".join(token.shown for token in each.tokens), each.gap) for each in segments(quotation)
    ]


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("the right to life", [("the right to life", None)]),
        *[
            (f"the right {cut} to life", [("the right", None), ("to life", None)])
            for cut in ("…", "...", "....", ". . .", "[…]", "[...]", "[....]", "[ … ]", "[. . .]",
                        "(…)", "(...)")
        ],
        ("the right [of people] to life", [("the right", None), ("to life", INSERTED_FOR)]),
        ("the right … [all] to life", [("the right", None), ("to life", None)]),
        ("the right [all] … to life", [("the right", None), ("to life", None)]),
        ("the right [..] to life", [("the right", None), ("to life", INSERTED_FOR)]),
        ("the right [.....] to life", [("the right", None), ("to life", INSERTED_FOR)]),
        ("the right .. to life", [("the right . . to life", None)]),
        ("the right (..) to life", [("the right ( . . ) to life", None)]),
        ("[All] have rights", [("have rights", None)]),
        ("the right [all]", [("the right", None)]),
        ("…the right…", [("the right", None)]),
        ("“, the right to life.”", [("the right to life", None)]),
        ("[E]veryone has", [("Everyone has", None)]),
        ("the right[^1] to² life", [("the right to life", None)]),
        ("…", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_quotation_is_parted_where_its_author_cut_or_inserted(
    quotation: str, expected: list[tuple[str, int | None]]
) -> None:
    assert parts(quotation) == expected


def test_places_are_those_of_the_author_s_text() -> None:
    first, second = segments("the right[^1] … to [E]veryone", start=50)
    assert [token.start for token in first.tokens] == [50, 54]
    assert [token.start for token in second.tokens] == [66, 70]


@pytest.mark.parametrize(
    ("quotation", "true"),
    [
        ("Everyone has the right", True),
        ("everyone has the right", True),  # the first letter's case is the sentence's
        ("everyone Has the right", False),
        ("EVERYONE HAS THE RIGHT", True),  # all in capitals
        ("EVERYONE HAS THE DUTY", False),
        ("EVERYONE … HIS FAMILY", True),
        ("EVERYONE has the right", False),
        ("eVeryone has", False),
        ("his family", True),  # the text's last words
        ("the family", False),
        ("adequate for the health of his family.", True),
        ("right to a standard", True),
        ("right to standard", False),
        ("Everyone … his family", True),
        ("his family … Everyone", False),  # in their order
        ("Everyone … Everyone", False),
        ("standard of living [for] adequate", True),
        ("Everyone has [it] his family", False),  # an insertion is not a cut
        ("", True),
        (f"{SOURCE} And more", False),
    ],
)  # fmt: skip
def test_a_quotation_agrees_with_its_text_or_not(quotation: str, true: bool) -> None:
    assert same(quotation) is true


@pytest.mark.parametrize("words", range(8))
def test_an_insertion_may_stand_for_five_words_at_most(words: int) -> None:
    assert INSERTED_FOR == 5
    source = " ".join(["first", *(f"w{n}" for n in range(words)), "last"])
    assert same("first [other] last", source) is (words <= 5)


def test_words_that_agree_are_searched_for_behind_the_first_that_fit() -> None:
    assert same("the health … his", "the law and the health of his")
    assert not same("the law … the law", "the law")


# (quotation, what is shown, where in it the first difference stands, the share that agrees)
@pytest.mark.parametrize(
    ("quotation", "expected", "start", "agreement"),
    [
        ("Everyone has the duty to a", "Everyone has the [right → duty] to a", 17, 5 / 6),
        ("Everyone has the right a", "… has the right [−to] a", 23, 1),
        ("Everyone has the full right", "Everyone has the [+full] right", 17, 4 / 5),
        ("Has the duty to a standard", "Has the [right → duty] to a standard", 8, 5 / 6),
        ("duty to a standard of life", "[right → duty] to a standard of [living → life]", 0, 4 / 6),
        ("the right, to a standard", "the right [+,] to a standard", 9, 5 / 6),
        ("the right to (a) standard", "the right to [+(] a [+)] standard", 13, 5 / 7),
        # what agrees is shown up to three words from a difference, and whole up to six in between
        (
            "Everyone has the right to a standard of living sufficient for the health of his",
            "… standard of living [adequate → sufficient] for the health …",
            47,
            14 / 15,
        ),
        (
            "Everyone has the right to a good standard of living adequate for some health",
            "… right to a [+good] standard of living adequate for [the → some] health",
            28,
            12 / 14,
        ),
        (
            "the duty to a standard of living adequate for any health",
            "the [right → duty] to a standard … living adequate for [the → any] health",
            4,
            9 / 11,
        ),
        # a cut is no difference
        (
            "Everyone has the … adequate for the wealth of his",
            "Everyone has the … adequate for the [health → wealth] of his",
            36,
            8 / 9,
        ),
        (
            "Everyone … adequate for the wealth of his",
            "Everyone … adequate for the [health → wealth] of his",
            28,
            6 / 7,
        ),
        # in the middle, all that the text has in place of the author's words
        ("has the law of living", "has the [right to a standard → law] of living", 8, 4 / 5),
        ("law", "[. → law]", 0, 0),
        ("EVERYONE HAS THE DUTY TO A", "EVERYONE HAS THE [right → DUTY] TO A", 17, 5 / 6),
    ],
)
def test_a_difference_is_shown_word_by_word(
    quotation: str, expected: str, start: int, agreement: float
) -> None:
    found = difference(segments(quotation, 1000), tokens(SOURCE))
    assert found.shown == expected
    assert found.start == 1000 + start
    assert found.agreement == pytest.approx(agreement)


def test_what_stands_around_the_quotation_in_its_text_is_no_difference() -> None:
    found = difference(segments("to a standard"), tokens(SOURCE))
    assert (found.start, found.agreement) == (0, 1)


def test_the_first_word_keeps_its_case_where_the_text_has_it_so() -> None:
    found = difference(segments("the right to death"), tokens("The law. He kept the right to life"))
    assert found.shown == "the right to [life → death]"


def test_words_that_a_long_quotation_repeats_are_compared_too() -> None:
    source = tokens("All have " + "the right " * 150)
    found = difference(segments("the right " * 120 + "the duty"), source)
    assert found.agreement == 241 / 242


def test_the_end_of_a_text_does_not_run_on_into_its_start() -> None:
    assert not same("family everyone", "Everyone has a family")
    assert not same("family Everyone", "Everyone has a family")


def test_a_quotation_whose_end_is_wrong_is_compared_with_as_many_words() -> None:
    found = difference(
        segments("of his kin and more"), tokens("the health of his family. Next day")
    )
    assert found.shown == "of his [family. Next → kin and more]"
