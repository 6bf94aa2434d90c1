"""Footnotes: the mark after a quotation, and the citations in the note that it points to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from campaigner.instruments.citations import Citation

_SUPERSCRIPT = "¹²³⁴⁵⁶⁷⁸⁹⁰"
_MARK = rf"\[\^(?P<name>[^\]\s]+)\]|(?P<raised>[{_SUPERSCRIPT}]+)|\[(?P<number>\d{{1,3}})\](?!\()"
_AFTER = re.compile(rf"[”\"’»*_]*\s*[.,;:]?[”\"’»]?\s?(?:{_MARK})")
_LAST = re.compile(rf"(?:{_MARK})[\s*_”\"’»]*$")
_DIGITS = str.maketrans(_SUPERSCRIPT, "1234567890")


def cited_in_note(text: str, start: int, end: int, citations: Sequence[Citation]) -> list[Citation]:
    """The citations in the note whose mark stands at the end of a quotation, or right after it."""
    mark = _AFTER.match(text, end) or _LAST.search(text, start, end)
    note = _note(text, mark, max(end, mark.end())) if mark else None
    if not note:
        return []
    first, last = note
    return [each for each in citations if first <= each.start and each.end <= last]


def _note(text: str, mark: re.Match[str], after: int) -> tuple[int, int] | None:
    """Where the note of a mark stands: a paragraph that begins with the mark."""
    if mark["name"]:
        begins = rf"\[\^{re.escape(mark['name'])}\]:"
    elif mark["raised"]:
        begins = rf"(?:{mark['raised']}|\(?{mark['raised'].translate(_DIGITS)}[.)]?)\s"
    else:
        begins = rf"\[{mark['number']}\]:?\s"
    pattern = re.compile(
        rf"^[ \t]*{begins}[^\n]*(?:\n(?![ \t]*(?:\n|\[|[{_SUPERSCRIPT}]))[^\n]+)*", re.M
    )
    found = pattern.search(text, after)
    return found.span() if found else None
