"""How texts state what can be looked up, in the languages whose words are known here.

Figures are found in every language; words in English and Welsh.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class Claim(StrEnum):
    """What a sentence states."""

    FIGURE = "figure"
    DATE = "date"
    LAW = "law"
    FINDING = "finding"


_PLAIN_FIGURE = r"[£$€]?\b\d+(?:[.,/]\d+)*(?:\s?%|[ \u00a0]per cent\b|[ \u00a0]y cant\b)?"
_SMALL = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_FIGURES_EN = (
    r"\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens)\b",
    r"\b(?:hundreds?|thousands?|millions?|billions?|half|majority|twice|tripled?|doubled?)\b",
    r"\ba (?:third|quarter|fifth|tenth)\b|\b(?:two|three|four)-(?:thirds|quarters|fifths)\b",
    rf"\b{_SMALL} (?:in|out of) (?:every )?\w+\b",
    rf"\b{_SMALL} (?:years|months|weeks|days|hours|times)\b",
    r"(?<!the )\bmost (?:of (?!us\b)|people|adults|children|women|men|victims|refugees)\b",
    r"\bthan ever\b|\b(?:a|the|on) record\b|\bthe (?:largest|highest|lowest|worst|most yet)\b",
    r"\b(?:more|fewer|less) (?!\w+ly\b)\w+ than\b",
)
_MONTHS_EN = (
    r"January|February|March|April|May|June|July|August|September|October|November|December"
)
_DATES_EN = (rf"\b(?:\d{{1,2}} )?(?:{_MONTHS_EN}) \d{{4}}\b|\b\d{{1,2}} (?:{_MONTHS_EN})\b",)
_LAW_EN = (
    r"\bby law\b|\bagainst the law\b",
    r"\bthe law (?:sets|says|gives|requires|allows|lets|forbids|bans|protects|makes|obliges)\b",
    r"\b(?:is|are|was|were) (?:illegal|unlawful|a crime|bound)\b",
    r"\b(?:has|have) (?:not )?(?:accepted|bound|signed|reserved|incorporated)\b|\bratified\b",
    r"\b(?:Act|Acts) (?:of their own|gives?|makes?|lets?|requires?|asks|allows?|covers?)\b",
)
_WHO_EN = (
    r"(?:research|stud(?:y|ies)|surveys?|inquiry|reports?|figures|statistics|experts?|committee|"
    r"commission|charit(?:y|ies)|United Nations|Government|Ministers?|Home Office)"
)
_SAYS_EN = (
    r"(?:found|finds?|shows?|showed|suggests?|says?|said|reported|concluded|confirmed|"
    r"den(?:y|ies|ied)|promised|pledged|admitted)"
)
_FINDINGS_EN = (
    r"\bhighest court\b|\bSupreme Court\b|\b(?:has|have|had) ruled\b|\bruled that\b",
    r"\b(?:courts?|judges?|tribunals?) (?:[a-z]+ ){0,2}(?:ruled|held|found|decided|upheld)\b",
    rf"\b{_WHO_EN} (?:[a-z]+ ){{0,2}}{_SAYS_EN}\b",
    rf"\b{_WHO_EN} policy\b",
)
_PERIOD_CY = r"(?:flynedd|mlynedd|blynedd|mis|wythnos|diwrnod|niwrnod|awr)"
_SMALL_CY = (
    r"(?:un|dau|ddau|dwy|ddwy|tri|tair|dair|pedwar|bedwar|pedair|pum|chwe|saith|wyth|naw|deng?)"
)
_FIGURES_CY = (
    r"\b(?:ugain|mil|fil|miloedd|filoedd|miliwn|filiwn|miliynau|filiynau|biliwn|cannoedd)\b",
    r"\b(?:hanner|traean|draean|chwarter|mwyafrif|dwbl)\b",
    rf"\b{_SMALL_CY} (?:o bob|allan o) \w+\b",
    rf"\b{_SMALL_CY} {_PERIOD_CY}\b",
    r"\brhan fwyaf\b(?! ohonom)|\bnag erioed\b|\brecord\b|\by (?:mwyaf|uchaf|isaf|gwaethaf)\b",
    r"\bmwy o \w+ nag? o\b",
)
_MONTHS_CY = (
    r"Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr"
)
_DATES_CY = (rf"\b(?:\d{{1,2}} )?(?:{_MONTHS_CY}) \d{{4}}\b|\b\d{{1,2}} (?:{_MONTHS_CY})\b",)
_LAW_CY = (
    r"\byn ôl y gyfraith\b|\bdrwy gyfraith\b",
    r"\b(?:mae|nid yw)’r gyfraith yn (?:gosod|dweud|rhoi|mynnu|caniatáu|gwahardd|gorfodi)\b",
    r"\byn (?:an)?ghyfreithlon\b",
    r"\bCadarnhaodd\b|\bcadarnhawyd\b|\bwedi cadw ei chyfraith\b|\bwedi’i lofnodi\b",
    r"\bwedi derbyn (?:yr |y |’r )?(?:erthygl|Protocol|Confensiwn)\b",
    r"\byn rhwymo(?:’r| y|) ?\w+\b|\bDeddfau eu hunain\b",
)
_FINDINGS_CY = (
    r"\b(?:[Dd]yfarnodd|[Bb]arnodd|[Cc]anfu|[Cc]asglodd)\b|\bllys uchaf\b|\b[GU]\w+ Lys\b",
    r"\bMae Llywodraeth \w+ yn gwadu\b|\b[Aa]ddawodd\b|\bmae ymchwil\b|\bPolisi’r\b",
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_ANY_LANGUAGE = {Claim.FIGURE: _any(_PLAIN_FIGURE)}
_PATTERNS: Mapping[str, Mapping[Claim, re.Pattern[str]]] = {
    "en": {
        Claim.DATE: _any(*_DATES_EN),
        Claim.FINDING: _any(*_FINDINGS_EN),
        Claim.FIGURE: _any(_PLAIN_FIGURE, *_FIGURES_EN),
        Claim.LAW: _any(*_LAW_EN),
    },
    "cy": {
        Claim.DATE: _any(*_DATES_CY),
        Claim.FINDING: _any(*_FINDINGS_CY),
        Claim.FIGURE: _any(_PLAIN_FIGURE, *_FIGURES_CY),
        Claim.LAW: _any(*_LAW_CY),
    },
}

# A number that names a place in a law or a report, or the year of one, counts nothing.
_NAMED_PLACE = (
    r"(?:articles?|sections?|paragraphs?|paras?|protocols?|schedules?|part|chapter|clauses?|"
    r"resolutions?|conventions?|principles?|goals?|rules?|volumes?|notes?|"
    r"erthyglau|erthygl|adrannau|adran|paragraff|atodlen|rhan|pennod|cymal|penderfyniad|"
    r"[gc]h?onfensiwn)"
)
_NAMED = re.compile(
    rf"\b{_NAMED_PLACE} (?:(?:No\.?|Rhif|number) )?\d[\w.()]*"
    r"(?:(?:,| and| or| to| a| ac|–){1,2} ?\d[\w.()]*)*"
    r"|\b(?:Acts?|Bill|Order|Regulations|Convention|Covenant|Protocol|Treaty)(?: \([^()]{0,80}\))?"
    r"(?: of)? \d{4}\b"
    r"|\bD?deddf(?:au)?(?: (?:a|ac|ar|y|yr|i|o|[A-Z][\w’-]*)){0,6} \d{4}\b"
    r"|\b\d{4} (?:Act|Protocol|Convention|Covenant)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:we|I|it|campaign)(?:\s+(?:also|now|therefore))*\s+asks?\b(?! about)|^\W*ask\b|"
    r"\btherefore ask\b|"
    r"\bGofynnw[nf]\b|^\W*Gofynnwch\b|\bymgyrch hon yn gofyn\b|^\W*Mae’n gofyn\b",
    re.IGNORECASE,
)


def claim_in(sentence: str, language: str) -> tuple[Claim, re.Match[str]] | None:
    """Returns what a sentence states first of all that can be looked up, and the words of it.

    A sentence that asks for something states nothing.
    """
    if _ASKING.search(sentence):
        return None
    plain = _NAMED.sub(lambda match: " " * len(match[0]), sentence)
    for claim, pattern in _PATTERNS.get(language.partition("-")[0], _ANY_LANGUAGE).items():
        if found := pattern.search(plain):
            return claim, found
    return None
