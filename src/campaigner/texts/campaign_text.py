"""A campaign's texts as HTML: Markdown with Jinja, quotations, citations and facts with notes.

What ``quote``, ``cite``, ``fact``, ``facts`` and ``asks`` put into a text is kept aside while
Markdown is rendered, each behind a mark of private-use characters, and put in its place after.
A note stands where it is called, as ``<span class="note">``: the page decides where notes go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.core import Locale
from markupsafe import Markup, escape

from campaigner.campaigns.area_tables import AREA, filled
from campaigner.campaigns.models import AreaFact, Campaign, Fact
from campaigner.campaigns.text_rules import costs
from campaigner.errors import UnknownName
from campaigner.instruments.citations import parse_reference
from campaigner.instruments.library import passage
from campaigner.instruments.references import Reference
from campaigner.instruments.styles import format_reference
from campaigner.rendering.templating.environment import render_compiled
from campaigner.rendering.templating.markdown import inline_html, to_html
from campaigner.text import in_language
from campaigner.texts.asks import Choice, Occasion, asks_of_letter, chosen_asks, chosen_facts
from campaigner.texts.compiled import compiled, refuse
from campaigner.texts.notes import Footnotes, Notes
from campaigner.texts.own_notes import with_notes
from campaigner.vocabulary.campaigns import CitationStyle

_BLOCK_MARK = re.compile("<p>\ue000(\\d+)\ue001</p>")
# With the bracket that closes and the stop that follows: a note's mark goes after both.
_MARK = re.compile("\ue000(\\d+)\ue001(\\)?[.,;:?!]?)")
_NOTE = '<span class="note">'  # a footnote has none of its own
_NOTHING = Markup()
_APART = Markup("\u00a0")


def render_text(
    campaign: Campaign,
    source: str,
    path: Path,
    language: str,
    *,
    choice: Choice | None = None,
    occasion: Occasion | None = None,
    values: Mapping[str, Any] | None = None,
    notes: Notes | None = None,
) -> Markup:
    """A campaign's letter or brief as HTML in a language.

    ``source`` is what the file ``path`` says; ``values`` are the names it can use beside the
    functions: ``sender``, ``recipient``, ``personal``, whose words come out as the characters
    they are. With an ``occasion`` it is a letter's, whose asks can be past.
    ``notes`` are footnotes unless others are given.
    Raises ProblemsFound, with file and line, where the text has a mistake.
    """
    functions = _Functions(campaign, language, choice or Choice(), occasion, notes or Footnotes())
    text = compiled(source, path)
    written = render_compiled(text.template, path, **functions.by_name(), **(values or {}))
    refuse(costs(written), path)
    return functions.put_in_place(to_html(with_notes(written, functions.own_note)))


@dataclass
class _Functions:
    """The functions of one text, and what they have put into it so far."""

    campaign: Campaign
    language: str
    choice: Choice
    occasion: Occasion | None
    notes: Notes
    pieces: list[tuple[Markup, Markup, Markup]] = field(default_factory=list)
    area_facts: dict[str, Markup] = field(default_factory=dict)

    def by_name(self) -> dict[str, Any]:
        return {
            "quote": self.quote,
            "cite": self.cite,
            "fact": self.fact,
            "facts": self.facts,
            "area_fact": self.area_fact,
            "asks": self.asks,
        }

    def quote(self, reference: str) -> Markup:
        """The instrument's own words: set off where they stand alone, else in quotation marks."""
        found = parse_reference(reference)
        note = self.notes.of_quotation(found, self.language)
        words, block = _quotation(found, self.language, note)
        return self._mark(words, block, note)

    def cite(self, reference: str) -> Markup:
        """A citation in its short form, in full in a note where it stands first.

        The note's mark goes after a bracket and a stop, never to a figure: “11⁵” is a number.
        """
        found = parse_reference(reference)
        return self._mark(_citation(found, self.language), note=self.notes.of_citation(found))

    def fact(self, identifier: str) -> Markup:
        """The claim, with its source in a note."""
        fact = self._known_fact(identifier)
        return self._mark(self._words_of(fact), note=self.notes.of_fact(fact))

    def facts(self) -> Markup:
        """The facts that were chosen of those that the campaign offers, one after another."""
        chosen = [self._known_fact(name) for name in chosen_facts(self.campaign, self.choice)]
        noted = (_noted(self._words_of(each), self.notes.of_fact(each)) for each in chosen)
        return self._mark(Markup(" ").join(noted))

    def area_fact(self, identifier: str) -> Markup:
        """A claim about the writer's area, with its source in a note; empty if it has none.

        A text can ask ``{% if area_fact("…") %}`` before it uses it.
        """
        if identifier not in self.area_facts:
            self.area_facts[identifier] = self._area_fact(self.campaign.area_fact(identifier))
        return self.area_facts[identifier]

    def _area_fact(self, fact: AreaFact) -> Markup:
        rows = self.campaign.area_tables[fact.file].rows
        occasion = self.occasion
        if occasion is None or occasion.area not in rows:
            return _NOTHING
        values = {**rows[occasion.area], AREA: occasion.area_name}
        words = filled(in_language(fact.text, self.language), values, self.language)
        if not words:
            return _NOTHING
        return self._mark(escape(words), note=self.notes.of_fact(fact))

    def asks(self) -> Markup:
        """The asks: numbered, or a single one as a sentence, which can run on from other words."""
        said = tuple(self._asks())
        if len(said) == 1:
            return self._mark(escape(_run_on(said[0])), _single(said[0]))
        listed = _numbered(said)
        return self._mark(listed, listed)

    def _asks(self) -> Iterator[str]:
        if self.occasion is None:
            whole = self.choice.asks is None
            asks = self.campaign.asks if whole else chosen_asks(self.campaign, self.choice)
            yield from (in_language(ask.text, self.language) for ask in asks)
            return
        for ask in asks_of_letter(self.campaign, self.choice, self.occasion):
            yield ask.words(self.language, self.occasion.day)

    def put_in_place(self, html: str) -> Markup:
        """The rendered text with everything that was kept aside in its place."""
        html = _BLOCK_MARK.sub(lambda mark: self.pieces[int(mark[1])][1], html)
        return self._inline(html)

    def own_note(self, words: str) -> str:
        """A mark for a footnote of the text itself, with what its words call."""
        shown = self._inline(inline_html(words)).replace(_NOTE, Markup("<span> "))
        return self._mark(self.notes.of_words(shown.replace(".</span>.", Markup(".</span>"))))

    def _inline(self, html: str) -> Markup:
        return Markup(_MARK.sub(self._one, html))  # noqa: S704 - its parts are escaped

    def _one(self, mark: re.Match[str]) -> str:
        inline, _, note = self.pieces[int(mark[1])]
        return _noted(inline + Markup(mark[2]), note)  # noqa: S704 - a bracket and a stop

    def _mark(self, inline: Markup, block: Markup | None = None, note: Markup = _NOTHING) -> Markup:
        block = block or Markup("<p>{}</p>").format(_noted(inline, note))
        self.pieces.append((inline, block, note))
        return Markup(f"\ue000{len(self.pieces) - 1}\ue001")  # noqa: S704 - a number

    def _known_fact(self, identifier: str) -> Fact:
        try:
            return self.campaign.fact(identifier)
        except KeyError:
            known = [fact.id for fact in self.campaign.facts]
            raise UnknownName("fact", identifier, known) from None

    def _words_of(self, fact: Fact) -> Markup:
        return escape(in_language(fact.text, self.language))


