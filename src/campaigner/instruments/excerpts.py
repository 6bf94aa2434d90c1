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
    r"[“„][^“”„]+[“”]|«[^«»]+»|「[^「」]+」|『[^『』]+』|(?<!\w)\"[^\"]+\"(?!\w)"
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
    blocks = [_block(text, found, citations) for found in _BLOCK.finditer(text)]
    taken = [(found.start(), found.end()) for found in _BLOCK.finditer(text)]
    marked = [
        Quotation(found.start() + 1, found.end() - 1, _unnumbered(found[0][1:-1]))
        for found in _MARKED.finditer(text)
        if not _BLANK_LINE.search(found[0])
        and not any(start <= found.start() < end for start, end in taken)
    ]
    return sorted(blocks + marked, key=lambda quotation: quotation.start)


def _block(text: str, found: re.Match[str], citations: Sequence[Citation]) -> Quotation:
    """A blockquote without the citation above or below it."""
    start, end = found.span()
    for citation in citations:
        if start <= citation.start and citation.end <= end:
            if len(_MARKER.sub("", text[start : citation.start]).strip()) < _LEAD:
                start = citation.end
            else:
                end = citation.start
                break
    words = _MARKER.sub(lambda mark: _blank(mark[0]), text[start:end])
    return Quotation(start, end, _unnumbered(words), found.span())


def _unnumbered(words: str) -> str:
    """Without the numbers of paragraphs, which are not words of the text."""
    return _NUMBER.sub(lambda mark: _blank(mark[0]), words)


def citations_of(
    quotation: Quotation, text: str, citations: Sequence[Citation], others: Sequence[Quotation]
) -> list[tuple[Bond, Citation]]:
    """The citations that a quotation may belong to, the surest first."""
    bonds = [
        *_inside(quotation, citations),
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
