"""The words that a campaign's page asks people to sign, those before, and what they count for."""

from __future__ import annotations

from typing import Any

from campaigner.petitions.counts.standing import published_standing
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.wordings import Version, versions_of
from campaigner.text import in_language
from campaigner.time_zones import day_of


def petition_words(here: OpenPetition, language: str) -> dict[str, Any]:
    """Returns the hash of the current words, earlier versions, and how many can be presented."""
    found = versions_of(here)
    earlier = [each for each in found.versions if each.number and not each.is_current]
    return {
        "wording": found.current.wording.hash.hex(),
        "version": found.current.number,
        "earlier": [_earlier(here, each, language) for each in earlier],
        "presentable": published_standing(here).presentable,
    }


def _earlier(here: OpenPetition, version: Version, language: str) -> dict[str, Any]:
    said = version.wording.said
    return {
        "number": version.number,
        "house": version.house,
        "since": day_of(version.since, here.zone) if version.since else None,
        "title": in_language(said["title"], language),
        "summary": in_language(said["summary"], language),
        "text": in_language(said["text"], language),
        "asks": [in_language(ask, language) for ask in said["asks"]],
        "hash": version.wording.hash.hex(),
    }
