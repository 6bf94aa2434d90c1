"""What supports a brief's text: numbered sources for its facts, authorities for its law."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from markupsafe import Markup

from campaigner.campaigns.models import Campaign, Fact
from campaigner.instruments.citations import parse_reference
from campaigner.instruments.records import Instrument, instrument, instruments
from campaigner.instruments.references import Reference
from campaigner.instruments.status import status_of
from campaigner.instruments.styles import format_reference
from campaigner.text import in_language
from campaigner.texts.campaign_text import date_in_words
from campaigner.vocabulary.campaigns import CitationStyle

JOIN = "\u2060"
"""A word joiner: no line breaks between a word and the number of its source."""


@dataclass(frozen=True)
class Source:
    """Where facts come from; ``day`` is the day that they describe, if its words do not say."""

    words: str
    address: str
    day: str

    @property
    def host(self) -> str:
        """The host of its address, as people know it: ``jrf.org.uk``."""
        return (urlsplit(self.address).hostname or "").removeprefix("www.")


@dataclass
class Endnotes:
    """Collects what a text uses: sources get numbers, citations go into a table of authorities."""

    language: str
    sources: list[Source] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def of_fact(self, fact: Fact) -> Markup:
        """The number of a fact's source, as a link to it; facts of one source share a number."""
        in_words = date_in_words(fact.as_of, "en") in fact.source
        day = "" if in_words else date_in_words(fact.as_of, self.language)
        source = Source(fact.source, fact.url, day)
        if source not in self.sources:
            self.sources.append(source)
        number = self.sources.index(source) + 1
        return Markup('{0}<sup><a href="#source-{1}">{1}</a></sup>').format(JOIN, number)

    def of_citation(self, reference: Reference) -> Markup:
        """Nothing: the table has in full what is cited in short here."""
        if reference not in self.references:
            self.references.append(reference)
        return Markup()

    def of_quotation(self, reference: Reference, language: str) -> Markup:
        """Where the words are from, in short."""
        short = format_reference(reference, CitationStyle.SHORT, language)
        return self.of_citation(reference) + Markup("<cite>{}</cite>").format(short)

    def of_words(self, words: Markup) -> Markup:
        """The words in brackets: the list at the end has sources alone."""
        return Markup(" ({})").format(words)


@dataclass(frozen=True)
class Place:
    """A place in an instrument, as ``art 25(1)``, and what it supports in the campaign."""

    name: str
    supports: str


@dataclass(frozen=True)
class Authority:
    """An instrument that supports a brief: its name, its citation in English, its places.

    ``status`` is what it is to the United Kingdom, in English; empty if that is not recorded.
    """

    name: str
    citation: str
    address: str
    places: tuple[Place, ...]
    status: str = ""


def authorities(campaign: Campaign, references: list[Reference], language: str) -> list[Authority]:
    """What a campaign and its text cite, by instrument in the order of the records."""
    supports = {
        parse_reference(citation.ref): in_language(citation.supports, language)
        for citation in campaign.citations
    }
    cited = [*supports, *(ref for ref in references if ref not in supports)]
    return [
        _authority(
            instrument(key),
            language,
            tuple(
                Place(_place(reference, language), supports.get(reference, ""))
                for reference in cited
                if reference.instrument == key
            ),
        )
        for key in instruments()
        if any(reference.instrument == key for reference in cited)
    ]


def _authority(found: Instrument, language: str, places: tuple[Place, ...]) -> Authority:
    name = found.name_in(language)
    full = format_reference(Reference(found.key), CitationStyle.OSCOLA)
    citation = full.removeprefix(name).strip(" ,")
    status = status_of(found.key)
    return Authority(name, citation, found.address, places, status.line if status else "")


def _place(reference: Reference, language: str) -> str:
    """The place without its instrument: ``art 25(1)``, ``erthygl 25(1)``; empty for the whole."""
    whole = format_reference(Reference(reference.instrument), CitationStyle.SHORT, language)
    return (
        format_reference(reference, CitationStyle.SHORT, language).removeprefix(whole).strip(" ,")
    )
