"""The forms in which articles are named, at their bounds; and what the Declaration has."""

from __future__ import annotations

import pytest

from campaigner.instruments.citations import CitationError, parse_references
from campaigner.instruments.grammar import Provision, mentions, provision_lists

# The Declaration (A/RES/217(III)): 30 articles, these with numbered paragraphs; article 2 has two
# paragraphs without numbers. From the domain rules, "The Universal Declaration".
NUMBERED = {11: 2, 13: 2, 14: 2, 15: 2, 16: 3, 17: 2, 20: 2, 21: 3, 23: 4, 25: 2, 26: 3, 27: 2,
            29: 3}  # fmt: skip


def exists(text: str) -> bool:
    try:
        parse_references(text)
    except CitationError:
        return False
    return True


@pytest.mark.parametrize("article", range(32))
def test_the_declaration_has_articles_1_to_30_and_the_paragraphs_it_has(article: int) -> None:
    assert exists(f"UDHR {article}") is (1 <= article <= 30)
    assert not exists(f"UDHR {article}(0)")
    there = [n for n in range(1, 7) if exists(f"UDHR {article}({n})")]
    assert there == list(range(1, NUMBERED.get(article, 0) + 1))


def named(text: str) -> list[Provision]:
    return [each for found in provision_lists(text) for each in found.provisions]


def article(number: str, *within: str) -> Provision:
    return (number, within)


