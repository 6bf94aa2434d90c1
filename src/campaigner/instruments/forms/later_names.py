"""What a text calls an instrument after its first naming: “the Convention”, “ibid”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from campaigner.instruments.grammar import Mention
from campaigner.instruments.records import NOUNS, instrument

_LATER = re.compile(
    r"(?<![\w(“\"‘'])(?P<the>[Tt]he|[Tt]his|[Tt]hat|[Ss]aid)\s+(?:same\s+|said\s+|present\s+)?"
    rf"(?P<noun>Optional\s+Protocol|{'|'.join(NOUNS)})(?![\w-])"
    r"(?!\s+(?:on|for|relating|against|concerning|to)\b|\s+of\s+(?:the\s+)?[A-Z\d]|['’]s\s+[A-Z])"
)
_EUROPEAN = re.compile(
    r"(?<!\w)European\s+Convention(?!\w)(?!\s+(?:on|for|of|relating|against|concerning|to)\b)"
)
_GIVEN = re.compile(
    r"\s*(?:\([^()]*?)?[(,]\s*(?:hereinafter|hereafter|here)?[^()]{0,20}?"
    rf"(?:the\s+)?[“\"‘'](?:the\s+)?(?P<noun>{'|'.join(NOUNS)})[”\"’']"
)
_IBID = re.compile(r"(?<!\w)(?:[Ii]bid(?:em)?\b\.?|Id\.|id\.(?=\s+(?:art|at|§|¶)))")
_NEAR = 1500


@dataclass(frozen=True)
class Unclear:
    """A later name that could mean several instruments."""

    start: int
    end: int
    name: str
    candidates: tuple[str, ...]


def later_mentions(text: str, named: Iterable[Mention]) -> tuple[list[Mention], list[Unclear]]:
    """The mentions by later names, and the later names that could mean several instruments."""
    known = [mention for mention in named if mention.instrument]
    later = [Mention(f.start(), f.end(), "echr") for f in _EUROPEAN.finditer(text)]
    known = sorted([*known, *later], key=lambda mention: mention.start)
    unclear = []
    for found in _LATER.finditer(text):
        if any(m.start < found.end() and found.start() < m.end for m in known):
            continue
        candidates = _candidates(text, found, known)
        if len(candidates) == 1:
            later.append(Mention(found.start(), found.end(), candidates[0]))
        elif candidates:
            unclear.append(Unclear(found.start(), found.end(), found[0], candidates))
    later += _repeated(text, sorted([*known, *later], key=lambda mention: mention.start))
    return list(dict.fromkeys(later)), unclear


def _candidates(text: str, found: re.Match[str], named: list[Mention]) -> tuple[str, ...]:
    """The instruments named before that “the Convention” can mean; one that got the name wins."""
    optional = found["noun"].startswith("Optional")
    noun = "Protocol" if optional else found["noun"]
    before = [mention for mention in named if mention.end <= found.start()]
    fitting = [
        mention
        for mention in before
        if instrument(mention.instrument).noun == noun
        and (not optional or instrument(mention.instrument).optional)
    ]
    given = [
        m.instrument
        for m in fitting
        if (name := _GIVEN.match(text, m.end)) and name["noun"] == noun
    ]
    return (given[-1],) if given else tuple(dict.fromkeys(m.instrument for m in fitting))


def _repeated(text: str, named: list[Mention]) -> Iterator[Mention]:
    """``ibid`` and ``id.``: the instrument named last before."""
    for found in _IBID.finditer(text):
        before = [m for m in named if found.start() - _NEAR < m.end <= found.start()]
        if before:
            yield Mention(found.start(), found.end(), before[-1].instrument)
