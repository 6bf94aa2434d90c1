"""A campaign's page: what is asked and why, how many have signed, and the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from campaigner.addresses import CAMPAIGN, SOURCE
from campaigner.campaigns.loader import defined_campaign, load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.campaigns.unwritten import written
from campaigner.countries import HOME, country_names
from campaigner.data_protection.notice import privacy_notice
from campaigner.data_protection.questions import QuestionKind, how_to_stop, questions_for
from campaigner.errors import CampaignerError, UnknownName
from campaigner.petitions.counts.public_json import public_json
from campaigner.petitions.counts.tally import standing
from campaigner.petitions.moderation.comments import LONGEST, voices
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.problems import Problem
from campaigner.representatives.models import Area
from campaigner.text import in_language
from campaigner.time_zones import day_of
from campaigner.web.keeping import FOR_SECONDS, Answer
from campaigner.web.pages.after_form import after_form
from campaigner.web.pages.asked_emails import ASKED
from campaigner.web.pages.page import Page, Resent, Wording, language_of, wording_of
from campaigner.web.pages.petition_words import petition_words
from campaigner.web.pages.spoken import spoken
from campaigner.web.pages.structured import structured_data
from campaigner.web.protection import READ_ELSEWHERE
from campaigner.web.site import site_of
from campaigner.workspace import Workspace

FIELDS = ("name", "email", "country", "postcode", "area", "comment", "pass_on", "agreed")
"""The fields of the form, in its order."""


@dataclass(frozen=True)
class Entered:
    """What stands in the form: what a person typed, what is wrong with it, what is to choose.

    ``ticked`` are the names of the boxes that were ticked: the keys of their questions;
    ``is_late`` if the form was sent when the petition was closed. ``meant`` is the address that
    was probably meant, if the form asks.
    """

    values: Mapping[str, str] = field(default_factory=lambda: {"country": HOME})
    ticked: Sequence[str] = ()
    problems: Sequence[Problem] = ()
    areas: Sequence[Area] = ()
    is_late: bool = False
    meant: str = ""


async def campaign_page(request: Request) -> Response:
    """Show a campaign's page."""
    return await with_empty_form(request)


