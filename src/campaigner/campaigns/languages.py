"""The languages of a campaign."""

from __future__ import annotations

import re
from functools import lru_cache

from campaigner.campaigns.models import Campaign
from campaigner.errors import UnknownName
from campaigner.text import comparison_key


def require_language(campaign: Campaign, language: str) -> str:
    """Returns the language, if the campaign has texts in it.

    Raises UnknownName, with the languages that the campaign has, if not.
    """
    if language not in campaign.languages:
        raise UnknownName("language", language, campaign.languages)
    return language


def language_meant(campaign: Campaign, text: str) -> str:
    """Returns the language of a campaign that a text means; empty if it means none of them.

    It can be a tag (``en``, ``en_GB``), or a name in English, in the language itself or in one
    of the campaign's (``Welsh``, ``Cymraeg``, ``Saesneg``).
    """
    return _meant(tuple(campaign.languages), text) if text.strip() else ""


@lru_cache(maxsize=1_000)
def _meant(languages: tuple[str, ...], text: str) -> str:
    tag = text.strip().replace("_", "-").partition(".")[0].lower()
    known = {language.lower(): language for language in languages}
    while tag:
        if tag in known:
            return known[tag]
        tag = tag.rpartition("-")[0]
    names = _names(languages)
    first = re.split(r"\s*[(\[,;/]|\s[-–]\s", text.strip())[0]
    return names.get(comparison_key(text)) or names.get(comparison_key(first), "")


@lru_cache(maxsize=100)
def _names(languages: tuple[str, ...]) -> dict[str, str]:
    """The languages by what they are called, folded."""
    from babel import Locale, UnknownLocaleError

    names: dict[str, str] = {}
    for language in languages:
        for shown_in in ("en", *languages):
            try:
                locale = Locale.parse(language.replace("-", "_"))
                name = locale.get_language_name(shown_in.replace("-", "_"))
            except (UnknownLocaleError, ValueError):
                continue
            if name:
                names.setdefault(comparison_key(name), language)
    return names
