"""What services say, on a page: in the page's words by its code, and otherwise as it is.

Services speak English. Their text is marked as such on a page in another language (WCAG 2.2,
3.1.2), and its days (2026-12-10) are written as people read them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Protocol

from markupsafe import Markup

from campaigner.texts.campaign_text import date_in_words

ENGLISH = "en"
_DAY = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")


class Told(Protocol):
    """An error, or a problem: what is wrong and what to do, and a stable code for it."""

    @property
    def code(self) -> str:
        """The code."""

    @property
    def said(self) -> str:
        """What is wrong, and then what to do."""


def in_english(text: str, language: str) -> str:
    """Returns a service's English for a page in a language; it is marked if that is another."""
    said = _DAY.sub(_in_words, text)
    if language == ENGLISH or not said or isinstance(text, Markup):
        return said
    return Markup('<span lang="en" dir="ltr">{}</span>').format(said)


def spoken(told: Told, language: str, *words: Mapping[str, str]) -> str:
    """Returns what is wrong in the first words that have its code, or else in English."""
    own = next((found for each in words if (found := each.get(told.code))), None)
    return own or in_english(told.said, language)


def _in_words(found: re.Match[str]) -> str:
    try:
        return date_in_words(date.fromisoformat(found[0]), ENGLISH)
    except ValueError:
        return found[0]
