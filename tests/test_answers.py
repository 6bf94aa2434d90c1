"""Yes and no, as people write them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.answers import parse_answer

YES = ("yes", "y", "true", "1", "x", "✓", "agreed", "I agree", "Yes please", "ie", "ydw", "cytuno")
NO = ("no", "n", "false", "0", "No thanks", "na", "nac ydw", "nac oes", "☐")
ANY_CASE = st.sampled_from([str.lower, str.upper, str.title, str])
SPACES = st.text(alphabet=" \t\n\u00a0", max_size=3)


def test_yes_and_no_in_english_and_welsh() -> None:
    assert {text: parse_answer(text) for text in YES} == dict.fromkeys(YES, True)
    assert {text: parse_answer(text) for text in NO} == dict.fromkeys(NO, False)


@pytest.mark.parametrize("text", ["", " ", "\t"])
def test_nothing_said_is_a_no(text: str) -> None:
    assert parse_answer(text) is False


@pytest.mark.parametrize("text", ["maybe", "yes and no", "yesno", "2", "10", "not yet", "?", "-"])
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
