"""The sentences of a letter or brief, each with its place and with what it says of its sources.

Two comments speak of the sentence in which they stand, or which they follow:
``{# fact: loaves #}`` says that it rests on a fact of the definition, and
``{# no source: why #}`` that it states nothing that could be looked up.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from campaigner.enclosed import COMMENT, TEMPLATE, Enclosed
from campaigner.instruments.citations import Citation, find_citations

_ENCLOSED = Enclosed({**TEMPLATE, **COMMENT})
_CITED, _ENDED, _MARKED = "\ue000", "\ue001", "\ue002"
_CITES = re.compile(r"\{\{-?\s*(?:cite|quote)\s*\(")
_STANDS_ALONE = re.compile(r"\{\{-?\s*(?:facts?|area_fact|asks|personal)\b")
_MARK = re.compile(r"\{#-?\s*(?P<kind>fact|facts|no source):\s*(?P<words>[^#]*?)\s*-?#\}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_NO_PROSE = re.compile(r"^[ \t]*(?:#|>|\[\^[^\]]+\]:|<!--|\|).*$", re.MULTILINE)  # not sentences
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+", re.MULTILINE)
_ADDRESS = re.compile(r"\]\([^()\[\]\s]*\)")
_SOURCE = re.compile(r"\[\^|\]\(")  # a footnote of the text's own, or a link
_ABBREVIATION = r"(?<!\bNo)(?<!\bart)(?<!\barts)(?<!\bv)(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bSt)"
_END = re.compile(rf"{_ABBREVIATION}[.!?…]+[”’\"')\]*_]*[ \t]*{_MARKED}?(?=\s|$)|{_ENDED}")


@dataclass(frozen=True)
class Sentence:
    """A sentence and where it stands.

    ``prose`` has spaces for template functions and addresses, ``words`` also for citations; both
    are as long as the sentence. ``facts`` are the ids of facts that a comment names. ``excused``
    means that a comment says why no source is needed, ``cited`` that an instrument is cited,
    ``noted`` that a footnote or link follows.
    """

    prose: str
    words: str
    start: int
    facts: tuple[str, ...] = ()
    excused: bool = False
    cited: bool = False
    noted: bool = False


def sentences_of(source: str) -> Iterator[Sentence]:
    """Yields the sentences of a Markdown text with Jinja, without headings and block quotations."""
    marks: list[re.Match[str]] = []
    plain = _ENCLOSED.replace(source, lambda part: _stand_in(part, marks))
    plain = _NO_PROSE.sub(_blank, plain)
    plain = _ITEM.sub(lambda item: _ENDED + " " * (len(item[0]) - 1), plain)
    noted = [match.start() for match in _SOURCE.finditer(plain)]
    plain = _ADDRESS.sub(_blank, plain)
    citations = find_citations(plain)
    cited = [each.start for each in citations]
    words = _without(plain, citations)
    waiting = iter(marks)
    for start, end in _spans(plain):
        part = plain[start:end]
        said = [next(waiting) for _ in range(part.count(_MARKED))]
        yield Sentence(
            part,
            words[start:end],
            start,
            tuple(name for mark in said if mark["kind"] != "no source" for name in _names(mark)),
            any(mark["kind"] == "no source" and mark["words"] for mark in said),
            _CITED in part or _is_one_in(cited, start, end),
            _is_one_in(noted, start, end),
        )


class Places:
    """The lines and columns of a text."""

    def __init__(self, source: str) -> None:
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]

    def __getitem__(self, position: int) -> tuple[int, int]:
        """Returns the line and column, from 1, of a character."""
        line = bisect_right(self._lines, position)
        return line, position - self._lines[line - 1] + 1


def _names(mark: re.Match[str]) -> list[str]:
    return mark["words"].replace(",", " ").split()


def _stand_in(part: str, marks: list[re.Match[str]]) -> str:
    """As many characters as a part has, of which the first says what it was."""
    first = " "
    if found := _MARK.fullmatch(part):
        marks.append(found)
        first = _MARKED
    elif _CITES.match(part):
        first = _CITED
    elif _STANDS_ALONE.match(part):
        first = _ENDED
    return first + re.sub(r"[^\n]", " ", part[1:])


def _spans(plain: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    block = 0
    for gap in (*(match.span() for match in _BLANK_LINE.finditer(plain)), (len(plain),) * 2):
        start = block
        for match in _END.finditer(plain, block, gap[0]):
            yield start, match.end()
            start = match.end()
        yield start, gap[0]
        block = gap[1]


def _without(plain: str, citations: Sequence[Citation]) -> str:
    kept, end = [], 0
    for each in citations:
        first = max(each.start, end)
        kept += [plain[end:first], re.sub(r"[^\n]", " ", plain[first : each.end])]
        end = max(end, each.end)
    return "".join(kept) + plain[end:]


def _is_one_in(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of these places, which are in order, is from ``start`` up to ``end``."""
    return bisect_left(places, start) < bisect_left(places, end)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