# (what is written, what it names)
FORMS: list[tuple[str, list[Provision]]] = [
    # the word before the number
    *[(f"{word} 25", [article("25")]) for word in (
        "Article", "Articles", "article", "ARTICLE", "art", "art.", "Art.", "arts", "Arts.",
        "section", "Sections", "sec.", "sect.", "s", "s.", "ss", "§", "§§", "erthygl",
        "erthyglau", "herthygl", "adran", "adrannau")],
    ("s6", [article("6")]),
    # digits: one to three, and no more
    ("Article 1", [article("1")]),
    ("Article 12", [article("12")]),
    ("Article 123", [article("123")]),
    ("Article 1234", []),
    # letters on numbers: A to F
    ("Article 1A", [article("1A")]),
    ("Article 1F", [article("1F")]),
    ("Article 1, A (2)", [article("1A", "2")]),
    ("Article 1 A (2)", [article("1A", "2")]),
    ("Article 1(A)(2)", [article("1A", "2")]),
    ("Article 1 (F)(b)", [article("1F", "b")]),
    ("Article 8 bis", [article("8 bis")]),
    ("Article 8-bis", [article("8 bis")]),
    ("ARTICLE 8 BIS", [article("8 bis")]),
    ("art8", [article("8")]),
    ("arts8", [article("8")]),
    ("Article 8bis", [article("8 bis")]),
    ("Article 8 ter", [article("8 ter")]),
    ("Article 8 quater(1)", [article("8 quater", "1")]),
    # Roman numbers: one to six letters, a single one only after a word
    ("Article I", [article("1")]),
    ("Article II", [article("2")]),
    ("Article IV", [article("4")]),
    ("Article V", [article("5")]),
    ("Article VI", [article("6")]),
    ("Article IX", [article("9")]),
    ("Article XIV", [article("14")]),
    ("Article XL", [article("40")]),
    ("Article LIX", [article("59")]),
    ("Article XXVIII", [article("28")]),
    ("Article XXXVIII", []),
    ("Section V", []),  # Acts number their sections in figures
    ("II(e)", [article("2", "e")]),
    ("XXVIII(1)", [article("28", "1")]),
    ("XXXVIII(1)", [article("1")]),
    ("I(e)", []),
    ("Article Index", []),
    # paragraphs and points
    ("Article 25(1)", [article("25", "1")]),
    ("Article 25 (1)", [article("25", "1")]),
    ("Article 25( 1 )", [article("25", "1")]),
    ("Article 25(12)", [article("25", "12")]),
    ("Article 25(123)", [article("25"), article("123")]),
    ("Article 5(1)(f)", [article("5", "1", "f")]),
    ("Article 8(2)(b)(iii)", [article("8", "2", "b", "iii")]),
    ("Article 8(1)(aa)", [article("8", "1", "aa")]),
    *[(f"Article 25 ({topic})", [article("25")]) for topic in (
        "food", "home", "the", "slavery", "children")],
    ("Article 6 §§ 1 and 3 (trial)", [article("6", "1"), article("6", "3")]),
    ("Article 8(2)(b)(xviii)", [article("8", "2", "b", "xviii")]),
    ("Article 8(2)(b)(xxviii)", [article("8", "2", "b")]),
    ("Article 25.1", [article("25", "1")]),
    ("Article 25.12", [article("25", "12")]),
    ("Article 25.123", [article("25")]),
    ("Article 25.5%", [article("25")]),
    *[(f"Article 25{sign} 1", [article("25", "1")]) for sign in (
        " para", " para.", " paras", ", para", ", paragraph", ", paragraphs", " §", "§", " ¶",
        ", paragraff", ", paragraffau")],
    ("Article 25, paragraph 12", [article("25", "12")]),
    ("Article 25, paragraph (1)", [article("25", "1")]),
    ("Article 25, paragraph 123", [article("25"), article("123")]),
    ("paragraph 4 of article 9", [article("9", "4")]),
    ("paragraph 12 of article 9", [article("9", "12")]),
    ("paragraph 123 of article 9", [article("123"), article("9")]),
    ("paragraph of article 9", [article("9")]),
    ("paragraphs 1 and 4 of article 9", [article("9", "1"), article("9", "4")]),
    ("paragraphs 1 to 3 of article 16",
     [article("16", "1"), article("16", "2"), article("16", "3")]),
    *[(f"Article 9{sign} 1 and 4", [article("9", "1"), article("9", "4")]) for sign in (
        ", paragraphs", " paras", " §§", " ¶¶", ", paragraffau")],
    ("Article 9, paragraphs 1, 2 and 4", [article("9", "1"), article("9", "2"), article("9", "4")]),
    ("Article 9, paragraphs (1) and (4)", [article("9", "1"), article("9", "4")]),
    ("Article 6 §§ 1 and 3 (d)", [article("6", "1"), article("6", "3", "d")]),
    ("Article 8 §§ 1 and 2 (xviii)", [article("8", "1"), article("8", "2", "xviii")]),
    ("Article 8 §§ 1 and 2 (xxviii)", [article("8", "1"), article("8", "2")]),
    ("Articles 6 §§ 1 and 3 and 13", [article("6", "1"), article("6", "3"), article("13")]),
    ("Article 9, paragraphs 1 and 123", [article("9", "1"), article("123")]),
    ("para. (4) of art. 9", [article("9", "4")]),
    ("paragraff 4 o erthygl 9", [article("9", "4")]),
    ("Preamble", [article("preamble")]),
    ("the rhagair", [article("preamble")]),
    ("preambles", []),
    ("pmbl.", [article("preamble")]),
    # lists
    *[(f"Articles 3{sign}5", [article("3"), article("5")]) for sign in (
        ", ", "; ", " and ", " or ", ", and ", ", or ", " & ", ", & ", " a ", " ac ",
        " and/or ", " (torture) and ", " (prohibition of torture), ")],
    ("Articles 3, 5 and 9", [article("3"), article("5"), article("9")]),
    ("Article 25(1) and (2)", [article("25", "1"), article("25", "2")]),
    ("Article 5(1)(a) and (f)", [article("5", "1", "a"), article("5", "1", "f")]),
    ("Article 5(1)(a) and (4)", [article("5", "1", "a"), article("5", "4")]),
    ("Article 5(1)(a), (b)(i) and (ii)",
     [article("5", "1", "a"), article("5", "1", "b", "i"), article("5", "1", "ii")]),
    ("Article 5(1)(a) and (2)(b)", [article("5", "1", "a"), article("5", "2", "b")]),
    ("Article 5(a) and (b)", [article("5", "a"), article("5", "b")]),
    # ranges: what lies between the ends, and only that
    *[(f"Articles 13{sign}15", [article("13"), article("14"), article("15")]) for sign in (
        "-", "–", "—", "‐", "‑", " – ", " to ")],
    ("Articles 13–14", [article("13"), article("14")]),
    ("Articles 9–11 and 14", [article("9"), article("10"), article("11"), article("14")]),
    ("Article 16(1)–(3)", [article("16", "1"), article("16", "2"), article("16", "3")]),
    ("Article 5(a)–(c)", [article("5", "a"), article("5", "b"), article("5", "c")]),
    ("Article 5(1)(a)–(c)", [article("5", "1", "a"), article("5", "1", "c")]),
    ("Article 5(1)–(c)", [article("5", "1"), article("5", "c")]),
    ("Article 8(ii)–(iv)", [article("8", "ii"), article("8", "iv")]),
    ("Articles 13(2)–15", [article("13", "2"), article("14"), article("15")]),
    ("Articles II–IV", [article("2"), article("3"), article("4")]),
    # numbers that count something, or are part of something else
    *[(f"In 25 {thing}", []) for thing in (
        "%", "per cent", "years", "year", "days", "months", "weeks", "hours", "people", "persons",
        "men", "women", "children", "adults", "countries", "states", "languages", "articles",
        "million", "billion", "thousand", "times", "members", "January", "May", "December")],
    ("Article 25 and 12 countries", [article("25")]),
    ("£25", []),
    ("$25", []),
    ("€25", []),
    ("2/25", [article("2")]),
    ("a-25", []),
    ("x.25", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "provisions"), FORMS, ids=[text for text, _ in FORMS])
