"""Citations: found in a text with their places in it, read from a string, written in a style.

``parse_reference("UDHR 25(1)")`` reads one; ``find_citations(text)`` finds all in running text.
A citation of something that does not exist is found, too: its ``mistakes`` say what exists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from campaigner.errors import did_you_mean
from campaigner.instruments.forms.acts import references_of
from campaigner.instruments.forms.binding import Reading, read
from campaigner.instruments.forms.later_names import Unclear
from campaigner.instruments.forms.publications import blanked_publications
from campaigner.instruments.grammar import mentions
from campaigner.instruments.records import instrument, instruments
from campaigner.instruments.references import CitationError, Reference, mistake_in
from campaigner.instruments.styles import format_reference

__all__ = [
    "Citation",
    "CitationError",
    "find_citations",
    "format_reference",
    "parse_reference",
    "parse_references",
]


@dataclass(frozen=True)
class Citation:
    """A citation in a text: characters ``start`` up to ``end``, and what it cites.

    ``mistakes`` has a sentence for each reference that does not exist, ``remarks`` what its author
    should know of how it was read. It has no references if its instrument is unclear.
    """

    start: int
    end: int
    references: tuple[Reference, ...]
    remarks: tuple[str, ...] = ()

    @property
    def mistakes(self) -> tuple[str, ...]:
        """Why references do not exist, each with what exists."""
        return tuple(filter(None, map(mistake_in, self.references)))


def find_citations(text: str) -> list[Citation]:
    """The citations in a text, left to right: articles with the instrument that they are of.

    In a text that names only one instrument, an article without a name belongs to that one.
    """
    return citations_in(read(text))


def citations_in(reading: Reading) -> list[Citation]:
    """The citations of a text that has been read, left to right."""
    citations: list[Citation] = []
    covered: set[int] = set()
    unclear = {each.start: each for each in reading.unclear}
    for bound in reading.bound:
        found, mention = bound.found, bound.mention
        taken = mention.start in covered and mention.start < found.start
        start = found.start if taken else min(found.start, mention.start)
        covered.add(mention.start)
        end = max(found.end, mention.end)
        if mention.instrument:
            references, remarks = references_of(
                mention.instrument, found.word, found.provisions, bound.said
            )
            citations.append(Citation(start, end, references, remarks))
        elif mention.start in unclear:
            citations.append(Citation(start, end, (), (_which(unclear[mention.start]),)))
    return sorted(citations, key=lambda citation: citation.start)


def _which(unclear: Unclear) -> str:
    shorts = " or ".join(instrument(key).short for key in unclear.candidates)
    return f"“{unclear.name}” can mean {shorts} here, so this article is not checked: name it."


def parse_references(text: str) -> tuple[Reference, ...]:
    """The references that a string names, all of one citation: ``UDHR 3, 5 and 9–11``.

    A string that names only an instrument gives a reference to the whole of it.
    Raises CitationError if it is not a citation, or if an article or paragraph does not exist.
    """
    plain = " ".join(text.split()).strip(" .;")
    references = _read(plain)
    for reference in references:
        if mistake := mistake_in(reference):
            raise CitationError(mistake)
    return references


@lru_cache(maxsize=512)
def parse_reference(text: str) -> Reference:
    """The one reference that a string names: ``UDHR 25(1)``.

    Raises CitationError if it is not one citation, or if the place does not exist.
    """
    references = parse_references(text)
    if len(references) > 1:
        shown = ", ".join(map(str, references))
        raise CitationError(f"“{text}” names several places: {shown}.", hint="Name one.")
    return references[0]


def _read(text: str) -> tuple[Reference, ...]:
    citations = find_citations(text)
    cited = tuple(dict.fromkeys(ref for c in citations for ref in c.references))
    if cited and not _rest(text, citations):
        return cited
    named = [mention for mention in read(text).named if mention.instrument]
    if named and named[0].start == 0 and _only_published(text, named[0].end):
        return (Reference(named[0].instrument),)
    known = [entry.short for entry in instruments().values()]
    name = re.split(r"\s*(?:\bart|\d)", text, maxsplit=1)[0].strip(" ,") or text
    if named:
        raise CitationError(
            f"“{text}” cannot be read as a citation.", hint="Write it like UDHR 25(1) or ECHR 3."
        )
    raise CitationError(
        f"“{text}” does not name a known instrument.",
        hint=did_you_mean(name, known) or f"Choose from: {', '.join(known)}.",
    )


def _only_published(text: str, start: int) -> bool:
    """Whether nothing but where it is published follows a name."""
    return not re.sub(r"\W", "", blanked_publications(text)[start:])


def _rest(text: str, citations: list[Citation]) -> str:
    """The text outside citations, without joining words and names of the same instruments."""
    for citation in reversed(citations):
        gap = " " * (citation.end - citation.start)
        text = text[: citation.start] + gap + text[citation.end :]
    cited = {reference.instrument for citation in citations for reference in citation.references}
    cited |= {instrument(key).parent for key in cited}
    for mention in reversed(mentions(text)):
        if mention.instrument in cited:
            text = text[: mention.start] + text[mention.end :]
    text = re.sub(r"\((?:[^()]|\([^()]*\))*\)", "", blanked_publications(text))
    text = re.sub(r"\bSch(?:edule)?\.?\s*1\b|\bP(?:ar)?t\.?\s*I{1,3}\b", "", text)
    return re.sub(r"\b(?:the|of|to|in|and|common|UN Doc)\b|\W", "", text)
