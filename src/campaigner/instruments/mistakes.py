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

from campaigner.instruments.citations import Citation
from campaigner.instruments.denials import is_denied
from campaigner.instruments.forms.binding import Reading
from campaigner.instruments.grammar import Mention
from campaigner.instruments.references import Reference

_SENTENCE = re.compile(r"[.!?][”\"’)]*+\s++(?=\W{0,40}([^\W\d_a-z]))|\n[^\S\n]*\n")
_FAR = 2_000  # characters: words so far from a citation make no claim of it
# A sentence that only takes back what the one before it says.
_TAKEN_BACK = re.compile(r"\s*(?:But\s+)?(?:[Ii]t|[Tt]his|[Tt]hat|[Tt]hey)\s[^.!?\n]{0,60}[.!?]")


@dataclass(frozen=True)
class Mistake:
    """A claim that is often made of a place: its words, what is true, what to cite.

    ``said`` and ``unless`` are patterns, compiled when first needed.
    ``kind`` is what the claim says that the place does, and decides which words deny it: ``ban``,
    ``right``, ``treaty`` or ``absolute``. ``every`` if it is about any article of the instrument.
    """

    reference: Reference
    said: str
    unless: str
    kind: str
    every: bool
    message: str
    instead: tuple[str, ...]
    source: str

    @property
    def words(self) -> re.Pattern[str]:
        """The pattern of what a sentence says that makes the claim."""
        return _compiled(self.said)

    @property
    def hint(self) -> str:
        """What to cite instead."""
        return f"Cite instead: {', '.join(self.instead)}." if self.instead else ""

    def is_of(self, reference: Reference) -> bool:
        """Whether the claim is about this place."""
        same = self.reference.instrument == reference.instrument
        return same and (self.every or self.reference.article == reference.article)

    def is_made_in(self, claim: str) -> bool:
        """Whether a sentence makes the claim, and does not deny it."""
        if not self.words.search(claim):
            return False
        if self.unless and _compiled(self.unless).search(claim):
            return False
        return not is_denied(claim, self.kind)


def frequent_mistakes(
    text: str, citations: Sequence[Citation], reading: Reading
) -> Iterator[tuple[int, Mistake]]:
    """The mistakes of a text: the place of the citation, and what is wrong with the claim.

    The words must be in the same sentence as the citation. An article in a text that names no
    instrument at all is taken for one of the Declaration. What is said of a whole instrument counts
    in a sentence that names no other.
    """
    cited = [(citation.start, citation.end, citation.references) for citation in citations]
    if not reading.named:
        cited += [
            (found.start, found.end, tuple(Reference("udhr", *place) for place in found.provisions))
            for found in reading.unbound
            if found.word == "article"
        ]
    sentences = _Sentences(text)
    reported: set[tuple[int, str]] = set()
    for start, end, references in [*cited, *_whole(sentences, reading)]:
        claim = sentences.claim_around(start, end)
        for reference in references:
            for mistake in mistakes_in_claim(reference, claim):
                said = (sentences.number_at(start), mistake.message)
                if said not in reported:
                    reported.add(said)
                    yield start, mistake


def mistakes_in_claim(reference: Reference, claim: str) -> Iterator[Mistake]:
    """What is wrong with a claim that is made of a place."""
    for mistake in mistakes():
        if mistake.is_of(reference) and mistake.is_made_in(claim):
            yield mistake


def _whole(
    sentences: _Sentences, reading: Reading
) -> Iterator[tuple[int, int, tuple[Reference, ...]]]:
    """Instruments named as a whole, in sentences that name no other."""
    named: dict[int, list[Mention]] = {}
    for mention in reading.named:
        named.setdefault(sentences.number_at(mention.start), []).append(mention)
    for inside in named.values():
        first = inside[0]
        if first.instrument and len({mention.instrument for mention in inside}) == 1:
            yield first.start, first.end, (Reference(first.instrument),)


class _Sentences:
    """The sentences of a text, found once."""

    def __init__(self, text: str) -> None:
        self._text = text
        # of each gap between sentences: where the next word is, where the gap starts and ends
        self._gaps = [
            (gap.start(1) if gap[1] else gap.start(), gap.start(), gap.end())
            for gap in _SENTENCE.finditer(text)
        ]

    def number_at(self, start: int) -> int:
        """Which sentence a place is in, counted from 0."""
        return bisect_left(self._gaps, start, key=itemgetter(0))

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The start and end of the sentence that a place is in."""
        before = self.number_at(start)
        after = bisect_left(self._gaps, end, key=itemgetter(1))
        first = self._gaps[before - 1][2] if before else 0
        last = self._gaps[after][1] if after < len(self._gaps) else len(self._text)
        return max(first, start - _FAR), min(last, end + _FAR)

    def claim_around(self, start: int, end: int) -> str:
        """The sentence of a citation, with the next one if that only takes it back."""
        first, last = self.around(start, end)
        following = _SENTENCE.match(self._text, last)
        taken_back = _TAKEN_BACK.match(self._text, following.end()) if following else None
        return self._text[first : taken_back.end() if taken_back else last]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def mistakes() -> tuple[Mistake, ...]:
    """The table, in its order."""
    file = files("campaigner.instruments") / "data" / "mistakes.toml"
    table = tomllib.loads(file.read_text("utf-8"))["mistakes"]
    return tuple(
        Mistake(
            reference=Reference(*entry["ref"].split(" ", 1)),
            said=entry["words"],
            unless=entry.get("unless", ""),
            kind=entry["kind"],
            every=entry.get("every", False),
            message=entry["message"],
            instead=tuple(entry["instead"]),
            source=entry["source"],
        )
        for entry in table
    )
