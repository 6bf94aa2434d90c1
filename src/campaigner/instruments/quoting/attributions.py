"""Attributions that name no article: a quotation, then “(Universal Declaration of Human Rights)”.

Also ``ibid`` alone, which cites once more what was cited last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from campaigner.instruments.citations import Citation
from campaigner.instruments.forms.binding import Reading
from campaigner.instruments.grammar import Mention
from campaigner.instruments.records import instrument
from campaigner.instruments.references import Reference

_AFTER_QUOTATION = re.compile(
    r"(?:[”\"’»][.,]?\s*[(\[—–-]+\s*|\n[ \t>]*[(\[—–-]+\s*|\n[ \t]*\[\^[^\]]+\]:\s*)"
    r"(?:(?:from|see|UN)\s+)?(?:[Tt]he\s+)?$"
)
_REPEATS = re.compile(r"(?:[Ii]bid|[Ii]d\b)")


def with_attributions(text: str, citations: Sequence[Citation], reading: Reading) -> list[Citation]:
    """The citations of a text, with those that name only an instrument after a quotation."""
    every = [*citations, *_attributions(text, citations, reading)]
    return sorted(every, key=lambda citation: citation.start)


def _attributions(text: str, citations: Sequence[Citation], reading: Reading) -> Iterator[Citation]:
    for mention in reading.named:
        inside = any(c.start <= mention.start < c.end for c in citations)
        if inside or not mention.instrument or not _follows_quotation(text, mention):
            continue
        if _REPEATS.match(text, mention.start):
            last = next((c for c in reversed(citations) if c.end <= mention.start), None)
            if last:
                yield Citation(mention.start, mention.end, last.references)
        elif instrument(mention.instrument).has_text:
            yield Citation(mention.start, mention.end, (Reference(mention.instrument),))


def _follows_quotation(text: str, mention: Mention) -> bool:
    return bool(_AFTER_QUOTATION.search(text, max(0, mention.start - 60), mention.start))