async def with_empty_form(
    request: Request,
    template: str = "campaign",
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """A page with the form, the same for everybody: caches may keep it for seconds."""
    site, campaign = site_of(request), campaign_of(request)
    language = language_of(request, campaign.languages)

    def made() -> Answer:
        html = _page(request, campaign, language, Entered(), template).text(request)
        return Answer(html.encode(), "text/html; charset=utf-8", {**FOR_SECONDS, **headers})

    key = (request.scope["path"], language, request.query_params.get(SOURCE, ""))
    answer = await site.shared.of(key, made, int(site.clock().timestamp()))
    return answer.to(request)


def as_json(request: Request) -> Response:
    """Give the petition in the shape that petitions of the UK Parliament have."""
    campaign = campaign_of(request)
    language = language_of(request, campaign.languages)
    with site_of(request).opened() as here:
        value = public_json(open_petition(here, campaign.slug), language)
    return JSONResponse(value, headers=FOR_SECONDS | READ_ELSEWHERE)


def campaign_of(request: Request) -> Campaign:
    """Returns the campaign that a page is about. Raises HTTPException where there is none."""
    site, slug = site_of(request), request.path_params["campaign"]
    return site.recent.get(("campaign", slug), lambda: campaign_named(site.workspace, slug))


def campaign_named(workspace: Workspace, slug: str) -> Campaign:
    """Returns a campaign that can be shown to the public.

    Raises HTTPException: 404 if there is none, or it is not finished; ProblemsFound if its
    definition has a mistake.
    """
    try:
        return load_campaign(workspace.campaign_folder(slug))
    except UnknownName as unknown:
        raise HTTPException(404) from unknown
    except CampaignerError as error:
        if error.code != "campaign-not-finished":
            raise  # it comes back: no cache or search engine is to believe that it is gone
        raise HTTPException(404) from error


def recorded_campaign(request: Request, slug: str) -> Campaign | None:
    """Returns a campaign that something is held of; None if its definition is gone or broken."""
    try:
        return defined_campaign(site_of(request).workspace.campaign_folder(slug))
    except CampaignerError:
        return None


def title_of(request: Request, slug: str, language: str) -> str:
    """Returns the title of a campaign that something is held of, or else its name."""
    campaign = recorded_campaign(request, slug)
    return in_language(written(campaign.title) or campaign.title, language) if campaign else slug


def titles_of(request: Request, slugs: Iterable[str], language: str) -> dict[str, str]:
    """Returns the titles of campaigns by their names, in the order of the titles."""
    found = {slug: title_of(request, slug, language) for slug in slugs}
    return dict(sorted(found.items(), key=lambda each: each[1].casefold()))


def shown(
    request: Request, campaign: Campaign, language: str, entered: Entered, status: int = 200
) -> Response:
    """The page with its form filled in."""
    page = _page(request, campaign, language, entered)
    if not entered.is_late:
        page = replace(page, resent=Resent("sign", CAMPAIGN.format(campaign=campaign.slug)))
    return page.response(request, status)


def _page(
    request: Request,
    campaign: Campaign,
    language: str,
    entered: Entered,
    template: str = "campaign",
) -> Page:
    """Returns what a page with the form shows."""
    site = site_of(request)
    wording = wording_of(site, language, campaign)
    with site.opened() as here:
        opened = open_petition(here, campaign.slug)
        stands = _standing(opened, language)
        settings = here.workspace.settings
        values = {
            **_about(campaign, language),
            **stands,
            **petition_words(opened, language),
            **after_form(here, opened, language),
            "structured": structured_data(settings, campaign, language, stands["total"]),
            "is_late": entered.is_late,
            "voices": voices(opened),
            "form": _form(here.workspace, campaign, wording, entered),
            "privacy": Markup(  # noqa: S704 - rendered
                privacy_notice(here.workspace, campaign, language).short_html
            ),
            "source": request.query_params.get(SOURCE, "") or entered.values.get("source", ""),
        }
    return Page(template, language, tuple(campaign.languages), campaign, values)


def _about(campaign: Campaign, language: str) -> dict[str, Any]:
    """What the campaign says, in a language."""
    return {
        "slug": campaign.slug,
        "title": in_language(campaign.title, language),
        "summary": in_language(campaign.summary, language),
        "text": in_language(campaign.petition.text, language),
        "asks": [in_language(ask.text, language) for ask in campaign.asks],
        "partners": [partner.name for partner in campaign.partners],
        "closes": campaign.closes,
        "opens": campaign.opens,
    }


def _standing(here: OpenPetition, language: str) -> dict[str, Any]:
    """How the petition stands, and what comes next."""
    now, petition = here.now, here.petition
    how = standing(here)
    names = {each.at: each.name for each in here.campaign.petition.thresholds}
    return {
        "state": "to-come"
        if now < petition.opens_at
        else "closed"
        if now >= petition.closes_at
        else "open",
        "closed_on": day_of(petition.closes_at - 1, here.zone),
        "total": how.total,
        "ahead": how.ahead,
        "next": in_language(names[how.ahead], language) if how.ahead in names else "",
    }


def _form(
    workspace: Workspace, campaign: Campaign, wording: Wording, entered: Entered
) -> dict[str, Any]:
    stop = how_to_stop(workspace, wording.language)
    asked = questions_for(workspace, campaign, wording.language)
    errors = {problem.path: _in_words(problem, wording) for problem in entered.problems}
    return {
        "typed": {name: entered.values.get(name, "") for name in (*FIELDS, ASKED)},
        "meant": entered.meant,
        "errors": errors,
        "listed": [
            (name, errors[name]) for name in dict.fromkeys((*FIELDS, *errors)) if name in errors
        ],
        "areas": entered.areas,
        "countries": sorted(country_names(wording.language).items(), key=lambda pair: pair[1]),
        "questions": [each for each in asked if each.kind is not QuestionKind.COMMENT],
        "about_comment": [each for each in asked if each.kind is QuestionKind.COMMENT],
        "longest": LONGEST,
        "ticked": list(entered.ticked),
        "stop": stop.words,
        "stop_language": stop.language,
        "language": wording.language,
    }


def _in_words(problem: Problem, wording: Wording) -> str:
    """A mistake in the words of the page; in the service's own if the page has none for it."""
    return spoken(problem, wording.language, wording.words["errors"])
