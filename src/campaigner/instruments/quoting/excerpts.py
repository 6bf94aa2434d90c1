"""Quotations in a text: their places, and the citation that each belongs to.

A quotation is a Markdown blockquote, or words in quotation marks. Code, Jinja, comments and
addresses of links are not text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from campaigner.enclosed import COMMENT, TEMPLATE, Enclosed
from campaigner.instruments.citations import Citation
from campaigner.instruments.quoting.footnotes import cited_in_note

_NO_TEXT = Enclosed(
    {**TEMPLATE, **COMMENT},
    r"^(?P<fence>```|~~~).*?(?:^(?P=fence)|\Z)|`[^`\n]+`|(?<=\])\([^()\s]*\)|<(?!!--)[^<>\s]+>",
    re.DOTALL | re.MULTILINE,
)
_CITE = re.compile(r"""\{\{-?\s*cite\(\s*(["'])(?P<ref>[^"'\n]+)\1[^\n]*\}\}""")
_BLOCK = re.compile(r"^[ ]{0,3}>[^\n]*(?:\n[ ]{0,3}>[^\n]*)*", re.MULTILINE)
_MARKER = re.compile(r"^[ ]{0,3}(?:>[ ]?)+", re.MULTILINE)
_NUMBER = re.compile(r"(?:(?<=\n)|(?<=^)|(?<=[“\"]))[ \t*>]*(?:\(\d\)|\d[.)])(?=\s)")
_MARKED = re.compile(
    r"(?:“[^“”„]{1,2000}\n[ \t]*\n\s{0,9}){1,9}“[^“”„]{1,2000}”"
    r"|[“„][^“”„]+[“”]|«[^«»]+»|「[^「」]+」|『[^『』]+』|(?<!\w)\"[^\"]+\"(?!\w)"
    r"|(?<![\w’])‘(?:[^‘’]|(?<=\w)’(?=\w))+’(?!\w)|(?<!\w)'(?:[^']|(?<=\w)'(?=\w))+'(?!\w)"
)
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")
_SENTENCE_END = re.compile(r"[.!?][”\"’)]*\s+(?=\S)")
_TIGHT_AFTER = re.compile(r"[\s,;:()\[\]—–-]*(?:as\s+)?(?:in\s+)?")
_TIGHT_BEFORE = re.compile(
    r".{0,60}(?::\s*|\b(?:says?|said|states?|reads?|provides?|guarantees?|promises?|proclaims?"
    r"|declares?|recognises?|recognizes?|that|dweud|datgan)\b\W*(?:\w+\W+){0,2})|.{0,12}",
    re.DOTALL,
)
_LEAD = 40
_NEAR = 200


class Bond(IntEnum):
    """How surely a citation belongs to a quotation."""

    LOOSE = 1  # in the same paragraph
    NEAR = 2  # in the same sentence
    TIGHT = 3  # nothing but punctuation or “says” between


@dataclass(frozen=True)
class Quotation:
    """Quoted words, from ``start`` up to ``end`` of the text; anything else is blanked."""

    start: int
    end: int
    words: str
    block: tuple[int, int] | None = None  # the blockquote around them, with its citation


def readable(text: str) -> str:
    """The text with everything but prose blanked out, every character in its place.

    The reference in ``{{ cite("UDHR 3") }}`` is left, because readers will see it.
    """
    return _NO_TEXT.replace(text, _cited_or_blank)


def _cited_or_blank(found: str) -> str:
    if cited := _CITE.match(found):
        before, after = found[: cited.start("ref")], found[cited.end("ref") :]
        return " " * len(before) + cited["ref"] + " " * len(after)
    return _blank(found)


def _blank(found: str) -> str:
    return re.sub(r"[^\n]", " ", found)


def find_quotations(text: str, citations: Sequence[Citation]) -> list[Quotation]:
    """The quotations of a readable text, left to right, each without its own citation."""
    taken = _blocks(text, citations)
    blocks = [_block(text, start, end, citations) for start, end in taken]
    marked = [
        Quotation(found.start() + 1, found.end() - 1, _unnumbered(found[0][1:-1]))
        for found in _MARKED.finditer(text)
        if _is_one_quotation(found[0])
        and not any(start <= found.start() < end for start, end in taken)
    ]
    return sorted(blocks + marked, key=lambda quotation: quotation.start)


def _is_one_quotation(marked: str) -> bool:
    """Whether marks hold one quotation: over paragraphs, each of them begins with a mark."""
    return not _BLANK_LINE.search(re.sub(r"\n[ \t]*\n\s*“", " ", marked))


def _blocks(text: str, citations: Sequence[Citation]) -> list[tuple[int, int]]:
    """The places of blockquotes: consecutive ones are one, unless the first has its citation."""
    found: list[tuple[int, int]] = []
    for start, end in (block.span() for block in _BLOCK.finditer(text)):
        goes_on = bool(found) and not text[found[-1][1] : start].strip()
        if goes_on and not any(found[-1][0] <= c.start < found[-1][1] for c in citations):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _block(text: str, start: int, end: int, citations: Sequence[Citation]) -> Quotation:
    """A blockquote without the citation above or below it."""
    span = (start, end)
    for citation in citations:
        if start <= citation.start and citation.end <= end:
            if len(_MARKER.sub("", text[start : citation.start]).strip()) < _LEAD:
                start = citation.end
            else:
                end = citation.start
                break
    words = _MARKER.sub(lambda mark: _blank(mark[0]), text[start:end])
    return Quotation(start, end, _unnumbered(words), span)


def _unnumbered(words: str) -> str:
    """Without the numbers of paragraphs, which are not words of the text."""
    return _NUMBER.sub(lambda mark: _blank(mark[0]), words)


def citations_of(
    quotation: Quotation, text: str, citations: Sequence[Citation], others: Sequence[Quotation]
) -> list[tuple[Bond, Citation]]:
    """The citations that a quotation may belong to, the surest first."""
    bonds = [
        *_inside(quotation, citations),
        *((Bond.TIGHT, each) for each in _in_note(quotation, text, citations)),
        *_after(quotation, text, citations),
        *_before(quotation, text, citations, others),
    ]
    return sorted(bonds, key=lambda bond: -bond[0])


def _inside(quotation: Quotation, citations: Sequence[Citation]) -> Iterator[tuple[Bond, Citation]]:
    """A blockquote's own citation, just before or after its words."""
    if quotation.block:
        start, end = quotation.block
        for citation in citations:
            if start <= citation.start and citation.end <= end:
                yield Bond.TIGHT, citation


def _in_note(quotation: Quotation, text: str, citations: Sequence[Citation]) -> Sequence[Citation]:
    return cited_in_note(text, quotation.start, quotation.end, citations)


def _after(
    quotation: Quotation, text: str, citations: Sequence[Citation]
) -> Iterator[tuple[Bond, Citation]]:
    citation = next((c for c in citations if c.start >= quotation.end), None)
    if citation is None or citation.start - quotation.end > _NEAR:
        return
    between = text[quotation.end + (not quotation.block) : citation.start]
    if len(_BLANK_LINE.findall(between)) > bool(quotation.block):
        return
    ended = quotation.words.rstrip()[-1:] in (".", "!", "?") and not re.match(
        r"[”\"’]?\s*[,(\[—–-]", between
    )
    if _TIGHT_AFTER.fullmatch(between) and not ended:
        yield Bond.TIGHT, citation
    elif not ended and not _SENTENCE_END.search(between):
        yield Bond.NEAR, citation
    elif quotation.block or _TIGHT_AFTER.fullmatch(between):
        yield Bond.LOOSE, citation


def _before(
    quotation: Quotation, text: str, citations: Sequence[Citation], others: Sequence[Quotation]
) -> Iterator[tuple[Bond, Citation]]:
    citation = next((c for c in reversed(citations) if c.end <= quotation.start), None)
    if citation is None or quotation.start - citation.end > _NEAR:
        return
    between = text[citation.end : quotation.start - (not quotation.block)]
    led_in = bool(quotation.block) or between.rstrip().endswith(":")
    if len(_BLANK_LINE.findall(between)) > led_in:
        return
    crossed = any(citation.end <= o.start and o.end <= quotation.start for o in others)
    if crossed or _SENTENCE_END.search(between):
        yield Bond.LOOSE, citation
    elif _TIGHT_BEFORE.fullmatch(between):
        yield Bond.TIGHT, citation
    else:
        yield Bond.NEAR, citation