def test_a_form_is_read(text: str, provisions: list[Provision]) -> None:
    assert named(text) == provisions


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Article 8", "article"),
        ("arts 8", "article"),
        ("erthygl 8", "article"),
        ("herthygl 8", "article"),
        ("section 8", "section"),
        ("s 8", "section"),
        ("adran 8", "section"),
        ("§ 8", "section"),
        ("paragraph 4 of article 9", "article"),
        ("paragraph 4 of section 9", "section"),
        ("article 9, paragraphs 1 and 4", "article"),
        ("the preamble", "preamble"),
        ("25(1)", ""),
    ],
)
def test_a_list_knows_the_word_it_begins_with(text: str, word: str) -> None:
    (found,) = provision_lists(text)
    assert found.word == word
    assert found.worded is bool(word)


# (the text, the lists with their places in it, and whether a word such as “article” stands before)
@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("See Article 25(1).", [("Article 25(1)", True)]),
        ("Of 25(1) and (2), one", [("25(1) and (2)", False)]),
        ("the preamble, art 1", [("preamble", True), ("art 1", True)]),
        (
            "paragraph 4 of article 9 and art 3",
            [("paragraph 4 of article 9", True), ("art 3", True)],
        ),
        ("art 3; paragraph 4 of article 9", [("art 3", True), ("paragraph 4 of article 9", True)]),
        ("Article 25(), not", [("Article 25", True)]),
        ("Article 25, paragraph one", [("Article 25", True)]),
        ("It is in article 25. Three more", [("article 25", True)]),
        # what an article is about: three letters to 91
        ("Articles 3 (law) and 5", [("Articles 3 (law) and 5", True)]),
        ("Articles 3 (UN) and 5", [("Articles 3", True), ("5", False)]),
        (f"Articles 3 ({'a' * 91}) and 5", [(f"Articles 3 ({'a' * 91}) and 5", True)]),
        (f"Articles 3 ({'a' * 92}) and 5", [("Articles 3", True), ("5", False)]),
        # paragraphs have a number, points a letter
        ("the paragraph of article 9", [("article 9", True)]),
        ("Article 6 §§ 1 and 3 (), so", [("Article 6 §§ 1 and 3", True)]),
        ("Nothing here.", []),
    ],
)
def test_a_list_has_its_place_in_the_text(text: str, lists: list[tuple[str, bool]]) -> None:
    found = [(text[each.start : each.end], each.worded) for each in provision_lists(text)]
    assert found == lists


@pytest.mark.parametrize(
    ("text", "instruments"),
    [
        ("UDHR", ["udhr"]),
        ("udhr", []),  # acronyms are read by their capitals
        ("the universal  declaration\nof human rights", ["udhr"]),  # names in any case and spacing
        ("XUDHR and UDHRs", []),
        ("UDHR and ECHR", ["udhr", "echr"]),
        ("Geneva IV", ["geneva-iv"]),
        ("Datganiad Cyffredinol o Hawliau Dynol", ["udhr"]),
    ],
)
def test_instruments_are_found_by_their_names(text: str, instruments: list[str]) -> None:
    found = mentions(text)
    assert [mention.instrument for mention in found] == instruments
    for mention in found:
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end] != ""


def test_the_longest_name_is_taken() -> None:
    text = "The Universal Declaration of Human Rights says"
    (found,) = mentions(text)
    assert text[found.start : found.end] == "Universal Declaration of Human Rights"
