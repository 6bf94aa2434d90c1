"""Articles that are often cited for something they do not say, and what to cite instead.

The table is ``data/mistakes.toml``; every entry names its source.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import itemgetter

from campaigner.instruments.citations import Citation, parse_reference
from campaigner.instruments.references import Reference

_SENTENCE = re.compile(r"[.!?][”\"’)]*+\s++(?=\W{0,40}([^\W\d_a-z]))|\n[^\S\n]*\n")
_FAR = 2_000  # characters: words so far from a citation make no claim of it


@dataclass(frozen=True)
class Mistake:
    """A claim that is often made of a place: its words, what is true, what to cite."""

    reference: Reference
    words: re.Pattern[str]
    unless: re.Pattern[str] | None
    message: str
    instead: tuple[str, ...]
    source: str

    @property
    def hint(self) -> str:
        """What to cite instead."""
        return f"Cite instead: {', '.join(self.instead)}." if self.instead else ""


def frequent_mistakes(text: str, citations: Sequence[Citation]) -> Iterator[tuple[int, Mistake]]:
    """The mistakes of a text: the place of the citation, and what is wrong with the claim.

    The words must be in the same sentence as the citation.
    """
    gaps = [
        (gap.start(1) if gap[1] else gap.start(), gap.start(), gap.end())
        for gap in _SENTENCE.finditer(text)
    ]
    for citation in citations:
        sentence = _sentence_around(text, citation, gaps)
        for reference in citation.references:
            for mistake in mistakes_in_claim(reference, sentence):
                yield citation.start, mistake


def mistakes_in_claim(reference: Reference, claim: str) -> Iterator[Mistake]:
    """What is wrong with a claim that is made of a place."""
    for mistake in mistakes():
        same = mistake.reference.article == reference.article
        if not same or mistake.reference.instrument != reference.instrument:
            continue
        if mistake.words.search(claim) and not (mistake.unless and mistake.unless.search(claim)):
            yield mistake


def _sentence_around(text: str, citation: Citation, gaps: Sequence[tuple[int, int, int]]) -> str:
    """The sentence of a citation; ``gaps`` have the next word's place, and where they are."""
    before = bisect_left(gaps, citation.start, key=itemgetter(0))
    after = bisect_left(gaps, citation.end, key=itemgetter(1))
    start = gaps[before - 1][2] if before else 0
    end = gaps[after][1] if after < len(gaps) else len(text)
    return text[max(start, citation.start - _FAR) : min(end, citation.end + _FAR)]


@cache
def mistakes() -> tuple[Mistake, ...]:
    """The table, in its order."""
    file = files("campaigner.instruments") / "data" / "mistakes.toml"
    table = tomllib.loads(file.read_text("utf-8"))["mistakes"]
    return tuple(
        Mistake(
            reference=parse_reference(entry["ref"]),
            words=re.compile(entry["words"], re.IGNORECASE),
            unless=re.compile(entry["unless"], re.IGNORECASE) if "unless" in entry else None,
            message=entry["message"],
            instead=tuple(entry["instead"]),
            source=entry["source"],
        )
        for entry in table
    )
