"""The Markdown that campaigns write: tables, footnotes and lists, as HTML and as plain text."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.letters.writing.plain_text import as_text
from campaigner.texts.own_notes import notes_of, with_notes
from letter_writers import letter, text_of, typeset

TEXT = """
Food is dear.[^food] It was not,[^2] and it is still.[^food]

| Food | Price |
|------|------:|
| Bread | £1.40 |
| Milk, a *pint* | £0.95 |

1. One

2. Two
   - inner
   - other

     more of it

3. Three

#### Small heading

    as it
      stands

[^food]: The *market*,
  today.
[^2]: See {{ cite("ICESCR 11") }}.
"""


@pytest.fixture
def written(bread: Path) -> Path:
    (bread / "letter.en.md").write_text(TEXT, encoding="utf-8")
    return bread


def test_tables_and_footnotes_are_set(written: Path) -> None:
    made = letter(load_campaign(written))
    body = str(made.page.body)
    assert '<span class="note">The <em>market</em>, today.</span>' in body
    assert body.count('class="note"') == 2
    assert "<th>Food</th>" in body
    assert "[^" not in body
    said = text_of(typeset(made).pdf)
    assert "Bread £1.40 Milk, a pint £0.95" in said
    assert "[^" not in said
    assert "|" not in said


def test_plain_text_keeps_numbers_lists_and_tables(written: Path) -> None:
    text = as_text(letter(load_campaign(written)))
    assert "Food is dear. [1] It was not, [2] and it is still." in text
    assert "\nFood          Price\nBread         £1.40\nMilk, a pint  £0.95\n" in text
    for block in (
        "1. One",
        "2. Two",
        "   - inner",
        "   - other",
        "     more of it",
        "3. Three",
        "Small heading",
        "    as it\n      stands",
        "[1] The market, today.",
        "[2] See ICESCR",
    ):
        assert f"\n\n{block}" in text, block


def test_a_wide_table_has_bars_between_its_cells(bread: Path) -> None:
    wide = f"| a | b |\n|---|---|\n| {'x' * 50} | {'y' * 50} |\n"
    (bread / "letter.en.md").write_text(wide, encoding="utf-8")
    assert f"\na | b\n{'x' * 50} | {'y' * 50}\n" in as_text(letter(load_campaign(bread)))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One[^1] two[^1].\n\n[^1]: Note\n", "One<Note> two.\n\n"),
        ("One[^1].\n\n[^1]: Note\n  goes on\n\nMore", "One<Note goes on>.\n\n\nMore"),
        ("One[^x].", "One[^x]."),
        ("None", "None"),
    ],
)
def test_a_footnote_stands_where_it_is_called_first(text: str, html: str) -> None:
    assert with_notes(text, lambda words: f"<{words}>") == html


def test_the_footnotes_of_a_text() -> None:
    assert notes_of("[^a]: One\n[^b]: Two\n") == {"a": "One", "b": "Two"}


def test_a_person_s_words_are_no_footnote(bread: Path) -> None:
    made = letter(load_campaign(bread), personal="I saw it.[^1]\n[^1]: truly")
    assert "I saw it.[^1]" in str(made.page.body)
