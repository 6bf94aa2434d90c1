"""Footnotes that a text has itself: ``[^1]`` where one is called, ``[^1]: words`` what it says."""

from __future__ import annotations

import re
from collections.abc import Callable

# The words may go on in lines that are indented.
_NOTE = re.compile(r"^\[\^([^\]\[\s]+)\]:[ \t]*(\S.*(?:\n[ \t]+\S.*)*)\n?", re.MULTILINE)
_CALL = re.compile(r"\[\^([^\]\[\s]+)\]")


def notes_of(text: str) -> dict[str, str]:
    """Returns the words of each footnote of a text by its name."""
    return {match[1]: " ".join(match[2].split()) for match in _NOTE.finditer(text)}


def with_notes(text: str, put: Callable[[str], str]) -> str:
    """Returns a text with what ``put`` makes of a footnote's words where it is called.

    A footnote with several marks stands at the first of them. Marks without a footnote stay.
    """
    if "[^" not in text:
        return text
    notes = notes_of(text)
    called: set[str] = set()

    def call(match: re.Match[str]) -> str:
        name = match[1]
        if name not in notes:
            return match[0]
        if name in called:
            return ""
        called.add(name)
        return put(notes[name])

    return _CALL.sub(call, _NOTE.sub("", text))
