"""Sentences that state a fact without a source, listed for whoever writes the campaign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from campaigner.campaigns.claims.claim_words import Claim, claim_in
from campaigner.campaigns.claims.figures import values_in
from campaigner.campaigns.claims.sentences import Places, Sentence, sentences_of
from campaigner.errors import did_you_mean
from campaigner.problems import Problem, Severity, shown_path

if TYPE_CHECKING:
    from campaigner.campaigns.loaded import Loaded
    from campaigner.campaigns.models import Campaign
    from campaigner.campaigns.texts import SourceText
    from campaigner.toml import Key

_STATES = {
    Claim.FIGURE: "gives a figure",
    Claim.DATE: "gives a date",
    Claim.LAW: "says what the law is",
    Claim.FINDING: "says what somebody found or decided",
}
_HINT = (
    "Write it as a fact and use fact(…), or say less. A comment can name the fact that it rests on,"
    " {# fact: … #}, or say why it needs none, {# no source: … #}."
)
_HINT_OF_DEFINITION = "Use the figure of a fact, or say less: this text cannot show a source."


def unsourced_in(text: SourceText, campaign: Campaign) -> Iterator[Problem]:
    """Yields a warning for each sentence of a letter or brief that states a fact without a source.

    A footnote, a link or a comment that names a fact is a source. A citation is one for what the
    law is, and not for figures and dates.
    """
    known = {fact.id: fact for fact in campaign.facts}
    path, places = shown_path(text.path), Places(text.source)
    for sentence in sentences_of(text.source):
        yield from _of_marks(path, places, sentence, known)
        if sentence.excused or sentence.noted or sentence.facts:
            continue
        found = claim_in(sentence.words, text.language)
        if found and not (found[0] is Claim.LAW and sentence.cited):
            claim, words = found
            line, column = places[sentence.start + words.start()]
            message = f"“{words[0].strip()}” {_STATES[claim]}, and the sentence has no source."
            yield _warning(path, line, "unsourced-claim", message, _HINT, column)


def _of_marks(
    path: str, places: Places, sentence: Sentence, known: Mapping[str, object]
) -> Iterator[Problem]:
    for name in sentence.facts:
        if name not in known:
            line, _ = places[sentence.start]
            hint = did_you_mean(name, known)
            yield Problem(path, line, "unknown-fact", f"unknown fact “{name}”.", hint)


def unsourced_in_definition(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    """Yields a warning for each sentence of the summary and the petition's texts with such a claim.

    They cannot show a source: a figure must be one of the campaign's facts.
    """
    path = shown_path(loaded.file.path)
    stated = {
        value
        for fact in campaign.facts
        for words in fact.text.values()
        for value in values_in(words)
    }
    for key, by_language in _texts(campaign).items():
        for language, words in by_language.items():
            for sentence in sentences_of(words):
                found = claim_in(sentence.words, language)
                if not found or (values_in(found[1][0]) and values_in(sentence.words) <= stated):
                    continue
                message = f"“{found[1][0].strip()}” {_STATES[found[0]]}, without a source."
                place = (*key, language)
                line = loaded.file.line_of(place)
                found_here = _warning(path, line, "unsourced-claim", message, _HINT_OF_DEFINITION)
                yield replace(found_here, key=place)


def _texts(campaign: Campaign) -> dict[Key, dict[str, str]]:
    formal = campaign.petition.formal
    texts: dict[Key, dict[str, str]] = {
        ("summary",): campaign.summary,
        ("petition", "text"): campaign.petition.text,
    }
    if formal:
        texts["petition", "formal", "declaration"] = formal.declaration
    return texts


def _warning(path: str, line: int, code: str, message: str, hint: str, column: int = 0) -> Problem:
    return Problem(path, line, code, message, hint, column, Severity.WARNING)
