"""Promises with a date in a campaign's texts: once the day has passed, they are stale.

A promise is a sentence that says what somebody will do, with the time by when. One that tells that
a promise was broken (“has not”, “was due”) is history, and stays true.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

_SENTENCE = re.compile(r"[^.!?;\n](?:[^.!?;\n]|\n(?!\s*\n)|[.;](?=\d))*")
_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
    )
    for number, name in enumerate(names.split(), 1)
}
_SEASONS = {  # the last month of each
    "spring": 5, "summer": 8, "autumn": 11, "winter": 12,
    "gwanwyn": 5, "haf": 8, "hydref": 11, "gaeaf": 12,
}  # fmt: skip
_NAMED = "|".join(sorted({*_MONTHS, *_SEASONS}, key=len, reverse=True))
_DATE = rf"(?:(?P<day>\d{{1,2}}) )?(?:(?P<month>{_NAMED})(?: of)? )?(?P<year>20\d\d)\b(?!/)"


class _Words(NamedTuple):
    """How a language says that something will be, was promised, or did not come about."""

    will: str
    promised: str
    broken: str
    at: str
    by: str


_EN = _Words(
    will=r"will|shall|due|plans? to|intends? to|aims? to|expects? to|(?:is|are) (?:expected )?to",
    promised=r"promis\w+|pledg\w+|commit\w*|undert\w+|target\w*|goal",
    broken=r"(?:has|have|had|did|was|were) not|n’t|failed|missed|never|had promised"
    r"|(?:was|were) (?:due|to|expected)",
    at="in|on|from|during|by|before|until|no later than",
    by="by|before|until|no later than",
)
_CY = _Words(
    will=r"bydd(?:af|i|wn|wch|ant)?|disgwylir|bwriada\w*|i fod i",
    promised=r"addaw\w*|addewid\w*|ymrwym\w*|targed\w*|nod",
    broken=r"ni wnaeth|nid yw|nid oedd|methodd|methu|roedd(?:ent)? i fod",
    at="yn|ym|ar|o|erbyn|cyn|tan",
    by="erbyn|cyn|tan",
)
_BETWEEN = r"(?: the| ddiwedd| diwedd| end of| start of| mid(?:dle of)?| late| early| fis| mis)*"


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise: its sentence, where that begins in the text, and the last day of its time."""

    sentence: str
    start: int
    until: date


def promises_in(text: str) -> Iterator[Promise]:
    """Yields the dated promises of a text in English or Welsh, one a sentence at most."""
    for found in _SENTENCE.finditer(text):
        sentence = " ".join(found[0].split())
        days = [day for words in _COMPILED for day in words.days(sentence)]
        if days:
            yield Promise(sentence, found.start(), max(days))


class _Finder:
    """The promises of one language."""

    def __init__(self, words: _Words) -> None:
        self._broken = _pattern(words.broken)
        self._kinds = [
            (_pattern(verbs), _pattern(rf"(?:{prepositions}){_BETWEEN} {_DATE}"))
            for verbs, prepositions in ((words.will, words.at), (words.promised, words.by))
        ]

    def days(self, sentence: str) -> Iterator[date]:
        """The last days by which something is promised in a sentence."""
        if self._broken.search(sentence):
            return
        for verb, dated in self._kinds:
            if said := verb.search(sentence):
                for found in dated.finditer(sentence, said.end()):
                    yield _last_day(found)


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _last_day(found: re.Match[str]) -> date:
    year, named = int(found["year"]), (found["month"] or "").lower()
    month = _MONTHS.get(named) or _SEASONS.get(named) or 12
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(int(found["day"] or last) or last, last))


_COMPILED = (_Finder(_EN), _Finder(_CY))
