"""Yes, no and nothing, as people, forms and other programs write them in a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from campaigner.answer_words import BEGINNINGS, NO, NOTHING, YES
from campaigner.errors import CampaignerError
from campaigner.text import fold

_ALWAYS = ("en", "cy")
_AROUND = " \t\"'“”„«»*_.,;:!¡()[]"
_SELECTORS = {0xFE0E: None, 0xFE0F: None}  # whether a tick is drawn in colour
_BETWEEN = re.compile(r" ?(?:[,;/|&]|(?:and|or|neu|a|ac)\b) ?")
_SPACE = re.compile(" ")


class Answers:
    """Reads the answers of a column. English and Welsh are read besides ``languages``.

    ``yes_means`` and ``no_means`` are the texts of a form's options that begin with neither yes
    nor no. Raises CampaignerError for a text that would mean both.
    """

    def __init__(
        self,
        languages: Iterable[str] = (),
        yes_means: Iterable[str] = (),
        no_means: Iterable[str] = (),
    ) -> None:
        self._means = {_key(text): True for text in yes_means if text.strip()}
        for key in map(_key, filter(str.strip, no_means)):
            if self._means.setdefault(key, False):
                raise CampaignerError("One text cannot mean both yes and no.", code="two-meanings")
        self._begins = _beginnings(tuple(sorted({*_ALWAYS, *map(_primary, languages)})))
        self.parse = lru_cache(maxsize=1_000)(self._parse)
        """Returns whether a text says yes; None if it says neither yes nor no.

        An empty text is a no: consent is never assumed.
        """

    def _parse(self, text: str) -> bool | None:
        key = _key(text)
        if not text.strip():
            return False
        if key in self._means:
            return self._means[key]
        if (whole := _WHOLE.get(key)) is not None:
            return whole
        begun = self._begun(key)
        return self._chosen(key) if begun is None else begun

    def _begun(self, key: str) -> bool | None:
        pattern, means = self._begins
        begun = pattern.match(key)
        if begun is None:
            return None
        said, rest = means[begun[0]], key[begun.end() :]
        joint = _BETWEEN.match(rest) or (_SPACE.match(rest) if " " not in begun[0] else None)
        if joint and means.get(rest[joint.end() :]) is (not said):
            return None  # “Yes/No” is the question
        return said

    def _chosen(self, key: str) -> bool | None:
        """Returns what the options mean that a form has joined with commas or semicolons."""
        said = {
            meaning
            for text, meaning in self._means.items()
            if text and re.search(rf"(?:^|[,;] ?){re.escape(text)}(?:$|[,;])", key)
        }
        return said.pop() if len(said) == 1 else None


def says_nothing(text: str) -> bool:
    """Returns whether a text is what people write into a field that they leave empty: ``N/A``."""
    return fold(text).strip(" .!-–—_/()") in NOTHING


def parse_answer(text: str) -> bool | None:
    """Returns whether a text says yes in English or Welsh; None if it says neither yes nor no.

    An empty text is a no: consent is never assumed. See ``Answers`` for other languages.
    """
    return _IN_ENGLISH_AND_WELSH.parse(text)


def _key(text: str) -> str:
    """Returns a text without case, accents, doubled spaces and the punctuation around it."""
    words = " ".join(fold(text).translate(_SELECTORS).replace("’", "'").split())
    return words.strip(_AROUND) or words


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


@lru_cache(maxsize=50)
def _beginnings(languages: tuple[str, ...]) -> tuple[re.Pattern[str], Mapping[str, bool]]:
    """Returns what an answer begins with: a pattern, the longest first, and what each means.

    A beginning that means yes in one language and no in another is left out.
    """
    said: dict[str, set[bool]] = {}
    for language in languages:
        for texts, meaning in zip(BEGINNINGS.get(language, ("", "")), (True, False), strict=True):
            for text in filter(None, texts.split(", ")):
                said.setdefault(_key(text), set()).add(meaning)
    means = {key: meaning for key, (meaning, *others) in said.items() if not others}
    longest = sorted(means, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest))})(?![\w'/])"), means


_WHOLE = {_key(text): meaning for texts, meaning in ((YES, True), (NO, False)) for text in texts}
_IN_ENGLISH_AND_WELSH = Answers()
