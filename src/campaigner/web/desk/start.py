"""The first page of the desk: the campaigns that a person may look at."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from campaigner.desk_addresses import DESK
from campaigner.organisers.acts import Act
from campaigner.petitions.campaign_states import ListedCampaign, list_campaigns
from campaigner.petitions.counts.tally import standing
from campaigner.petitions.opening import open_petition
from campaigner.text import in_language, language_found
from campaigner.vocabulary.campaigns import CampaignState
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage

_FIRST = (
    *(CampaignState.EXTENDED, CampaignState.OPEN, CampaignState.TO_COME, CampaignState.TO_WRITE),
    *(CampaignState.CLOSED_EARLY, CampaignState.CLOSED),
)


def start(at: AtDesk) -> Response:
    """Show the campaigns, with what a person can do in each."""
    listed = list_campaigns(at.here.workspace, at.here.now)
    account = at.session.account
    cards = []
    for each in sorted(listed.readable, key=_order):
        campaign = each.campaign
        if account.everywhere or campaign.slug in account.campaigns:
            cards.append(
                {
                    "slug": campaign.slug,
                    "title": in_language(campaign.title, at.language),
                    "spoken": language_found(campaign.title, at.language),
                    "state": each.state.name.lower(),
                    "opens": campaign.opens,
                    "closes": each.closes,
                    "total": _total(at, campaign.slug),
                    "entries": at.menu.in_campaign(account, campaign.slug),
                }
            )
    broken = [
        {"slug": slug, "entries": at.menu.in_campaign(account, slug)}
        for slug in listed.broken
        if at.may(Act.SEE_CAMPAIGN, campaign=slug)
    ]
    may_start = any(each.name == "new_campaign" for each in at.menu.besides(account))
    return at.show("start", cards=cards, broken=broken, may_start=may_start)


def _order(listed: ListedCampaign) -> tuple[int, int]:
    """What comes first: what closes next, what opens next, what is to be written, what is over."""
    last, first = listed.closes.toordinal(), listed.campaign.opens.toordinal()
    return _FIRST.index(listed.state), last if listed.state in _FIRST[:2] else first


def _total(at: AtDesk, slug: str) -> Any:
    if not at.may(Act.SEE_CAMPAIGN, campaign=slug):
        return None
    return standing(open_petition(at.here, slug)).total


PAGES = (DeskPage(DESK, start, Act.USE_DESK),)
