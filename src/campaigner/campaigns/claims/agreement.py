"""Whether the texts of a campaign agree: the same figure in each language, and in each text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from campaigner.campaigns.claims.figures import Figure, figures_in, values_in
from campaigner.campaigns.claims.sentences import Places, Sentence, sentences_of
from campaigner.campaigns.unwritten import localised
from campaigner.problems import Problem, Severity, shown_path
from campaigner.validation import dotted

if TYPE_CHECKING:
    from campaigner.campaigns.loaded import Loaded
    from campaigner.campaigns.models import Campaign, Fact
    from campaigner.campaigns.texts import SourceText

_WORD = re.compile(r"[^\W\d_]{5,}")
_STEM = 6  # letters of a word that its forms share
_COMMON = frozenset(  # stems that say nothing of what a sentence is about
    {"about", "after", "people", "person", "millio", "miliwn", "their", "there", "these", "those",
     "which", "where", "years", "oedden", "roedd", "ohonyn", "united", "kingdo", "teyrna",
     "deyrna", "unedig"}
)  # fmt: skip
_ABOUT_THE_SAME = 3  # other words that a sentence and a fact share if they speak of the same


def disagreements(
    loaded: Loaded, campaign: Campaign, texts: Sequence[SourceText]
) -> Iterator[Problem]:
    """Yields a warning for each figure that one text has, and another that should has not."""
    yield from _in_definition(loaded, campaign)
    yield from _between_languages(texts)
    for text in texts:
        yield from _with_facts(text, [_Stated.of(fact, text.language) for fact in campaign.facts])


@dataclass(frozen=True)
class _Stated:
    """What a fact says in a language."""

    id: str
    figures: tuple[Figure, ...]
    values: frozenset[str]
    stems: frozenset[str]

    @classmethod
    def of(cls, fact: Fact, language: str) -> _Stated:
        words = fact.text.get(language, "")
        figures = tuple(figures_in(words))
        return cls(fact.id, figures, frozenset(each.value for each in figures), _stems(words))


def _in_definition(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    path = shown_path(loaded.file.path)
    for key, by_language in localised(campaign.model_dump(exclude={"texts"})):
        for language, figure, other in _differing(by_language):
            message = f"“{figure.written}” is not in the {other} text of “{dotted(key)}”."
            place = (*key, language)
            yield replace(_warning(path, loaded.file.line_of(place), 0, message), key=place)


def _between_languages(texts: Sequence[SourceText]) -> Iterator[Problem]:
    versions: dict[tuple[str, str], dict[str, SourceText]] = {}
    for text in texts:
        versions.setdefault((text.kind, text.variant), {})[text.language] = text
    for by_language in versions.values():
        prose = {language: _prose(text.source) for language, text in by_language.items()}
        places = {language: Places(text.source) for language, text in by_language.items()}
        for language, figure, other in _differing(prose):
            text = by_language[language]
            line, column = places[language][figure.start]
            message = f"“{figure.written}” is not in {by_language[other].path.name}."
            yield _warning(shown_path(text.path), line, column, message)


def _prose(source: str) -> str:
    """A text with only its sentences, each where it stands."""
    kept = [" "] * len(source)
    for sentence in sentences_of(source):
        kept[sentence.start : sentence.start + len(sentence.prose)] = sentence.prose
    return "".join(kept)


def _differing(by_language: Mapping[str, str]) -> Iterator[tuple[str, Figure, str]]:
    """Each figure of a version that another has not, with the languages of both.

    The first language is compared with each of the others.
    """
    first, *others = by_language
    for other in others:
        for one, two in ((first, other), (other, first)):
            known = values_in(by_language[two])
            for figure in figures_in(by_language[one]):
                if len(figure.value) > 1 and figure.value not in known:
                    yield one, figure, two


def _with_facts(text: SourceText, facts: Sequence[_Stated]) -> Iterator[Problem]:
    """Figures of the text that are not those of the fact that they seem to be."""
    places = Places(text.source)
    for sentence in sentences_of(text.source):
        figures = () if sentence.excused else tuple(figures_in(sentence.words))
        about = _facts_about(sentence, facts) if figures else []
        for figure in figures:
            if message := _other_figure(figure, about):
                line, column = places[sentence.start + figure.start]
                yield _warning(shown_path(text.path), line, column, message, "figure-not-of-fact")


def _facts_about(sentence: Sentence, facts: Sequence[_Stated]) -> list[_Stated]:
    """The facts that a sentence names, or that speak of the same."""
    stems = _stems(sentence.words)
    return [
        fact
        for fact in facts
        if fact.id in sentence.facts or len(stems & fact.stems) >= _ABOUT_THE_SAME
    ]


def _other_figure(figure: Figure, about: Sequence[_Stated]) -> str:
    """What is wrong with a figure: a fact says another. Empty if none does, or one agrees."""
    if not figure.unit or any(figure.value in fact.values for fact in about):
        return ""
    for fact in about:
        for each in fact.figures:
            if each.unit == figure.unit:
                return f"“{figure.written}” is “{each.written}” in the fact “{fact.id}”."
    return ""


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM].casefold() for word in _WORD.findall(text)) - _COMMON


def _warning(
    path: str, line: int, column: int, message: str, code: str = "figures-differ"
) -> Problem:
    hint = "Use the same figure everywhere, or a fact."
    return Problem(path, line, code, message, hint, column, Severity.WARNING)
