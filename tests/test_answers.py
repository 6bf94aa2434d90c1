"""Yes and no, as people write them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.answer_words import BEGINNINGS
from campaigner.answers import Answers, parse_answer
from campaigner.errors import CampaignerError

YES = (
    *("yes", "y", "true", "1", "x", "✓", "agreed", "I agree", "Yes please", "ie", "ydw", "cytuno"),
    *("Yes, I am happy", "yes – by email", "Yes; email me", "I agree to a letter", "Ydw, plîs"),
    *("Y please", "Y - by email", "1.0"),
    *("Yes, no problem", "✔️", "☑", "[x]", "“Yes”", "*yes*", "OK", "Opted in", "Rwy'n cytuno"),
)
NO = (
    *("no", "n", "false", "0", "No thanks", "na", "nac ydw", "nac oes", "☐"),
    *("No, thank you", "No, not this time", "I do not agree", "I don’t agree", "Do not write"),
    *("N thanks", "0.0", "❌", "Nac ydw, diolch", "Dim diolch", "Opted out", "Unsubscribed"),
    "I’d rather not",
)
ANY_CASE = st.sampled_from([str.lower, str.upper, str.title, str])
SPACES = st.text(alphabet=" \t\n\u00a0", max_size=3)


def test_yes_and_no_in_english_and_welsh() -> None:
    assert {text: parse_answer(text) for text in YES} == dict.fromkeys(YES, True)
    assert {text: parse_answer(text) for text in NO} == dict.fromkeys(NO, False)


@pytest.mark.parametrize("text", ["", " ", "\t", "[ ]", "[]"])
def test_nothing_said_is_a_no(text: str) -> None:
    assert parse_answer(text) is False


@pytest.mark.parametrize(
    "text",
    [
        *("maybe", "yes and no", "yesno", "2", "10", "not yet", "?", "-", "...", "N/A", "none"),
        *("Yes/No", "yes or no", "Yes, No", "No;Yes", "Yes No", "Yesterday", "Nobody", "Note"),
        *("withdrawn", "consent withdrawn", "nein", "oui", "Write to my MP"),
    ],
)
def test_what_is_neither_is_not_guessed(text: str) -> None:
    assert parse_answer(text) is None


@given(st.sampled_from(YES + NO), ANY_CASE, SPACES, SPACES, st.sampled_from(["", ".", "!"]))
def test_case_spaces_and_a_full_stop_do_not_matter(
    text: str, case: Callable[[str], str], before: str, after: str, end: str
) -> None:
    written = before + case(text).replace(" ", "  ") + end + after
    assert parse_answer(written) is (text in YES)


@given(st.text())
def test_any_text_is_yes_no_or_neither(text: str) -> None:
    assert parse_answer(text) in (True, False, None)


@pytest.mark.parametrize(
    ("language", "yes", "no"),
    [
        ("de", "Ja, gern", "Nein danke"),
        ("fr", "Oui, j’accepte", "Non merci"),
        ("es", "¡Sí!", "No, gracias"),
        ("pt-BR", "Sim", "Não, obrigado"),
        ("pl", "Tak, proszę", "Nie"),
        ("uk", "Так, погоджуюся", "Ні"),
        ("ar", "نعم", "لا"),
        ("hi", "हाँ, ज़रूर", "नहीं"),
        ("ug", "ھەئە", "ياق"),
        ("ga", "Tá", "Níl"),
        ("tr", "EVET", "Hayır"),
        ("zh-Hant", "是", "不"),
    ],
)
def test_answers_in_the_languages_of_a_campaign(language: str, yes: str, no: str) -> None:
    answers = Answers([language])
    assert [answers.parse(text) for text in (yes, no)] == [True, False]
    assert [answers.parse(text) for text in ("Yes", "Nac ydw")] == [True, False]


@pytest.mark.parametrize("language", BEGINNINGS)
def test_every_beginning_means_what_its_language_says(language: str) -> None:
    answers = Answers([language])
    for texts, means in zip(BEGINNINGS[language], (True, False), strict=True):
        for text in texts.split(", "):
            assert answers.parse(text) is means
            assert answers.parse(f"{text.upper()}, 10.") is means


def test_what_is_yes_in_one_language_and_no_in_another_is_neither() -> None:
    assert Answers(["sq"]).parse("jo") is False
    assert Answers(["fi", "sv"]).parse("ei") is False
    assert Answers(["bg", "cs"]).parse("ne") is False
    assert Answers(["tl", "hi"]).parse("hindi") is False
    assert Answers(["ps"]).parse("هو") is True


def test_the_options_of_a_form_mean_what_is_said() -> None:
    answers = Answers(yes_means=["Write to my MP, please", "Sign me up"], no_means=["Stay out"])
    assert answers.parse("write to my MP, please.") is True
    assert answers.parse("Send news, Sign me up") is True  # as forms join what was ticked
    assert answers.parse("Send news; Write to my MP, please; More") is True
    assert answers.parse("Stay out") is False
    assert answers.parse("Sign me up, Stay out") is None
    assert answers.parse("Sign me upwards") is None
    assert answers.parse("Send news") is None
    assert answers.parse("") is False


def test_one_text_cannot_mean_both() -> None:
    with pytest.raises(CampaignerError, match="both yes and no"):
        Answers(yes_means=["Please"], no_means=["please."])