def _noted(words: Markup, note: Markup) -> Markup:
    """Words with their note, whose mark stands apart from a figure."""
    return words + (_APART if note and words[-1:].isdigit() else _NOTHING) + note


@lru_cache(maxsize=256)
def _quotation(reference: Reference, language: str, note: Markup) -> tuple[Markup, Markup]:
    """The words of a place, with a note at their end: in the run of a text, and set off."""
    words = passage(reference, language)
    last = len(words.paragraphs) - 1
    paragraphs = (
        Markup('<p dir="{}">{}</p>').format(
            words.direction, _noted(escape(paragraph), note if position == last else _NOTHING)
        )
        for position, paragraph in enumerate(words.paragraphs)
    )
    block = Markup("<blockquote>{}</blockquote>").format(Markup().join(paragraphs))
    return Markup("<q>{}</q>").format(" ".join(words.paragraphs)), block


@lru_cache(maxsize=256)
def _citation(reference: Reference, language: str) -> Markup:
    return escape(format_reference(reference, CitationStyle.SHORT, language))


def _single(ask: str) -> Markup:
    return Markup('<p class="ask">{}</p>').format(ask)


def _run_on(ask: str) -> str:
    """An ask as the end of a sentence: “I ask you to” ask the Minister."""
    return ask[:1].lower() + ask[1:] if ask[1:2].islower() else ask


@lru_cache(maxsize=256)
def _numbered(items: tuple[str, ...]) -> Markup:
    listed = Markup().join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup("<ol>{}</ol>").format(listed)


@lru_cache(maxsize=256)
def date_in_words(day: date, language: str) -> str:
    """A date as a letter of that language has it: ``23 November 2026``, ``23 Tachwedd 2026``."""
    months = Locale.parse(language.replace("-", "_")).months["format"]["wide"]
    return f"{day.day} {months[day.month]} {day.year}"
