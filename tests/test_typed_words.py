"""Words that organisers type: kept without what nobody sees, or refused."""

from __future__ import annotations

import pytest

from campaigner.typed_words import WordsRefused, clean_line, clean_lines

WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"  # the flag


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  10 Downing\tStreet\n", "10 Downing Street"),
        ("\u202eThe Clerk\u202c", "The Clerk"),
        ("\u2067ליאת\u2069", "ליאת"),
        ("Sia\u0302n", "Siân"),
        ("نرگس\u200cها", "نرگس\u200cها"),
        ("@foodbank (www.example.org)", "@foodbank (www.example.org)"),
        (
            "\U0001f3f4\U000e0067\U000e0062\U000e007f Cymru",
            "\U0001f3f4\U000e0067\U000e0062\U000e007f Cymru",
        ),
    ],
)
def test_a_line_is_kept_without_what_nobody_sees(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept
    assert clean_line(kept) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("The Clerk\x07", "control characters"),
        ("\x1b[2J", "control characters"),
        ("a\ue000b", "control characters"),
        ("a" + 9 * "\u0301", "too many marks"),
        ("x" * 201, "200 characters are the limit"),
    ],
)
def test_what_misleads_or_is_too_long_is_refused(typed: str, why: str) -> None:
    with pytest.raises(WordsRefused, match=why):
        clean_line(typed)


def test_lines_stay_lines() -> None:
    assert clean_lines("Dear all,\r\n\r\n no\u202e.\n", 100) == "Dear all,\n\nno."
    with pytest.raises(WordsRefused, match="1,000 characters"):
        clean_lines("x" * 1_001, 1_000)
    with pytest.raises(WordsRefused, match="control characters"):
        clean_lines("No.\n\x9b2J", 1_000)
