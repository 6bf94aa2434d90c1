"""What a service says, on a page in another language: by its code, or marked as English."""

from __future__ import annotations

from datetime import date

import pytest

from campaigner.problems import Problem
from campaigner.web.forms import day_in
from campaigner.web.pages.spoken import in_english, spoken

LATE = Problem("on", 0, "too-late", "2026-12-10 is too late.", "Choose <9>.")


@pytest.mark.parametrize(
    ("language", "words", "shown"),
    [
        ("cy", {"too-late": "Rhy hwyr."}, "Rhy hwyr."),
        ("en", {}, "10 December 2026 is too late. Choose <9>."),
        (
            "cy",
            {},
            '<span lang="en" dir="ltr">10 December 2026 is too late. Choose &lt;9&gt;.</span>',
        ),
    ],
)
def test_words_come_first_and_english_is_marked(
    language: str, words: dict[str, str], shown: str
) -> None:
    assert str(spoken(LATE, language, words)) == shown


@pytest.mark.parametrize("text", ["2026-13-40", "a-2026-12-10-b", "sheets-2026-12-10.pdf", ""])
def test_what_is_not_a_day_stays(text: str) -> None:
    assert in_english(text, "en") == text


def test_what_is_marked_is_not_marked_twice() -> None:
    once = in_english("Text", "cy")
    assert in_english(once, "cy") == once


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-10", date(2026, 12, 10)),
        (" 10 December 2026 ", date(2026, 12, 10)),
        ("10 Rhagfyr 2026", date(2026, 12, 10)),
        ("10/12/2026", None),
        ("x" * 100_000, None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_is_shown(text: str, day: date | None) -> None:
    assert day_in(text) == day
