"""The front page: the campaigns that are open, those to come, and those that are over."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from campaigner.campaigns.models import Campaign
from campaigner.campaigns.overview import campaigns_in
from campaigner.opening import OpenWorkspace
from campaigner.petitions.opening import open_petition
from campaigner.petitions.tally import standing
from campaigner.text import in_language
from campaigner.web.pages.page import Page, language_of
from campaigner.web.site import site_of


def front(request: Request) -> Response:
    """Show the campaigns."""
    language = language_of(request)
    with site_of(request).opened() as here:
        cards = [_card(here, each, language) for each in campaigns_in(here.workspace).readable]
    values = {
        "open": [card for card in cards if card["state"] == "open"],
        "to_come": [card for card in cards if card["state"] == "to-come"],
        "closed": [card for card in cards if card["state"] == "closed"],
    }
    return Page("front", language, values=values).response(request)


def _card(here: OpenWorkspace, campaign: Campaign, language: str) -> dict[str, object]:
    opened = open_petition(here, campaign.slug)
    petition = opened.petition
    if here.moment < petition.opens_at:
        state = "to-come"
    else:
        state = "closed" if here.moment >= petition.closes_at else "open"
    return {
        "slug": campaign.slug,
        "title": in_language(campaign.title, language),
        "summary": in_language(campaign.summary, language),
        "opens": campaign.opens,
        "closes": campaign.closes,
        "state": state,
        "total": standing(opened).total,
    }
