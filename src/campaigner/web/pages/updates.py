"""What a campaign has told those who signed: its published updates, the newest first."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from campaigner.text import in_language
from campaigner.updates.feed import MEDIA_TYPE, atom_feed
from campaigner.updates.publishing import published_updates
from campaigner.web.keeping import cacheable
from campaigner.web.pages.campaign import campaign_of
from campaigner.web.pages.page import Page, language_of, wording_of
from campaigner.web.site import site_of


def updates(request: Request) -> Response:
    """Show a campaign's updates; 404 if none is published."""
    site, campaign = site_of(request), campaign_of(request)
    language = language_of(request, campaign.languages)
    with site.opened() as here:
        found = published_updates(here, campaign, language)
    if not found:
        raise HTTPException(404)
    values = {
        "slug": campaign.slug,
        "title": in_language(campaign.title, language),
        "updates": found,
    }
    page = Page("updates", language, tuple(campaign.languages), campaign, values).text(request)
    return cacheable(request, page.encode(), "text/html; charset=utf-8")


def feed(request: Request) -> Response:
    """Give a campaign's updates as an Atom feed; 404 if none is published."""
    site, campaign = site_of(request), campaign_of(request)
    language = language_of(request, campaign.languages)
    word = str(wording_of(site, language, campaign).words["updates"])
    with site.opened() as here:
        found = published_updates(here, campaign, language)
        if not found:
            raise HTTPException(404)
        content = atom_feed(here, campaign, language, found, word)
    return cacheable(request, content, f"{MEDIA_TYPE}; charset=utf-8")
