"""The front page: the campaigns that are open, those to come, and those that are over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from campaigner.opening import OpenWorkspace
from campaigner.petitions.campaign_states import ListedCampaign, list_campaigns
from campaigner.petitions.counts.tally import standing
from campaigner.petitions.opening import open_petition
from campaigner.text import in_language, language_found
from campaigner.vocabulary.campaigns import CampaignState
from campaigner.web.pages.page import Page, language_of
from campaigner.web.site import site_of

_PARTS = {
    "open": (CampaignState.OPEN, CampaignState.EXTENDED),
    "to_come": (CampaignState.TO_COME,),
    "closed": (CampaignState.CLOSED, CampaignState.CLOSED_EARLY),
}
"""The parts of the page, and the campaigns in each; unfinished ones are in none."""
_ORDER: dict[str, Callable[[dict[str, Any]], Any]] = {
    "open": lambda card: card["closes"],
    "to_come": lambda card: card["opens"],
    "closed": lambda card: -card["closes"].toordinal(),
}
"""What comes first: what closes next, what opens next, what closed last."""


def front(request: Request) -> Response:
    """Show the campaigns."""
    language = language_of(request)
    with site_of(request).opened() as here:
        listed = list_campaigns(here.workspace, here.now).readable
        cards = [_card(here, each, language) for each in listed]
    values = {
        part: sorted((card for card in cards if card["state"] in states), key=_ORDER[part])
        for part, states in _PARTS.items()
    }
    return Page("front", language, values=values).response(request)


def _card(here: OpenWorkspace, listed: ListedCampaign, language: str) -> dict[str, Any]:
    campaign = listed.campaign
    how = standing(open_petition(here, campaign.slug))
    return {
        "slug": campaign.slug,
        "spoken": language_found(campaign.title, language),
        "title": in_language(campaign.title, language),
        "summary": in_language(campaign.summary, language),
        "opens": campaign.opens,
        "closes": listed.closes,
        "state": listed.state,
        "total": how.total,
        "ahead": how.ahead,
    }
