"""How a campaign is passed on and found: the picture of a link, and the map of the site."""

from __future__ import annotations

from xml.etree import ElementTree

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from campaigner.addresses import campaign_page
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.papers.share_picture import share_picture
from campaigner.petitions.campaign_states import list_campaigns, listed_campaign
from campaigner.vocabulary.campaigns import CampaignState
from campaigner.web.keeping import cacheable
from campaigner.web.pages.campaign import campaign_of
from campaigner.web.pages.page import language_of
from campaigner.web.protection import SHOWN_ELSEWHERE
from campaigner.web.site import site_of

_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_HOUR = 3600  # seconds
ElementTree.register_namespace("", _MAP)
ElementTree.register_namespace("xhtml", _XHTML)


def picture(request: Request) -> Response:
    """Give the picture that goes with a link to a campaign."""
    campaign = campaign_of(request)
    language = language_of(request, campaign.languages)
    workspace = site_of(request).workspace
    stands = listed_campaign(workspace, campaign.slug, site_of(request).clock())
    day = campaign.opens if stands.state is CampaignState.TO_COME else stands.closes
    try:
        png = share_picture(workspace, campaign, language, stands.state, day)
    except CampaignerError as cannot_be_drawn:
        raise HTTPException(404) from cannot_be_drawn
    return cacheable(request, png, "image/png", seconds=_HOUR, headers=SHOWN_ELSEWHERE)


def sitemap(request: Request) -> Response:
    """Give search engines the campaigns, each in all of its languages."""
    site = site_of(request)
    address = site.settings.web.address
    with site.opened() as here:
        listed = list_campaigns(here.workspace, here.now).readable
    root = ElementTree.Element(f"{{{_MAP}}}urlset")
    for each in listed:
        if each.state is not CampaignState.TO_WRITE:
            _add(root, address, each.campaign)
    xml = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return cacheable(request, xml, "application/xml", seconds=_HOUR)


def _add(root: ElementTree.Element, address: str, campaign: Campaign) -> None:
    pages = {tag: campaign_page(address, campaign.slug, language=tag) for tag in campaign.languages}
    for page in pages.values():
        url = ElementTree.SubElement(root, f"{{{_MAP}}}url")
        ElementTree.SubElement(url, f"{{{_MAP}}}loc").text = page
        for tag, other in pages.items():
            link = {"rel": "alternate", "hreflang": tag, "href": other}
            ElementTree.SubElement(url, f"{{{_XHTML}}}link", link)
