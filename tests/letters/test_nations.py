"""The shipped letters say what is right where their writer lives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.letters.writing.plain_text import paragraphs
from campaigner.representatives.models import Area
from campaigner.workspace import shipped_folder
from letter_writers import ADA, letter

CAMPAIGNS = sorted(path.name for path in shipped_folder("campaigns").iterdir())
CODES = {"E": "E14009901", "S": "S14009901", "W": "W07009901", "N": "N05009901"}


def said(campaign: str, nation: str, language: str = "en") -> str:
    """The body of a campaign's letter from a nation, without its notes."""
    area = Area("uk-constituency", CODES[nation], "Sampleton")
    made = letter(
        load_campaign(shipped_folder("campaigns") / campaign),
        language,
        recipient=replace(ADA, area=area),
    )
    return "\n".join(map(str.strip, paragraphs(made.page.body)))


# (campaign, what it says, where it says so)
SAID = [
    ("hostile-environment", "Immigration is reserved to the Parliament", "S"),
    ("modern-slavery", "In England and Wales, the Modern Slavery Act 2015", "EW"),
    ("modern-slavery", "In Scotland, Ministers must secure support", "S"),
    ("modern-slavery", "In Northern Ireland, the Department of Justice must give", "N"),
    ("right-to-food", "In Scotland, Ministers who prepare the national food plan", "S"),
    ("right-to-food", "In Wales, every pupil of a maintained primary school", "W"),
    ("right-to-food", "Work and Pensions Secretary", "ESW"),
    ("right-to-food", "Environment Secretary", "ESWN"),
    ("stand-against-hate", "two charities counted 10,740 reports", "EW"),
    ("stand-against-hate", "under an Act in force since April 2024", "S"),
    ("stand-against-hate", "In Northern Ireland, courts must treat hostility", "N"),
    ("stand-against-hate", "aggravated offences", "EW"),
    ("stand-against-hate", "Housing Secretary", "E"),
    ("stand-against-hate", "Business Secretary", "SWN"),
    ("womens-rights", "women in England and Wales experienced domestic abuse", "EW"),
    ("womens-rights", "the police in Scotland recorded 63,867 incidents", "S"),
    ("womens-rights", "the police in Northern Ireland recorded 29,740 incidents", "N"),
    ("womens-rights", "had the right to a week’s leave", "ESW"),
    ("womens-rights", "a report on halving violence", "EW"),
    ("womens-rights", "so that nobody has to stay with an abuser", "N"),
    ("womens-rights", "will carer’s leave be paid", "S"),
]


@pytest.mark.parametrize(("campaign", "words", "nations"), SAID)
def test_a_letter_says_what_holds_in_its_nation_alone(
    campaign: str, words: str, nations: str
) -> None:
    found = "".join(nation for nation in CODES if words in said(campaign, nation))
    assert found == nations


@pytest.mark.parametrize("nation", CODES)
@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_a_letter_has_its_story_second_and_asks_for_the_reply(campaign: str, nation: str) -> None:
    area = Area("uk-constituency", CODES[nation], "Sampleton")
    made = letter(
        load_campaign(shipped_folder("campaigns") / campaign),
        recipient=replace(ADA, area=area),
        personal="On Monday the shelf was empty.",
    )
    text = [each.strip() for each in paragraphs(made.page.body)]
    assert text[0].startswith("I am one of your constituents in Sampleton")
    assert text[1] == "On Monday the shelf was empty."
    asks = [line for line in text if line.startswith(("1. ", "2. ", "3. ", "I therefore"))]
    assert 1 <= sum("sk the " in line for line in asks) <= 2
    assert text[-1].startswith("Please write to the ")
    assert "send me the" in text[-1]


@pytest.mark.parametrize("nation", CODES)
@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_the_welsh_letter_has_as_many_paragraphs(campaign: str, nation: str) -> None:
    english, welsh = (said(campaign, nation, language) for language in ("en", "cy"))
    single = "un peth ichi felly" in welsh  # which is a paragraph of its own in Welsh
    assert len(welsh.splitlines()) == len(english.splitlines()) + single
