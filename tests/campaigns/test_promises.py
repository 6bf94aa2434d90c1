"""Dated promises in campaigns' texts: which sentences have one, and until when."""

from __future__ import annotations

from datetime import date

import pytest

from campaigner.campaigns.promises import promises_in

PROMISED = [
    ("The Government will clear the backlog by December 2026.", date(2026, 12, 31)),
    ("It promised to clear the backlog by the end of 2026.", date(2026, 12, 31)),
    ("The Commission is due to report in autumn 2026.", date(2026, 11, 30)),
    ("The Bill is expected to become law before 1 March 2027.", date(2027, 3, 1)),
    ("Ministers have pledged to end it by 2027.", date(2027, 12, 31)),
    ("The Minister is to answer on 30 November 2026.", date(2026, 11, 30)),
    ("The review will\nreport in February 2028.", date(2028, 2, 29)),
    ("Bydd y Llywodraeth yn clirio’r achosion erbyn Rhagfyr 2026.", date(2026, 12, 31)),
    ("Addawodd y Llywodraeth wneud hynny erbyn diwedd mis Mawrth 2027.", date(2027, 3, 31)),
    ("Disgwylir adroddiad yn hydref 2026.", date(2026, 10, 31)),
]
NOT_PROMISED = [
    "In 2023 the Government promised to do so.",
    "The promise of 2023 was not kept.",
    "It promised to do so by 2024, and has not.",
    "The report was due in March 2026.",
    "The Act of 2010 will not protect them.",
    "At the end of December 2025, 5,758 cases were waiting for a decision.",
    "We will hand the petition in. It was begun in 2026.",
    "Will you ask the Minister to commence section 29 of the 2023 Act?",
    "Byddai adran 29 o Ddeddf 2023, a gadwyd yn 2025, yn ehangu hynny.",
    "Nid yw’r addewid i wneud hynny erbyn 2024 wedi’i gadw.",
]


@pytest.mark.parametrize(("text", "until"), PROMISED)
def test_a_sentence_that_says_what_will_be_done_by_when_is_a_promise(
    text: str, until: date
) -> None:
    [promise] = promises_in(f"Before it. {text} After it.")
    assert promise.until == until
    assert promise.sentence == " ".join(text.rstrip(".").split())


@pytest.mark.parametrize("text", NOT_PROMISED)
def test_history_and_promises_that_were_broken_are_not(text: str) -> None:
    assert list(promises_in(text)) == []


def test_a_promise_is_found_where_it_begins() -> None:
    text = "One.\n\nTwo.\nIt will end in 2026."
    [promise] = promises_in(text)
    assert text.count("\n", 0, promise.start) in (2, 3)
