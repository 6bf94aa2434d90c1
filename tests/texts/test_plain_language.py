"""Letters, briefs and petitions are in short sentences, in English and Welsh.

Measured on the texts as they are printed, without quotations and citations: sentences average at
most 17 words, and none has more than 35. ``sentencex`` finds where sentences end.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from markupsafe import Markup
from sentencex import segment

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.instruments.citations import parse_reference
from campaigner.instruments.styles import format_reference
from campaigner.texts.campaign_text import render_text
from campaigner.vocabulary.campaigns import CitationStyle
from campaigner.vocabulary.representatives import Nation
from campaigner.workspace import shipped_folder

LONGEST, AVERAGE = 35, 17  # words
OPENING = 5  # “I therefore ask you to”, where a letter has a single ask
_NOT_OURS = re.compile(r"<blockquote.*?</blockquote>|<q>.*?</q>", re.DOTALL)
_BLOCK = re.compile(r"<(?:p|li)[^>]*>(.*?)</(?:p|li)>", re.DOTALL)
_CITED = re.compile(r'cite\("([^"]+)"')
_EMPTY = re.compile(r"\s*\([;,\s]*\)")

CAMPAIGNS = [
    load_campaign(path.parent) for path in sorted(shipped_folder("campaigns").glob("*/*.toml"))
]
TEXTS = [
    pytest.param(campaign, name, id=f"{campaign.slug}/{name}")
    for campaign in CAMPAIGNS
    for name in campaign.texts
    if name.startswith(("letter.", "brief."))
]


class _NoNotes:
    """Footnotes that nobody reads."""

    def of_fact(self, fact: object) -> Markup:
        return Markup()

    def of_citation(self, reference: object) -> Markup:
        return Markup()

    def of_quotation(self, reference: object, language: str) -> Markup:
        return Markup()

    def of_words(self, words: Markup) -> Markup:
        return Markup()


def sentences(campaign: Campaign, name: str, nation: str = "") -> list[str]:
    """The sentences of a text as it is printed, without quotations and citations."""
    source, language = campaign.texts[name], name.split(".")[-2]
    writer = SimpleNamespace(
        name="Asha Example", area_name="Examplebury", nation=nation, postcode="", joint=False
    )
    member = SimpleNamespace(name="", salutation="", role="", party="", area_name="Examplebury")
    values: dict[str, object] = {
        "sender": writer,
        "recipient": member,
        "personal": "",
        "signatures": None,
    }
    values["single_ask"] = False
    html = render_text(
        campaign,
        source,
        Path(campaign.folder, name),
        language,
        values=values if name.startswith("letter.") else None,
        notes=_NoNotes(),
    )
    plain = [str(Markup(block).striptags()) for block in _BLOCK.findall(_NOT_OURS.sub("", html))]
    cited = {
        format_reference(parse_reference(each), CitationStyle.SHORT, language)
        for each in _CITED.findall(source)
    }
    for shown in sorted(cited, key=len, reverse=True):
        plain = [block.replace(shown, "") for block in plain]
    return [
        each for block in plain for each in segment(language, _EMPTY.sub("", block)) if each.strip()
    ]


def words(sentence: str) -> int:
    return len(sentence.split())


@pytest.mark.parametrize(("campaign", "name"), TEXTS)
def test_sentences_are_short(campaign: Campaign, name: str) -> None:
    for nation in ("", *Nation) if name.startswith("letter.") else ("",):
        found = sentences(campaign, name, nation)
        assert len(found) > 9
        assert [each for each in found if words(each) > LONGEST] == []
        assert sum(map(words, found)) / len(found) <= AVERAGE, nation


@pytest.mark.parametrize("campaign", CAMPAIGNS, ids=lambda campaign: campaign.slug)
def test_petitions_summaries_and_asks_are_short(campaign: Campaign) -> None:
    texts = [(campaign.petition.text, 0), (campaign.summary, 0)]
    texts += [(ask.text, OPENING) for ask in campaign.asks]
    for by_language, before in texts:
        for language, text in by_language.items():
            long = [each for each in segment(language, text) if words(each) > LONGEST - before]
            assert long == []
