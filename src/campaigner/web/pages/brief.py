"""A campaign's briefing as a page: what is wrong, what would help, and where each claim is from."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from campaigner.papers.briefing import read_brief
from campaigner.rendering.templating.words import words_in
from campaigner.text import in_language
from campaigner.web.keeping import cacheable
from campaigner.web.pages.campaign import campaign_of
from campaigner.web.pages.page import Page, language_of
from campaigner.web.site import site_of

_WORDS = "brief/words.toml"


def brief(request: Request) -> Response:
    """Show a campaign's briefing; 404 if it has none."""
    site, campaign = site_of(request), campaign_of(request)
    language = language_of(request, campaign.languages)
    if not campaign.brief_text(language).strip():
        raise HTTPException(404)
    with site.opened() as here:
        text = read_brief(here, campaign.slug, language)
    values = {
        "slug": campaign.slug,
        "title": in_language(campaign.title, language),
        "standfirst": in_language(campaign.summary, language),
        "brief": text,
        "brief_words": words_in(site.workspace.template_folders, _WORDS, language),
        "asks": [in_language(ask.text, language) for ask in campaign.asks],
    }
    page = Page("brief", language, tuple(campaign.languages), campaign, values).text(request)
    return cacheable(request, page.encode(), "text/html; charset=utf-8")
