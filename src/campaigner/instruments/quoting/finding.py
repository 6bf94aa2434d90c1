"""Where words stand in the Declaration: in which of its places, in which of its languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from campaigner.instruments.comparison import Segment, Token, agrees, tokens
from campaigner.instruments.library import NoText, languages, text_in
from campaigner.instruments.references import Reference

# The share of a quotation's words that a text has if it is in its language, word for word or not.
SPOKEN = 0.6


def place_of(quoted: Sequence[Segment], language: str) -> Reference | None:
    """The smallest place of the Declaration that has the words."""
    if not agrees(quoted, words_of(language)):
        return None
    for reference, words in _places(language):
        if agrees(quoted, words):
            return reference
    return None


def nearest_place(quoted: Sequence[Segment], language: str) -> Reference:
    """The place that shares most words with a quotation, the smallest of several."""
    words = _counted(quoted)
    places = [place for place in _places(language) if place[0].article]
    return max(places, key=lambda place: (words & _words(place[1])).total())[0]


def language_of_words(quoted: Sequence[Segment], language: str) -> str:
    """Another language whose text has the words, empty if there is none."""
    for other in _other_languages(language):
        if _has_each_word(quoted, other) and agrees(quoted, words_of(other)):
            return other
    return ""


def language_like(quoted: Sequence[Segment], cited: Sequence[Reference], language: str) -> str:
    """Another language whose text of the places cited is like the quotation, empty if none is."""
    words = _counted(quoted)
    total = sum(words.values())
    if (words & _whole(language)).total() >= SPOKEN * total:
        return ""  # its words are those of this language
    found = [
        ((words & _passages(tuple(cited), other)).total(), other)
        for other in _other_languages(language)
    ]
    most, other = max(found, key=lambda each: each[0])
    return other if most >= SPOKEN * total else ""


def _counted(quoted: Sequence[Segment]) -> Counter[str]:
    return _words([token for segment in quoted for token in segment.tokens])


def _words(source: Sequence[Token]) -> Counter[str]:
    return Counter(token.key.casefold() for token in source if token.is_word)


@cache
def _whole(language: str) -> Counter[str]:
    return _words(words_of(language))


@lru_cache(maxsize=1024)
def _passages(cited: tuple[Reference, ...], language: str) -> Counter[str]:
    text = text_in(language)
    cited = tuple(place for place in cited if not text.why_withheld(place))
    return _words(tokens("\n".join(text.passage(reference).text for reference in cited)))


def _has_each_word(quoted: Sequence[Segment], language: str) -> bool:
    """Whether a text has the words anywhere: quicker than comparing them in order."""
    text = _plain(language)
    return all(
        token.shown.casefold() in text
        for segment in quoted
        for token in segment.tokens
        if token.shown.isalpha()
    )


@cache
def _plain(language: str) -> str:
    return text_in(language).passage(Reference("udhr")).text.casefold()


def _other_languages(language: str) -> Iterator[str]:
    """English and Welsh first, then all others."""
    shipped = [row.language for row in languages() if not row.is_refused]
    yield from (tag for tag in dict.fromkeys(("en", "cy", *shipped)) if tag != language)


@cache
def words_of(language: str) -> tuple[Token, ...]:
    """All words of the Declaration in a language, none if there is no text."""
    try:
        text = text_in(language)
    except NoText:
        return ()
    return tokens("\n".join((*text.preamble, text.passage(Reference("udhr")).text)))


@cache
def _places(language: str) -> tuple[tuple[Reference, tuple[Token, ...]], ...]:
    """Every place of the Declaration with its words, paragraphs before whole articles."""
    text = text_in(language)
    paragraphs = [
        Reference("udhr", str(number), (str(count),))
        for number, article in enumerate(text.articles, 1)
        if article.numbered and str(number) not in text.withheld
        for count in range(1, len(article.paragraphs) + 1)
    ]
    articles = [Reference("udhr", str(number)) for number in range(1, 31)]
    places = [*paragraphs, *articles, Reference("udhr", "preamble"), Reference("udhr")]
    return tuple(
        (place, tokens(text.passage(place).text))
        for place in places
        if not (place.article and text.why_withheld(place))
    )
