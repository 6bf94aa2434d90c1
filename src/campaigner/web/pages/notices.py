"""The pages of plain text: how signatures are counted, and who can use the pages."""

from __future__ import annotations

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from campaigner.data_protection.notice import privacy_notice
from campaigner.rendering.templating.notices import notice
from campaigner.text import in_language
from campaigner.web.pages.campaign import campaign_of
from campaigner.web.pages.page import Page, language_of, wording_of
from campaigner.web.site import site_of


def how_we_count(request: Request) -> Response:
    """Say how signatures are counted, and what the published proofs show."""
    return _shown(request, "how-we-count")


def accessibility(request: Request) -> Response:
    """Say who can use the pages, what was tested, and whom to tell what does not work."""
    return _shown(request, "accessibility")


def privacy(request: Request) -> Response:
    """Show a campaign's privacy notice."""
    campaign = campaign_of(request)
    language = language_of(request, campaign.languages)
    site = site_of(request)
    notice = privacy_notice(site.workspace, campaign, language)
    values = {
        "heading": wording_of(site, language, campaign).words["privacy_notice"],
        "body": Markup(notice.html),  # noqa: S704 - rendered
        "about": in_language(campaign.title, language),
        "body_language": notice.language,
    }
    page = Page("notice", language, tuple(campaign.languages), campaign, values)
    return page.response(request)


def _shown(request: Request, name: str) -> Response:
    site, language = site_of(request), language_of(request)
    organisation = site.settings.organisation
    text = notice(
        site.workspace.template_folders,
        f"web/{name}.{language}.md",
        organisation=organisation,
        contact=organisation.email or site.settings.data_controller.contact,
    )
    values = {
        "heading": text.heading,
        "body": Markup(text.html),  # noqa: S704 - rendered
        "about": "",
        "body_language": language,
    }
    return Page("notice", language, values=values).response(request)
