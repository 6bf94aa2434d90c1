"""What an update says to whom: in their language if it is written in it, the same in each form."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import ProblemsFound
from campaigner.mail.update_words import update_words, words_of
from campaigner.store.updates import Audience, Update, UpdateText

HEARD = UpdateText(
    "We were heard", "The Minister has **answered**.\n\n- [Read it](https://a.org)\n"
)
CLYWED = UpdateText("Cawsom ein clywed", "Mae’r Gweinidog wedi ateb.\n")


@pytest.fixture
def campaign(bread: Path) -> Campaign:
    return defined_campaign(bread)


def update(**texts: UpdateText) -> Update:
    return Update(
        1, "bread", Audience(), 0, 0, None, None, 0, 0, None, None, None, None, texts=texts
    )


@pytest.mark.parametrize(
    ("texts", "language", "spoken"),
    [
        ({"en": HEARD, "cy": CLYWED}, "cy", "cy"),
        ({"en": HEARD, "cy": CLYWED}, "fr", "en"),
        ({"en": HEARD}, "cy", "en"),
        ({"cy": CLYWED}, "en", "cy"),
    ],
)
def test_it_is_in_the_readers_language_or_english_or_the_one_it_has(
    campaign: Campaign, texts: dict[str, UpdateText], language: str, spoken: str
) -> None:
    words = update_words(campaign, update(**texts), language)
    assert (words.language, words.subject) == (spoken, texts[spoken].subject)


def test_its_plain_text_says_what_its_html_does(campaign: Campaign) -> None:
    words = words_of(campaign, HEARD, "en")
    assert [str(each) for each in words.paragraphs] == [
        "The Minister has answered.", "– Read it (https://a.org)",
    ]  # fmt: skip
    assert "<strong>answered</strong>" in words.html
    assert '<a href="https://a.org">Read it</a>' in words.html


def test_a_fact_of_the_campaign_has_its_source_behind_it(campaign: Campaign) -> None:
    words = words_of(campaign, UpdateText("Bread", '{{ fact("loaves") }}\n'), "cy")
    (paragraph,) = words.paragraphs
    assert paragraph.words.startswith("Mae llawer heb ddim.")
    assert "A made-up report, for this test" in paragraph.words


@pytest.mark.parametrize(
    "body", ['{{ fact("no-such") }}', "{{ nobody }}", "![us](https://a.org/us.png)"]
)
def test_one_with_a_mistake_says_where(campaign: Campaign, body: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        words_of(campaign, UpdateText("Bread", f"Two lines,\n\n{body}\n"), "en")
    assert [each.line for each in found.value.problems] == [3]
