"""Whether a text says that a seat is vacant: ‘Vacant’, ‘TBC’, a dash, ‘Sedd wag ers 3 Mai 2026’."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from campaigner.moments import DateRefused, parse_day
from campaigner.text import comparison_key, fold

_WORDS = re.compile(r"[^\W_]+")
_SINCE = re.compile(
    r"\b(?:since|from|as of|ers)\s+(?:the\s+)?("
    r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{1,2}(?:st|nd|rd|th)?\s+[^\W\d]+,?\s+\d{4}"
    r"|[^\W\d]+\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|[^\W\d]+\s+\d{4}|\d{4})",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)

# Folded words that say a seat is vacant; in English, Welsh, French, Spanish and German.
_VACANT_WORDS = (
    "vacant vacancy vacancies vacated unfilled unoccupied tbc tba tbd tbe gwag vacante vakant "
    "vakanz unbesetzt vacance"
)
VACANT: Final = frozenset(_VACANT_WORDS.split())
# Words that may stand before them; ‘sedd wag’ and ‘yn wag’ are Welsh.
_BEFORE_VACANT_WORDS = (
    "the a an this is are one two three four currently now still casual seat seats position post "
    "office place ward division constituency district councillor councillors cllr member mp ms "
    "msp mla mpp mna senator representative lord mayor mr mrs miss mx dr role holder sedd swydd "
    "lle mae n yn r y siege poste sitz seit escano elected officially formally"
)
_BEFORE_VACANT: Final = frozenset(_BEFORE_VACANT_WORDS.split())
_WAG: Final = frozenset({"sedd", "swydd", "yn", "lle"})
_ROLES = (
    "mp ms as msp mla mpp mna councillor councillors cllr cr member members representative "
    "senator mayor holder incumbent officeholder current one"
)
ROLE_WORDS: Final = frozenset(_ROLES.split())
_NOBODY_WORDS = (
    "na none nil null nobody noone neb empty pending nomination tobeconfirmed tobeannounced "
    "tobedetermined tobeelected tobefilled tobeappointed tobeadvised iwgadarnhau iwgyhoeddi "
    "iwethol byelection byelectionpending byelectiontobeheld awaitingbyelection awaitingelection "
    "electionpending awaitingresult resultpending isetholiad resigned deceased"
)
_NOBODY: Final = frozenset(_NOBODY_WORDS.split())


@dataclass(frozen=True, slots=True)
class Vacant:
    """Nobody holds the seat; ``since`` is a year, a month or a day, empty if it is not said."""

    since: str = ""


def read_vacancy(text: str, area: str = "") -> Vacant | None:
    """Returns the vacancy that a text in the place of a name says, None if it may be a name.

    ``area`` is what the seat's area is called: a text may repeat it.
    """
    words = _WORDS.findall(fold(text.replace("’", "'")).replace("'", " "))
    if not words or comparison_key(text) in _NOBODY or _says_vacant(words, area):
        return Vacant(_since(text))
    return None


def _says_vacant(words: list[str], area: str) -> bool:
    places = set(_WORDS.findall(fold(area)))
    if words[0] == "no" and words[1:2] and words[1] in ROLE_WORDS:
        return True
    if words[:2] in (["by", "election"], ["to", "be"]) or words[0] in ("byelection", "awaiting"):
        return True
    for place, word in enumerate(words):
        if word in VACANT or (word == "wag" and words[place - 1] in _WAG and place):
            return True
        if not (word in _BEFORE_VACANT or word in places or word.isdigit()):
            return False
    return False


def _since(text: str) -> str:
    """The year, month or day after ‘since’; empty if there is none."""
    found = _SINCE.search(text)
    said = _ORDINAL.sub("", found[1]) if found else ""
    if re.fullmatch(r"\d{4}|", said):
        return said
    month = re.fullmatch(r"[^\W\d]+\s+\d{4}", said)
    try:
        day = parse_day(f"1 {said}" if month else said, month_first=False).isoformat()
    except DateRefused:
        return ""
    return day[:7] if month else day
