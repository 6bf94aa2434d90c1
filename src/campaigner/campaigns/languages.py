"""The languages of a campaign."""

from __future__ import annotations

from campaigner.campaigns.models import Campaign
from campaigner.errors import UnknownName


def require_language(campaign: Campaign, language: str) -> str:
    """Returns the language, if the campaign has texts in it.

    Raises UnknownName, with the languages that the campaign has, if not.
    """
    if language not in campaign.languages:
        raise UnknownName("language", language, campaign.languages)
    return language
