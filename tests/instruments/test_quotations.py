"""The quotation check: ten altered quotations are found, ten true ones are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.instruments.mistakes import mistakes
from campaigner.instruments.quotations import check_text
from campaigner.problems import Problem, Severity
from conftest import Command

# (what was done to it, the text, line and column of the first wrong word, code, what is shown)
ALTERED = [
    (
        "one word changed",
        "Article 25(1) of the UDHR names “food, clothing, shelter and medical care”.",
        (1, 50),
        "quotation-differs",
        "[housing → shelter]",
    ),
    (
        "one word dropped",
        "> Everyone has the right to recognition as a person before the law.\n>\n> — UDHR art 6",
        (1, 41),
        "quotation-differs",
        "[−everywhere]",
    ),
    (
        "one word added",
        "“No one shall ever be subjected to arbitrary arrest, detention or exile” (UDHR 9).",
        (1, 15),
        "quotation-differs",
        "[+ever]",
    ),
    (
        "two words swapped",
        "As UDHR 9 says:\n\n> No one shall be subjected to arbitrary detention, arrest or exile.",
        (3, 42),
        "quotation-differs",
        "exile",
    ),
    (
        "another article's words",
        "“No one shall be held in slavery or servitude” (UDHR 5).",
        (1, 2),
        "quotation-of-another-place",
        "the words of UDHR 4, not of UDHR 5",
    ),
    (
        "another paragraph's words",
        "UDHR 25(1) says that “motherhood and childhood are entitled to special care”.",
        (1, 23),
        "quotation-of-another-place",
        "UDHR 25(2)",
    ),
    (
        "another language",
        "Article 3 UDHR: “Y mae gan bawb hawl i fywyd, rhyddid a diogelwch”.",
        (1, 18),
        "quotation-in-another-language",
        "Welsh (cy)",
    ),
    (
        "a changed word after a cut",
        (
            "Everyone has “the right to a standard of living … including food, clothing,"
            " housing and"
            " dental care” (art 25(1) UDHR)."
        ),
        (1, 89),
        "quotation-differs",
        "[medical → dental]",
    ),
    (
        "singular for plural, in a second line",
        (
            "The Declaration is plain. Article 1 of the Universal Declaration of Human"
            " Rights says:\n\n"
            '"All human beings are born free and equal\nin dignity and right."'
        ),
        (4, 16),
        "quotation-differs",
        "[rights → right]",
    ),
    (
        "a word of law made softer",
        (
            "Under the UDHR, article 23(2), «Everyone, without any discrimination, should have the"
            " right to equal pay for equal work»."
        ),
        (1, 71),
        "quotation-differs",
        "[has → should have]",
    ),
]

TRUE = [
    # straight quotation marks, an ordinary hyphen
    'UDHR 25(1): "the health and well-being of himself and of his family, including food".',
    # a capital made small, the sentence's own full stop
    "It holds: “everyone has the right to life, liberty and the security of person.” (UDHR 3)",
    # a cut, in brackets and bare
    (
        "“Everyone has the right to a standard of living adequate for the health … including food,"
        " clothing, housing and medical care […] in circumstances beyond his control” (UDHR 25(1))."
    ),
    # an editor's insertion
    (
        "“Everyone has the right to a standard of living adequate for the health and well-being of"
        " [themselves] and of [their] family” (UDHR art 25(1))."
    ),
    # a blockquote of two numbered paragraphs, broken over lines
    (
        "> (1) Everyone has the right to freedom of movement and residence within the borders of\n"
        "> each State.\n>\n> (2) Everyone has the right to leave any country, including"
        " his own, and\n"
        "> to return to his country.\n\n— Universal Declaration of Human Rights, article 13"
    ),
    # emphasis, a footnote mark
    "Article 4 UDHR: “No one shall be held in **slavery** or servitude”[^1].",
    # two quotations, two citations, one paragraph
    (
        "“No one shall be held in slavery or servitude” (UDHR 4), and “no one shall be subjected to"
        " torture or to cruel, inhuman or degrading treatment or punishment” (UDHR 5)."
    ),
    # two sentences, each with its citation before
    (
        "Article 4 of the UDHR says: “No one shall be held in slavery or servitude”."
        " Article 9 of the"
        " UDHR says: “No one shall be subjected to arbitrary arrest, detention or exile.”"
    ),
    # a heading in the blockquote, a list of articles
    "> **UDHR 1** All human beings are born free and equal in dignity and rights.",
    # a single letter in brackets, single quotation marks
    "UDHR 26(1) begins ‘[E]veryone has the right to education’.",
]


def found_in(text: str, language: str = "en") -> list[Problem]:
    return check_text(text, "brief.md", language)


@pytest.mark.parametrize(
    ("text", "place", "code", "shown"),
    [case[1:] for case in ALTERED],
    ids=[case[0] for case in ALTERED],
)
def test_an_altered_quotation_is_found_where_it_differs(
    text: str, place: tuple[int, int], code: str, shown: str
) -> None:
    (problem,) = found_in(text)
    assert (problem.line, problem.column) == place
    assert problem.code == code
    assert shown in problem.message
    assert problem.severity is Severity.ERROR


@pytest.mark.parametrize("text", TRUE)
def test_a_true_quotation_passes_whatever_its_typography(text: str) -> None:
    assert found_in(text) == []


def test_ten_altered_and_ten_true_quotations_in_one_file() -> None:
    texts = [
        text for pair in zip((case[1] for case in ALTERED), TRUE, strict=True) for text in pair
    ]
    problems = found_in("\n\n".join(texts))
    assert len(problems) == 10
    assert {problem.code for problem in problems} == {case[3] for case in ALTERED}


def test_both_readings_of_article_3_pass_and_the_other_one_gets_a_note() -> None:
    text = "“Everyone has the right to life, liberty and security of person” (UDHR 3)"
    (note,) = found_in(text)
    assert note.severity is Severity.NOTE
    assert "both readings" in note.message


def test_a_welsh_file_is_compared_with_the_welsh_text() -> None:
    assert (
        found_in("“Y mae gan bawb hawl i addysg” (erthygl 26(1) o'r Datganiad Cyffredinol)", "cy")
        == []
    )
    (problem,) = found_in("“Everyone has the right to education” (UDHR 26(1))", "cy")
    assert problem.code == "quotation-in-another-language"


def test_words_of_a_place_that_is_withheld_in_the_language_are_not_judged() -> None:
    (problem,) = found_in("“Tá an ceart ag gach duine ar náisiúntacht” (UDHR 15(1))", "ga")
    assert problem.code == "quotation-not-compared"
    assert "not quoted in Gaelic, Irish" in problem.message


def test_words_of_a_treaty_whose_text_is_not_kept_are_not_judged() -> None:
    (problem,) = found_in("“Everyone has the right to liberty and security of person” (ECHR 5(1))")
    assert problem.code == "quotation-not-compared"
    assert problem.severity is Severity.WARNING


def test_what_is_typed_by_hand_beside_a_template_s_citation_is_compared() -> None:
    (problem,) = found_in('“No one shall be held in slavery or service” ({{ cite("UDHR 4") }}).')
    assert "[servitude → service]" in problem.message


def test_the_command_names_file_line_and_column_and_exits_with_1(
    campaigner: Command, tmp_path: Path
) -> None:
    (tmp_path / "brief.en.md").write_text("“Everyone has the duty to education” (UDHR 26(1))")
    (tmp_path / "brief.cy.md").write_text("“Y mae gan bawb hawl i addysg” (UDHR 26(1))")
    called = campaigner("instrument", "check", *tmp_path.glob("*.md"), "--format", "json")
    (problem,) = called.json
    assert called.code == 1
    assert (problem["line"], problem["column"]) == (1, 19)
    assert "[right → duty]" in problem["message"]


@pytest.mark.parametrize(
    "text",
    [
        # phrases of the author's own
        "The “hostile environment” breaks article 14 of the UDHR.",
        # somebody else's words, in the paragraph of a citation
        "Article 14 UDHR was her hope. “They left us waiting for nine years”, she told us.",
        # code, and Jinja, which campaigner fills in itself
        'Write `"No one shall be free" (UDHR 3)` or {{ quote("UDHR 3") }}.',
    ],
)
def test_what_is_no_quotation_of_the_text_is_left_alone(text: str) -> None:
    assert found_in(text) == []


def test_a_wrong_paragraph_number_is_found_with_what_exists() -> None:
    (problem,) = found_in("Marriage is free.\n\nSee UDHR 16(4).")
    assert (problem.line, problem.column, problem.code) == (3, 5, "no-such-provision")
    assert "paragraphs (1) to (3)" in problem.message


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Article 30 of the UDHR protects Ukraine from aggression.", "en"),
        ("The Universal Declaration is clear. Its Article 30 forbids the invasion.", "en"),
        ("Mae erthygl 30 o'r Datganiad Cyffredinol yn gwahardd ymosodedd.", "cy"),
    ],
)
def test_article_30_and_aggression_gets_the_better_citations(text: str, language: str) -> None:
    (problem,) = found_in(text, language)
    assert problem.code == "article-does-not-hold"
    assert problem.severity is Severity.WARNING
    for better in ("UN Charter 2(4)", "UNGA Res 3314", "Rome Statute 8 bis", "Geneva IV 49"):
        assert better in problem.hint


def test_no_article_of_the_table_holds_the_words_that_it_is_said_not_to_hold() -> None:
    from campaigner.instruments.library import passage
    from campaigner.instruments.records import instrument
    from campaigner.instruments.references import mistake_in

    for mistake in mistakes():
        assert not mistake_in(mistake.reference)
        if instrument(mistake.reference.instrument).has_text:
            assert not mistake.words.search(passage(mistake.reference).text), mistake.reference
        assert mistake.source
