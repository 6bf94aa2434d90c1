"""The forms in which texts name articles: tokens and lists, with their places in the text.

Two things are found here: mentions of instruments (``UDHR``, ``Universal Declaration of Human
Rights``), and lists of provisions (``Articles 3, 5 and 9``, ``25(1) and (2)``, ``arts 13–15``).
Which list belongs to which instrument is decided in ``citations``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from campaigner.instruments.records import PREAMBLE, names

Provision = tuple[str, tuple[str, ...]]

# Articles, sections and paragraphs as English and Welsh name them.
_ARTICLES = r"articles?|arts?(?:\b\.?|(?=\d))|erthyglau|erthygl|herthygl"
_SECTIONS = r"sections?|sect?s?\b\.|ss?\.?(?=\s?\d)|§§?|adran(?:nau)?"
_WORD = rf"(?i:{_ARTICLES}|{_SECTIONS})"
_ARTICLE = re.compile(r"(?i:art|erth|herth)")
_ROMAN = r"[IVXL]{1,6}"
_ARABIC = (
    r"\d{1,3}(?!\d)"
    r"(?:[A-F](?![A-Za-z])|,?\s[A-F](?=\s?\()|\s?\([A-F]\)|[\s‐-]?(?i:bis|ter|quater)\b)?"
)
_NUMBER = rf"(?:{_ARABIC}|{_ROMAN}(?![A-Za-z]))"
_BARE = rf"(?:{_ARABIC}|[IVXL]{{2,6}}(?![A-Za-z]))"
# Points are letters or small Roman numbers, and no words: “25 (food)” is article 25.
_POINT = r"(?:[a-z]{1,2}|[ivxl]{3,5})"
_PART = rf"\s?\(\s?(?:\d{{1,2}}|{_POINT})\s?\)"
_PARAGRAPH = r",?\s*(?:(?i:paragraff(?:au)?|paragraphs?|paras?\b\.?)|§|¶)\s*\(?(?:\d{1,2})(?!\d)\)?"
_DOT = r"\.\d{1,2}(?![\d%])"
_INNER = rf"(?:{_DOT})?(?:{_PART}|{_PARAGRAPH})*"
# What an article is about may stand before the next: “Articles 3 (torture) and 8 (home)”.
_TOPIC = r"(?:\s\([A-Za-z][^()\d]{2,90}\))?"
_SEPARATOR = (
    rf"{_TOPIC}"
    r"\s*(?:,\s*(?:(?:and|or|a|ac)\b|&)?|;|and/or\b|(?:and|or|a|ac)\b|&|[-–—‐‑]|\bto\b)\s*"
)
# A word after a number that counts something and does not name an article.
_COUNTED = (
    r"(?!\s*(?:%|per\s?cent|(?:years?|days?|months?|weeks?|hours?|people|persons|men|women|children"
    r"|adults|countries|states|languages|articles|million|billion|thousand|times|members"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b))"
)
# Acts number their sections in figures: Section IV is a part of a treaty.
_PLACE = rf"(?:(?i:{_ARTICLES})\s*{_NUMBER}|(?i:{_SECTIONS})\s*{_ARABIC})"
_FIRST = rf"(?:{_PLACE}{_INNER}|{_BARE}{_INNER})"
_NEXT = rf"(?:{_BARE}{_INNER}|{_PART}(?:{_PART})*)"
_LIST = re.compile(rf"(?<![\w.£$€/-]){_FIRST}{_COUNTED}(?:{_SEPARATOR}{_NEXT}{_COUNTED}(?!\w))*")
# Paragraphs named together: “Article 6 §§ 1 and 3 (d)”, “paragraphs 1 and 4 of article 9”.
_COUNT = rf"\(?\d{{1,2}}(?!\d)\)?(?:\s?\({_POINT}\))*"
_COUNTS = (
    rf"(?P<paragraphs>{_COUNT}(?:,\s*{_COUNT})*"
    rf"(?:,?\s*(?:and|or|to|a|ac|&|[-–—‐‑])\s*{_COUNT})?)"
)
_WITHIN = re.compile(
    rf"(?<![\w.£$€/-])(?P<article>{_PLACE}),?\s*(?:(?i:paragraffau|paragraphs|paras\b\.?)|§§|¶¶)\s*"
    rf"{_COUNTS}(?P<more>(?:{_SEPARATOR}{_BARE}{_INNER}{_COUNTED}(?!\w))*)"
)
_OF = re.compile(
    rf"(?i:paragraphs?|paras?\.?|paragraff(?:au)?)\s*{_COUNTS}\s+(?i:of|o)\s+"
    rf"(?P<article>{_PLACE})(?P<more>)"
)
_BARE_COUNT = re.compile(r"(?<![(\d])\d{1,2}(?![\d)])")
_PREAMBLE = re.compile(r"(?i:\b(?:preamble|preambl|rhagair|raglith)\b|\bpmbl\b\.?)")
_ITEM = re.compile(
    rf"(?:{_WORD}\s*)?(?P<number>{_NUMBER})?(?P<inner>{_INNER})(?P<separator>{_SEPARATOR})?"
)
_PIECES = re.compile(r"\d+|[a-z]+(?=\s?\))")
_HAS_WORD = re.compile(_WORD)
_RUN = re.compile(r"\w+")


@dataclass(frozen=True)
class Mention:
    """An instrument named in a text, from ``start`` up to ``end``.

    ``instrument`` is empty if it is one that is not recorded.
    """

    start: int
    end: int
    instrument: str


@dataclass(frozen=True)
class ProvisionList:
    """Provisions named together; ``word`` is what comes first: article, section or nothing."""

    start: int
    end: int
    provisions: tuple[Provision, ...]
    word: str = ""

    @property
    def worded(self) -> bool:
        """Whether a word such as “article” comes first."""
        return bool(self.word)


def mentions(text: str) -> list[Mention]:
    """The instruments that a text names, longest names first, without overlaps."""
    aliases = _aliases()
    firsts = set(_RUN.findall(text.casefold())) & aliases.by_first_word.keys()
    if not firsts:
        return []
    possible = {name for first in firsts for name in aliases.by_first_word[first]}
    return [
        Mention(found.start(), found.end(), aliases.keys[_alias_key(found[0])])
        for found in _any_of(frozenset(possible)).finditer(text)
    ]


def provision_lists(text: str) -> Iterator[ProvisionList]:
    """The lists of provisions in a text, left to right."""
    following: dict[re.Pattern[str], re.Match[str] | None] = {
        pattern: pattern.search(text) for pattern in (_OF, _WITHIN, _LIST, _PREAMBLE)
    }
    while matches := [match for match in following.values() if match]:
        first = min(matches, key=lambda match: match.start())
        yield _read(first)
        position = first.end()
        for pattern, match in following.items():
            if match and match.start() < position:
                following[pattern] = pattern.search(text, position)


def _read(found: re.Match[str]) -> ProvisionList:
    start, end = found.span()
    if found.re is _PREAMBLE:
        return ProvisionList(start, end, ((PREAMBLE, ()),), PREAMBLE)
    if found.re in (_OF, _WITHIN):
        return _with_paragraphs(found)
    return ProvisionList(start, end, tuple(_provisions(found[0])), _word(found[0]))


def _word(text: str) -> str:
    """The word that provisions begin with: ``art 3`` is an article, ``ss 3`` are sections."""
    if not _HAS_WORD.match(text):
        return ""
    return "article" if _ARTICLE.match(text) else "section"


def _with_paragraphs(found: re.Match[str]) -> ProvisionList:
    """``article 9, paragraphs 1 and 4`` and ``paragraph 4 of article 9``, as ``article 9(4)``."""
    paragraphs = _BARE_COUNT.sub(r"(\g<0>)", found["paragraphs"])
    provisions = tuple(_provisions(found["article"] + paragraphs + found["more"]))
    return ProvisionList(found.start(), found.end(), provisions, _word(found["article"]))


def _provisions(text: str) -> Iterator[Provision]:
    """The provisions of a list, ranges spelt out: ``13–15`` is 13, 14, 15."""
    last: Provision = ("", ())
    through = False
    position = 0
    while position < len(text) and (found := _ITEM.match(text, position)) and found[0]:
        position = found.end()
        inner = tuple(_PIECES.findall(found["inner"]))
        current = _completed(found["number"], inner, last)
        if through:
            yield from _between(last, current)
        yield current
        last, through = (
            current,
            (found["separator"] or "").strip() in ("-", "–", "—", "‐", "‑", "to"),
        )


def _completed(number: str | None, inner: tuple[str, ...], last: Provision) -> Provision:
    """A provision in full: ``(2)`` after ``25(1)`` is ``25(2)``."""
    if number:
        return (_arabic(number), inner)
    article, before = last
    depth = next((i for i, part in enumerate(before) if _kind(part) == _kind(inner[0])), 0)
    return (article, (*before[:depth], *inner))


def _kind(part: str) -> str:
    return "number" if part.isdecimal() else "letter"


def _between(first: Provision, last: Provision) -> Iterator[Provision]:
    """The provisions between the ends of a range, of articles or of paragraphs of one article."""
    (article, within), (last_article, last_within) = first, last
    if article != last_article:
        yield from ((number, ()) for number in _spelt_out(article, last_article))
    elif len(within) == len(last_within) == 1:
        yield from ((article, (part,)) for part in _spelt_out(within[0], last_within[0]))


def _spelt_out(start: str, end: str) -> list[str]:
    """The numbers or letters between two others."""
    if start.isdecimal() and end.isdecimal():
        return [str(number) for number in range(int(start) + 1, int(end))]
    if len(start) == len(end) == 1 and start.isalpha() and end.isalpha():
        return [chr(code) for code in range(ord(start) + 1, ord(end))]
    return []


def _arabic(number: str) -> str:
    """``IX`` as ``9``; ``8bis`` as ``8 bis``; ``1, A`` as ``1A``; others as they are."""
    if re.fullmatch(_ROMAN, number):
        values = [{"I": 1, "V": 5, "X": 10, "L": 50}[char] for char in number]
        following = [*values[1:], 0]
        return str(sum(-a if a < b else a for a, b in zip(values, following, strict=True)))
    number = re.sub(r",?\s?\(?([A-F])\)?$", r"\1", number)
    added = re.fullmatch(r"(\d+)[\s‐-]*(bis|ter|quater)", number, re.IGNORECASE)
    return f"{added[1]} {added[2].lower()}" if added else number


class _Aliases(NamedTuple):
    """All names of instruments: the instrument of each, and those that begin with a word."""

    keys: dict[str, str]
    by_first_word: dict[str, list[str]]


@cache
def _aliases() -> _Aliases:
    aliases = _Aliases({}, defaultdict(list))
    for key, all_names in names().items():
        for name in all_names:
            aliases.keys[_alias_key(name)] = key
            aliases.by_first_word[_RUN.findall(name.casefold())[0]].append(name)
    return aliases


@lru_cache(maxsize=64)
def _any_of(names: Set[str]) -> re.Pattern[str]:
    """One pattern of some names, the longest first: of all of them it takes long to compile."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = "|".join(map(_alias_pattern, longest_first))
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def _alias_pattern(name: str) -> str:
    """Acronyms and symbols by case, names of several words in any case and spacing."""
    words = [re.sub("['’]", "['’]", _escaped(word)) for word in name.split()]
    pattern = r"\s+".join(words)
    return pattern if _by_case(name) else f"(?i:{pattern})"


def _escaped(word: str) -> str:
    return "(?:and|&)" if word == "and" else re.escape(word)


def _by_case(name: str) -> bool:
    return len(name.split()) == 1


def _alias_key(name: str) -> str:
    """The name as it is looked up: single spaces, straight quotes, words in lower case."""
    plain = " ".join(name.replace("’", "'").replace(" & ", " and ").split())
    return plain if _by_case(plain) else plain.casefold()
