"""The language that somebody means by its name or its tag."""

from __future__ import annotations

import re
from functools import cache

from campaigner.errors import UsageError
from campaigner.text import comparison_key
from campaigner.validation import LANGUAGE_TAG

_SAID_IN = ("en", "cy")


def tag_of(typed: str) -> str:
    """Returns the tag of a language: “Welsh”, “Cymraeg” and “cy” are all ``cy``.

    Names are known in English and Welsh. Raises UsageError.
    """
    text, tags = typed.strip(), _tags()
    if text in tags.values():
        return text
    if found := tags.get(comparison_key(text)):
        return found
    if re.fullmatch(LANGUAGE_TAG, text):
        return text
    raise UsageError(
        "This is not the name of a language that is known here.", hint="Write it like Welsh."
    )


@cache
def _tags() -> dict[str, str]:
    """The tags of languages by what they are called, folded."""
    from babel import Locale

    return {
        comparison_key(name): tag.replace("_", "-")
        for shown_in in _SAID_IN
        for tag, name in Locale(shown_in).languages.items()
        if re.fullmatch(LANGUAGE_TAG, tag.replace("_", "-"))
    }
