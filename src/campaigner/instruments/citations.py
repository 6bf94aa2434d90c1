"""Citations: found in a text with their places in it, read from a string, written in a style.

``parse_reference("UDHR 25(1)")`` reads one; ``find_citations(text)`` finds all in running text.
A citation of something that does not exist is found, too: its ``mistakes`` say what exists.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from campaigner.errors import did_you_mean
from campaigner.instruments.grammar import Mention, ProvisionList, mentions, provision_lists
from campaigner.instruments.records import instruments
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

# What may come between an instrument and the articles after it, or the articles and their
# instrument; the number says how close the two are.
_ASIDE = r"(?:\s*\((?:[^()]|\([^()]*\))*\)|\s+\d+\s+UNTS\s+[\dXVI]+)*"
_BEFORE = (
    (2, re.compile(rf"{_ASIDE}\)?\s+(?i:annex\s+)?")),
    (1, re.compile(rf"{_ASIDE}\)?\s*[,:]\s*(?i:annex,?\s+|in\s+)?")),
)
_WORDED_BEFORE = (*_BEFORE, (2, re.compile(r"\s*\(\s*")))
_THE = r"(?:(?i:the|y|yr)\s+)?(?:\d{4}\s+)?(?:(?i:UN|United\s+Nations|Geneva)\s+)?"
_AFTER = (
    (3, re.compile(rf",?\s+(?i:of|to|in|under|from|o|yn|i)\s+{_THE}")),
    (3, re.compile(rf",?\s+o['’]r\s+{_THE}")),
    (2, re.compile(rf"\s+\(?{_THE}")),
    (1, re.compile(rf"\s*,\s*{_THE}")),
)
# An unknown instrument: “GDPR Art. 5”, “Article 8 of the Social Charter”.
_OTHER_BEFORE = re.compile(r"(?:[A-Z]{2,}|(?:Act|Charter|Convention|Covenant|Protocol)),?\s*$")
_OTHER_AFTER = re.compile(r",?\s+(?:of|to|in|under)\s+(?:the\s+|that\s+)?[A-Z]|\s+\(?[A-Z]{2,}")
_AND = re.compile(r"\s*(?:,|;|,?\s*(?:and|or|&|a|ac)\b)\s*(?:(?:of|in|under|the)\s+)*")


@dataclass(frozen=True)
class Citation:
    """A citation in a text: characters ``start`` up to ``end``, and what it cites.

    ``mistakes`` has a sentence for each reference that does not exist.
    """

    start: int
    end: int
    references: tuple[Reference, ...]

    @property
    def mistakes(self) -> tuple[str, ...]:
        """Why references do not exist, each with what exists."""
        return tuple(filter(None, map(mistake_in, self.references)))


def find_citations(text: str) -> list[Citation]:
    """The citations in a text, left to right: articles with the instrument that they are of.

    In a text that names only one instrument, an article without a name belongs to that one.
    """
    named = mentions(text)
    lists = list(provision_lists(_blanked(text, named)))
    bound: list[tuple[ProvisionList, Mention] | None] = [_bind(text, e, named) for e in lists]
    _chain(text, lists, bound)
    _carry(text, lists, bound, named)
    citations = []
    covered: set[int] = set()
    for found, mention in filter(None, bound):
        taken = mention.start in covered and mention.start < found.start
        start = found.start if taken else min(found.start, mention.start)
        covered.add(mention.start)
        references = tuple(Reference(mention.instrument, *place) for place in found.provisions)
        citations.append(Citation(start, max(found.end, mention.end), references))
    return sorted(citations, key=lambda citation: citation.start)


def _blanked(text: str, named: list[Mention]) -> str:
    """The text with the names of instruments blanked out, so that no number in them counts."""
    for mention in named:
        text = text[: mention.start] + "\0" * (mention.end - mention.start) + text[mention.end :]
    return text


def _bind(
    text: str, found: ProvisionList, named: list[Mention]
) -> tuple[ProvisionList, Mention] | None:
    """The instrument nearest before or after a list, if one is joined to it."""
    place = bisect_left(named, found.start, key=lambda mention: mention.start)
    before = named[place - 1] if place else None
    after = named[place] if place < len(named) else None
    links = _WORDED_BEFORE if found.worded else _BEFORE
    near_before = _closeness(links, text[before.end : found.start]) if before else 0
    near_after = _closeness(_AFTER, text[found.end : after.start]) if after and found.worded else 0
    if after and near_after > near_before:
        return found, after
    return (found, before) if before and near_before else None


def _closeness(links: tuple[tuple[int, re.Pattern[str]], ...], between: str) -> int:
    return next((near for near, link in links if link.fullmatch(between)), 0)


def _chain(
    text: str, lists: list[ProvisionList], bound: list[tuple[ProvisionList, Mention] | None]
) -> None:
    """Give a list the instrument of its neighbour: ``Article 3 and Article 5 of the ECHR``."""
    pairs = list(zip(range(len(lists)), range(1, len(lists)), strict=False))
    for left, right in [*reversed(pairs), *pairs]:
        between = text[lists[left].end : lists[right].start]
        if not _AND.fullmatch(between) or not (lists[left].worded and lists[right].worded):
            continue
        if bound[left] is None and (pair := bound[right]) and pair[1].start >= lists[right].end:
            bound[left] = (lists[left], pair[1])
        elif bound[right] is None and (pair := bound[left]) and pair[1].end <= lists[left].start:
            bound[right] = (lists[right], pair[1])


def _carry(
    text: str,
    lists: list[ProvisionList],
    bound: list[tuple[ProvisionList, Mention] | None],
    named: list[Mention],
) -> None:
    """If a text names only one instrument, a later “Article 30” belongs to that one."""
    if len({mention.instrument for mention in named}) != 1:
        return
    for position, found in enumerate(lists):
        of_another = _OTHER_BEFORE.search(text, max(0, found.start - 20), found.start)
        of_another = of_another or _OTHER_AFTER.match(text, found.end)
        if not bound[position] and not of_another and found.worded and named[0].end <= found.start:
            bound[position] = (found, Mention(found.start, found.end, named[0].instrument))


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
    if citations and not _rest(text, citations):
        first, *others = dict.fromkeys(ref for c in citations for ref in c.references)
        return (first, *others)
    named = mentions(text)
    if named and (named[-1].start, named[-1].end) == (0, len(text)):
        return (Reference(named[-1].instrument),)
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


def _rest(text: str, citations: list[Citation]) -> str:
    """The text outside citations, without joining words and names of the same instruments."""
    for citation in reversed(citations):
        text = text[: citation.start] + text[citation.end :]
    cited = {reference.instrument for citation in citations for reference in citation.references}
    for mention in reversed(mentions(text)):
        if mention.instrument in cited:
            text = text[: mention.start] + text[mention.end :]
    text = re.sub(r"\((?:[^()]|\([^()]*\))*\)|\d+\s+UNTS\s+\w+", "", text)
    return re.sub(r"\b(?:the|of|and|UN Doc)\b|\W", "", text)
