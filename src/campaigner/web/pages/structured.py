"""What a campaign's page says to machines: structured data in the words of schema.org."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from campaigner.addresses import campaign_page
from campaigner.campaigns.models import Campaign
from campaigner.settings import Settings
from campaigner.text import in_language

_NOT_IN_A_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def structured_data(settings: Settings, campaign: Campaign, language: str, total: int) -> Markup:
    """Returns JSON-LD to stand in a script element: no text can end that element."""
    value: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": in_language(campaign.title, language),
        "description": in_language(campaign.summary, language),
        "url": campaign_page(settings.web.address, campaign.slug, language=language),
        "inLanguage": language,
        "datePublished": campaign.opens.isoformat(),
        "expires": campaign.closes.isoformat(),
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/EndorseAction",
            "userInteractionCount": total,
        },
    }
    if settings.organisation.name:
        publisher = {"@type": "Organization", "name": settings.organisation.name}
        website = {"url": settings.organisation.website} if settings.organisation.website else {}
        value["publisher"] = publisher | website
    written = json.dumps(value, ensure_ascii=False).translate(_NOT_IN_A_SCRIPT)
    return Markup(written)  # noqa: S704 - escaped
