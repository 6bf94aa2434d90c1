"""Whether a sentence denies the claim that it names.

“Some say that article 30 bans war; it does not.” Which words deny depends on the claim: “article 30
does not forbid war” denies that it is about war, but “article 30 does not allow war” claims it.
"""

from __future__ import annotations

import re
from functools import cache

_NOT = (
    r"(?:(?:does|do|did|can|could|will|would|is|are|was|has|have|need)(?:\s+not|n['’]t)"
    r"|cannot|never)"
)
_ADVERB = r"(?:\s+(?:itself|even|in\s+fact|therefore|expressly|directly|ever|actually|also))?"
_ABOUT = (
    r"about|mention|name|cover|speak|say|concern|deal|refer|apply|address|contain|include|extend"
    r"|reach|help|hold|list"
)
_FORBID = r"forbid|ban|bar|prohibit|outlaw|rule|prevent|stop|protect|condemn|criminali[sz]e|defend"
_GIVE = (
    r"give|grant|create|confer|guarantee|promise|provide|mean|oblige|require|let|allow|entitle"
    r"|permit|make|impose|bind"
)
_VERBS = {
    "ban": f"{_ABOUT}|{_FORBID}|guarantee|promise|provide",
    "right": f"{_ABOUT}|{_FORBID}|{_GIVE}",
    "treaty": (
        f"{_ABOUT}|{_GIVE}|legally|binding|a\\s+treaty|been\\s+ratified|ratified|a\\s+party|parties"
    ),
    "absolute": f"{_ABOUT}|absolute|unqualified|without",
}
_NONE = {
    "ban": r"\bcontains?\s+no\b|\bno\s+(?:ban|word|help)\b",
    "right": (
        r"\b(?:gives?|grants?|creates?|confers?|contains?|promises?|is|has)\s+(?:no|nobody|nothing)\b"
        r"|\bnot\s+(?:a|the|any)\s+right\b|\bnot\s+to\s+(?:be\s+granted|enter|receive|live|settle)\b"
        r"|\bno\s+right\b|\bnot\s+(?:just\s+)?any\b"
    ),
    "treaty": (
        r"\bnot\s+(?:itself\s+)?(?:a\s+treaty|ratified|legally|binding|a\s+party|part(?:y|ies)|bound)\b"
        r"|\bno\s+treaty\b|\bnot\s+(?:yet\s+)?(?:been\s+)?ratif|\bhas\s+(?:yet\s+)?not\b|\bnon-binding\b"
        r"|\bwithout\s+(?:being|ratif)|\bnever\s+ratif|\brefus\w+\s+to\s+ratif|\bfailed\s+to\s+ratif"
    ),
    "absolute": r"\bnot\s+(?:an?\s+)?(?:absolute|unqualified)\b|\bno\s+absolute\b|\bqualified\b",
}
_ALONE = (
    r"\b(?:it|this|that|they|which)\s+(?:does|do|did|is|was|are|were)(?:\s+not|n['’]t)"
    r"(?=\s*(?:[.;,:!?)—–]|so\b|true\b|correct\b|right\b|the\s+case\b|$))"
    r"|\b(?:wrongly|mistakenly|incorrectly|falsely)\b|\ba\s+(?:mistake|myth|misreading)\b|\bnot\s+true\b"
    r"|\b(?:is|are|was|were)\s+(?:wrong|mistaken)\s+(?:to|about|that|when)\b"
    r"|\bmis(?:read|quot|cit|us|underst|appl)\w*|\bnot\s+rightly\b"
    r"|\bsays?\s+(?:nothing|not\s+a\s+word|no\s+word)\b|\bsilent\b|\bnowhere\b|\bnothing\s+(?:about|to\s+do)\b"
    r"|\bnot\s+about\b|\bneither\b|\bnothing\s+(?:in\s+it\s+)?(?:forbid|mention|speak|protect)"
    r"|\b(?:rather\s+than|instead\s+of|not)\s+(?:in\s+|under\s+|on\s+)?(?:the\s+)?(?:UDHR|art(?:icle|\.)?\s?\d)"
    r"|\bnid\s+yw\b|\bnad\s+yw\b|\bnid\s+oes\b"
)
# The claim is reported, unless its author agrees: “often quoted against war, and rightly so”.
_REPORTED = re.compile(
    r"\b(?:often|sometimes|widely)\s+(?:quoted|cited|given|used)\b|\bdyfynnir\b", re.I
)
_AGREED = re.compile(r"(?<!not )\b(?:rightly|correctly|with\s+(?:good\s+)?reason|justly)\b", re.I)


def is_denied(claim: str, kind: str) -> bool:
    """Whether a claim of a kind (``ban``, ``right``, ``treaty``, ``absolute``) is denied."""
    if _REPORTED.search(claim) and not _AGREED.search(claim):
        return True
    return bool(_denial(kind).search(claim))


@cache
def _denial(kind: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b{_NOT}{_ADVERB}\s+(?:{_VERBS[kind]})|{_NONE[kind]}|{_ALONE}", re.IGNORECASE
    )
