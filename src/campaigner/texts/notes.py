"""Notes to a campaign's texts: what stands where a fact is claimed or an instrument cited."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from markupsafe import Markup

from campaigner.campaigns.models import Fact
from campaigner.instruments.references import Reference
from campaigner.instruments.styles import format_reference
from campaigner.vocabulary.campaigns import CitationStyle


class Notes(Protocol):
    """What follows a claim or a citation in a text, as HTML."""

    def of_fact(self, fact: Fact) -> Markup:
        """What follows a claim."""

    def of_citation(self, reference: Reference) -> Markup:
        """What follows a citation in its short form."""

    def of_quotation(self, reference: Reference, language: str) -> Markup:
        """What follows an instrument's own words."""

    def of_words(self, words: Markup) -> Markup:
        """What stands where a footnote of the text itself is called."""


@dataclass
class Footnotes:
    """Sources and full citations in the text itself, each once: the page moves them to its foot."""

    noted: set[object] = field(default_factory=set)

    def of_fact(self, fact: Fact) -> Markup:
        """The fact's source."""
        return self._note(fact.id, _link(fact.url, fact.source))

    def of_citation(self, reference: Reference) -> Markup:
        """The full citation, which is in English."""
        return self._note(reference, _in_full(reference))

    def of_quotation(self, reference: Reference, language: str) -> Markup:
        """The same as of a citation."""
        del language
        return self.of_citation(reference)

    def of_words(self, words: Markup) -> Markup:
        """The footnote."""
        return Markup('<span class="note">{}</span>').format(words)

    def _note(self, about: object, words: Markup) -> Markup:
        if about in self.noted:
            return Markup()
        self.noted.add(about)
        return _note(words)


@lru_cache(maxsize=256)
def _link(address: str, source: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, source)


@lru_cache(maxsize=256)
def _in_full(reference: Reference) -> Markup:
    full = format_reference(reference, CitationStyle.OSCOLA)
    return Markup('<span lang="en">{}</span>').format(full)


@lru_cache(maxsize=256)
def _note(words: Markup) -> Markup:
    end = "" if words.striptags().endswith(("?", "!", ".")) else "."
    return Markup('<span class="note">{}{}</span>').format(words, end)
