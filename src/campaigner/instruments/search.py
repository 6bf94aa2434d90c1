"""Find places of the Declaration by their words, best match first."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from campaigner.instruments.comparison import Token, tokens
from campaigner.instruments.library import text_in
from campaigner.instruments.records import PREAMBLE
from campaigner.instruments.references import Reference
from campaigner.text import search_key

# The score of a word: the whole word, or the start of a longer one; and the extra score of all
# words in their order.
_WHOLE, _START, _PHRASE = 4, 2, 10


@dataclass(frozen=True)
class Hit:
    """A place that has the words: ``marks`` are the characters of the text that hit."""

    reference: Reference
    text: str
    score: int
    marks: tuple[tuple[int, int], ...]

    def marked(self, before: str = "**", after: str = "**") -> str:
        """The text with its hits between marks."""
        shown = self.text
        for start, end in reversed(self.marks):
            shown = f"{shown[:start]}{before}{shown[start:end]}{after}{shown[end:]}"
        return shown


def search(words: str, language: str = "en") -> list[Hit]:
    """Returns the paragraphs of the Declaration that have all the words, best match first.

    Case and accents do not matter; a word can be the start of a longer one.
    Raises NoText if there is no such language.
    """
    wanted = [search_key(token.key) for token in tokens(words) if token.is_word]
    if not wanted:
        return []
    hits = [hit for place, text in _paragraphs(language) if (hit := _hit(place, text, wanted))]
    return sorted(hits, key=lambda hit: -hit.score)


@dataclass(frozen=True)
class Answer:
    """What a search found: in other words if its own stand nowhere, and where else to look.

    ``instead`` has the Declaration's words for what was asked, empty if its own were found.
    """

    hits: tuple[Hit, ...]
    instead: str = ""
    see: tuple[str, ...] = ()


def answer(words: str, language: str = "en") -> Answer:
    """Returns the paragraphs that have all the words, or else those of their synonyms.

    Synonyms are known of English words. Raises NoText if there is no such language.
    """
    hits = search(words, language)
    if hits or language.partition("-")[0] != "en":
        return Answer(tuple(hits))
    known = _synonyms().get(search_key(words))
    if not known:
        return Answer(())
    instead, see = known
    return Answer(tuple(search(instead, language)) if instead else (), instead, see)


@cache
def _synonyms() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    file = files("campaigner.instruments") / "data" / "synonyms.toml"
    table = tomllib.loads(file.read_text("utf-8"))["synonyms"]
    return {
        search_key(word) + ending: (entry.get("search", ""), tuple(entry["see"]))
        for entry in table
        for word in entry["words"]
        for ending in ("", "s")
    }


def _paragraphs(language: str) -> Iterator[tuple[Reference, str]]:
    text = text_in(language)
    for number, article in enumerate(text.articles, 1):
        for count, paragraph in enumerate(article.paragraphs, 1):
            place = Reference("udhr", str(number), (str(count),) if article.numbered else ())
            if not text.why_withheld(place):
                yield place, paragraph
    for paragraph in text.preamble:
        yield Reference("udhr", PREAMBLE), paragraph


def _hit(place: Reference, text: str, wanted: Sequence[str]) -> Hit | None:
    found = tokens(text)
    keys = [search_key(token.key) for token in found]
    score = 0
    marked: set[int] = set()
    for word in wanted:
        whole = [position for position, key in enumerate(keys) if key == word]
        starts = [position for position, key in enumerate(keys) if key.startswith(word)]
        if not starts:
            return None
        score += _WHOLE if whole else _START
        marked.update(starts)
    length = len(wanted)
    if length > 1 and any(keys[n : n + length] == list(wanted) for n in range(len(keys))):
        score += _PHRASE
    return Hit(place, text, score, tuple(_mark(found[position]) for position in sorted(marked)))


def _mark(token: Token) -> tuple[int, int]:
    return token.start, token.start + len(token.shown)
