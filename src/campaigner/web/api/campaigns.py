"""Campaigns as JSON: what they ask, how they stand, their counts and their events."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi import Path as InPath
from pydantic import BaseModel, Field
from starlette.responses import Response

from campaigner.addresses import campaign_page
from campaigner.campaigns.loader import load_campaign
from campaigner.events.calendars import calendar_of
from campaigner.events.listing import list_events
from campaigner.opening import OpenWorkspace
from campaigner.petitions.campaign_states import ListedCampaign, list_campaigns, listed_campaign
from campaigner.petitions.counts.published import published_counts
from campaigner.petitions.counts.tally import standing
from campaigner.petitions.opening import open_petition
from campaigner.text import in_language
from campaigner.validation import LANGUAGE_TAG, LONGEST_NAME, PLAIN_NAME
from campaigner.vocabulary.campaigns import CampaignState
from campaigner.vocabulary.signatures import Grouping, PublicGrouping
from campaigner.web.api.answers import answer, documented
from campaigner.web.keeping import cacheable
from campaigner.web.site import site_of

router = APIRouter(prefix="/campaigns", tags=["campaigns"])

Slug = Annotated[
    str,
    InPath(
        pattern=PLAIN_NAME,
        max_length=LONGEST_NAME,
        description="The campaign's name.",
        examples=["right-to-food"],
    ),
]
Language = Annotated[
    str,
    Query(pattern=LANGUAGE_TAG, max_length=35, description="A BCP 47 tag.", examples=["cy"]),
]
_CALENDAR = "text/calendar"


class CampaignSummary(BaseModel):
    """A campaign, and how its petition stands."""

    campaign: str = Field(examples=["right-to-food"])
    title: str = Field(examples=["A legal right to food"])
    summary: str
    languages: list[str] = Field(examples=[["en", "cy"]])
    state: CampaignState
    opens: date
    closes: date = Field(description="The last day.")
    signatures: int = Field(ge=0, examples=[4218])
    page: str = Field(examples=["https://example.org/right-to-food?language=en"])


class CampaignDetail(CampaignSummary):
    """A campaign with what it asks, and the claims that it makes."""

    text: str = Field(description="What people sign.")
    asks: list[str]
    partners: list[str]
    facts: list[dict[str, str]] = Field(description="text, source, url and as_of of each.")
    citations: list[dict[str, str]] = Field(description="ref, and what it supports.")
    goal: int


class Count(BaseModel):
    """How many have signed, and what comes next."""

    campaign: str
    signatures: int = Field(ge=0, examples=[4218])
    today: int = Field(ge=0)
    next: int = Field(description="The next threshold, or the goal.", examples=[10000])


class Counts(BaseModel):
    """Counts by one grouping. Values that few share are folded together."""

    campaign: str
    by: PublicGrouping
    signatures: int = Field(ge=0)
    rows: list[dict[str, Any]] = Field(description="value, name and count of each.")
    folded: int = Field(description="Signatures with values that are not shown.")


class EventRead(BaseModel):
    """An event to attend."""

    id: str
    title: str
    starts: str
    ends: str | None
    place: str
    online: str | None
    access: str
    places_left: int | None


@router.get("", response_model=list[CampaignSummary], responses=documented(422))
def campaigns(request: Request, language: Language = "en") -> Response:
    """List the campaigns that can be shown."""
    with site_of(request).opened() as here:
        listed = list_campaigns(here.workspace, here.now).readable
        shown = [each for each in listed if each.state is not CampaignState.TO_WRITE]
        return answer(request, [_summary(here, each, language) for each in shown])


@router.get("/{campaign}", response_model=CampaignDetail, responses=documented(404, 422))
def campaign(request: Request, campaign: Slug, language: Language = "en") -> Response:
    """Show one campaign."""
    with site_of(request).opened() as here:
        defined = load_campaign(here.workspace.campaign_folder(campaign))
        found = listed_campaign(here.workspace, campaign, here.now)
        detail = {
            **_summary(here, found, language),
            "text": in_language(defined.petition.text, language),
            "asks": [in_language(ask.text, language) for ask in defined.asks],
            "partners": [partner.name for partner in defined.partners],
            "facts": [
                {
                    "text": in_language(fact.text, language),
                    "source": fact.source,
                    "url": fact.url,
                    "as_of": fact.as_of.isoformat(),
                }
                for fact in defined.facts
            ],
            "citations": [
                {"ref": each.ref, "supports": in_language(each.supports, language)}
                for each in defined.citations
            ],
            "goal": defined.petition.goal,
        }
    return answer(request, detail)


@router.get("/{campaign}/count", response_model=Count, responses=documented(404, 422))
async def count(request: Request, campaign: Slug) -> Response:
    """Say how many have signed."""
    found = await site_of(request).counts.of(campaign)
    return answer(request, found.as_dict())


@router.get("/{campaign}/counts/{by}", response_model=Counts, responses=documented(404, 422))
def counts(request: Request, campaign: Slug, by: PublicGrouping) -> Response:
    """Count by area, day, hour (of today, in UTC), source, country or language."""
    with site_of(request).opened() as here:
        _shown(here, campaign)
        found = published_counts(open_petition(here, campaign), Grouping(by))
    rows = [{"value": row.value, "name": row.label, "count": row.count} for row in found.rows]
    value = {
        "campaign": campaign,
        "by": by,
        "signatures": found.total,
        "rows": rows,
        "folded": found.folded,
    }
    return answer(request, value)


@router.get("/{campaign}/events", response_model=list[EventRead], responses=documented(404, 422))
def events(request: Request, campaign: Slug, language: Language = "en") -> Response:
    """List the campaign's events."""
    with site_of(request).opened() as here:
        _shown(here, campaign)
        listed = list_events(here, campaign)
    return answer(
        request,
        [
            {
                "id": each.event.id,
                "title": in_language(each.event.title, language),
                "starts": each.event.starts.isoformat(),
                "ends": each.event.ends.isoformat() if each.event.ends else None,
                "place": each.event.place,
                "online": each.event.online,
                "access": in_language(each.event.access, language) if each.event.access else "",
                "places_left": each.places_left,
            }
            for each in listed
        ],
    )


@router.get(
    "/{campaign}/events.ics",
    response_class=Response,
    responses=documented(404, 422)
    | {200: {"content": {_CALENDAR: {"schema": {"type": "string"}}}}},
)
def events_calendar(request: Request, campaign: Slug, language: Language = "en") -> Response:
    """Give the campaign's events as a calendar."""
    with site_of(request).opened() as here:
        _shown(here, campaign)
        text = calendar_of(here, campaign, language=language)
    return cacheable(request, text.encode(), f"{_CALENDAR}; charset=utf-8")


def _shown(here: OpenWorkspace, campaign: str) -> None:
    """Raises UnknownName or ProblemsFound for a campaign that is not shown to the public."""
    load_campaign(here.workspace.campaign_folder(campaign))


def _summary(here: OpenWorkspace, listed: ListedCampaign, language: str) -> dict[str, Any]:
    found = listed.campaign
    return {
        "campaign": found.slug,
        "title": in_language(found.title, language),
        "summary": in_language(found.summary, language),
        "languages": list(found.languages),
        "state": listed.state.value,
        "opens": found.opens.isoformat(),
        "closes": listed.closes.isoformat(),
        "signatures": standing(open_petition(here, found.slug)).total,
        "page": campaign_page(here.workspace.settings.web.address, found.slug, language=language),
    }
