"""Quotations as people set them: cited in a note, in capitals, over broken lines, in French."""

from __future__ import annotations

import pytest

from campaigner.instruments.citations import parse_reference
from campaigner.instruments.library import passage
from campaigner.instruments.quotations import check_text
from campaigner.problems import Severity

FRENCH = passage(parse_reference("UDHR 9"), "fr").text
MOVEMENT = (
    "> Everyone has the right to freedom of movement and residence within the borders of each"
    " State.\n{gap}> Everyone has the right to leave any country, {own} his own, and to return to"
    " his country.\n\n(Universal Declaration of Human Rights{place})\n"
)
TORTURE = (
    "“NO ONE SHALL BE SUBJECTED TO TORTURE OR TO CRUEL, INHUMAN OR DEGRADING TREATMENT OR"
    " PUNISHMENT” (UDHR 5)"
)


def codes(text: str, language: str = "en") -> list[str]:
    return [problem.code for problem in check_text(text, "brief.md", language)]


# (what it is, the text with the Declaration's words, what makes them wrong: as is → changed)
FORMS = [
    (
        "a note at the foot",
        ("“Everyone has the right to a standard of living adequate for the health”[^1]\n\n"
        "[^1]: UDHR art 25(1).\n"),
        ("adequate", "sufficient"),
    ),
    (
        "a raised number",
        ("“Everyone has the right to a standard of living adequate for the health”.¹\n\n"
        "¹ UDHR art 25(1).\n"),
        ("adequate", "sufficient"),
    ),
    (
        "a number in brackets",
        ("“Everyone has the right to a standard of living adequate for the health”[1]\n\n"
        "[1] Universal Declaration of Human Rights, article 25(1).\n"),
        ("adequate", "sufficient"),
    ),
    (
        "a note in a blockquote",
        ("> Everyone has the right to a standard of living adequate for the health[^a]\n\n"
        "[^a]: Universal Declaration of Human Rights, article 25(1).\n"),
        ("adequate", "sufficient"),
    ),
    (
        "an article before, an instrument after",
        ("Article 1: “All human beings are born free and equal in dignity and rights”"
        " (Universal Declaration of Human Rights)"),
        ("human beings", "men"),
    ),
    (
        "an instrument alone",
        ("“All human beings are born free and equal in dignity and rights”"
        " (Universal Declaration of Human Rights)"),
        ("human beings", "men"),
    ),
    (
        "a blockquote in paragraphs, an instrument alone",
        MOVEMENT.format(gap=">\n", own="including", place=""),
        ("including his", "even his"),
    ),
    (
        "blockquotes one after the other",
        MOVEMENT.format(gap="\n", own="including", place=", article 13"),
        ("including his", "even his"),
    ),
    (
        "paragraphs that each begin with a mark",
        ("UDHR 13 says:\n\n“Everyone has the right to freedom of movement and residence within the"
        " borders of each State.\n\n“Everyone has the right to leave any country, including his"
        " own.”"),
        ("including his", "even his"),
    ),
    ("capitals", TORTURE, ("OR TO CRUEL", "OR CRUEL")),
    (
        "a word broken at the end of a line",
        ("“Everyone has the right to seek and to enjoy in other countries asylum from "
        "perse-\ncution” (UDHR 14(1))"),
        ("enjoy", "find"),
    ),
    (
        "ibid with an article",
        ("UDHR 17(2) protects owners: “everyone has the right to own property alone as well as in"
        " association with others” (ibid, 17(1))"),
        ("own property", "keep property"),
    ),
    (
        "ibid alone",
        ("“No one shall be held in slavery or servitude” (UDHR 4). “Slavery and the slave trade"
        " shall be prohibited in all their forms” (ibid)."),
        ("shall be prohibited", "must be prohibited"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "change"), [form[1:] for form in FORMS], ids=[form[0] for form in FORMS]
)
def test_a_true_quotation_passes_in_this_form_and_an_altered_one_is_found(
    text: str, change: tuple[str, str]
) -> None:
    assert codes(text) == []
    altered = text.replace(*change)
    assert altered != text
    assert codes(altered) == ["quotation-differs"]


def test_a_few_words_in_quotation_marks_are_a_hint() -> None:
    (problem,) = check_text("the “right to a decent life” in Article 25 UDHR", "brief.md")
    assert (problem.code, problem.severity) == ("phrase-not-quoted", Severity.NOTE)


@pytest.mark.parametrize(
    "text",
    [
        f"« {FRENCH} » (UDHR 9)",
        f"UDHR art 9: « {FRENCH.upper()} »",
        f"“{FRENCH}”[^1]\n\n[^1]: UDHR 9\n",
        "« Nul ne doit être arbitrairement arrêté, détenu ni exilé » (UDHR art 9)",
    ],
)
def test_a_quotation_in_french_is_named_as_french(text: str) -> None:
    (problem,) = check_text(text, "brief.md")
    assert problem.code == "quotation-in-another-language"
    assert "French (fr)" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        # a note of another quotation
        "“Somebody else said all this in a long speech”[^2] on UDHR 5.\n\n[^1]: UDHR 4.\n",
        # an instrument that is not attributed to
        "“They left us waiting for nine years”, she said. The Universal Declaration is old.",
        # ibid of nothing
        "“They left us waiting for nine years” (ibid).",
    ],
)
def test_what_is_not_attributed_to_the_declaration_is_left_alone(text: str) -> None:
    assert codes(text) == []
