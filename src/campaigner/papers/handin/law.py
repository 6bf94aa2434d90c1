"""What the law says on which a petition rests: its sources, in their own words if they are here."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.instruments.citations import parse_reference
from campaigner.instruments.library import NoText, passage
from campaigner.instruments.references import Reference
from campaigner.instruments.styles import format_reference
from campaigner.papers.briefing_notes import Authority, authorities
from campaigner.papers.edition import Edition
from campaigner.vocabulary.campaigns import CitationStyle


@dataclass(frozen=True, slots=True)
class Quoted:
    """A place that is cited, with its paragraphs and the direction in which they are read."""

    citation: str
    paragraphs: tuple[str, ...]
    direction: str


@dataclass(frozen=True, slots=True)
class Law:
    """The sources that a campaign cites, and the places whose words are at hand."""

    quotations: tuple[Quoted, ...]
    authorities: tuple[Authority, ...]


def law_of(edition: Edition) -> Law:
    """Returns the law that a campaign cites, quoted in the language of its papers."""
    campaign, language = edition.campaign, edition.language
    cited = [parse_reference(citation.ref) for citation in campaign.citations]
    quoted = (_quoted(each, language) for each in dict.fromkeys(cited) if each.article)
    return Law(
        tuple(each for each in quoted if each),
        tuple(authorities(campaign, [], language)),
    )


def _quoted(reference: Reference, language: str) -> Quoted | None:
    try:
        words = passage(reference, language)
    except NoText:
        return None
    short = format_reference(reference, CitationStyle.SHORT, language)
    return Quoted(short, words.paragraphs, words.direction)
