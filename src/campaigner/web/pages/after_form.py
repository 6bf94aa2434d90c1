"""What a campaign's page says after the form: a quotation, facts, places, milestones, events."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from campaigner.campaigns.models import Campaign, Fact
from campaigner.errors import CampaignerError
from campaigner.events.listing import ListedEvent, events_to_come
from campaigner.instruments.citations import parse_reference
from campaigner.instruments.library import passage
from campaigner.instruments.styles import format_reference
from campaigner.opening import OpenWorkspace
from campaigner.papers.pictures import area_map, has_map
from campaigner.petitions.counts.milestones import milestones
from campaigner.petitions.counts.places import published_places
from campaigner.petitions.deliveries.record import shown_deliveries
from campaigner.petitions.opening import OpenPetition
from campaigner.rendering.templating.markdown import inline_html
from campaigner.text import in_language
from campaigner.texts.campaign_text import date_in_words
from campaigner.updates.publishing import latest_updates
from campaigner.vocabulary.campaigns import CitationStyle

MAP_WIDTH, MAP_HEIGHT = 380, 550
"""The size of the map in the page."""

_FACTS, _UPDATES = 4, 3


def after_form(here: OpenWorkspace, petition: OpenPetition, language: str) -> dict[str, Any]:
    """Returns what stands after the form, in a language."""
    campaign = petition.campaign
    return {
        "quotation": _quotation(campaign, language),
        "facts": [
            {
                "text": inline_html(in_language(fact.text, language)),
                "source": fact.source,
                "url": fact.url,
                "as_of": None if _dated(fact) else fact.as_of,
            }
            for fact in campaign.facts[:_FACTS]
        ],
        "places": published_places(petition, language),
        "map": _map(petition, language),
        "milestones": milestones(petition, language),
        "deliveries": [
            {
                "recipient": each.recipient,
                "on": date.fromisoformat(each.delivered_on),
                "signatures": each.signatures,
            }
            for each in shown_deliveries(petition)
        ],
        "updates": latest_updates(here, campaign, language, _UPDATES),
        "events": [_event(each, here, language) for each in events_to_come(here, campaign.slug)],
        "has_brief": bool(campaign.brief_text(language).strip()),
    }


def _map(here: OpenPetition, language: str) -> dict[str, Any] | None:
    """The map in words, and its size; None if nobody has imported where areas are."""
    if not has_map(here):
        return None
    words = area_map(here, language).words
    return {"words": words, "width": MAP_WIDTH, "height": MAP_HEIGHT}


def _dated(fact: Fact) -> bool:
    """Whether a source already says the day that its fact is of: once is enough."""
    return date_in_words(fact.as_of, "en") in fact.source


def _quotation(campaign: Campaign, language: str) -> dict[str, Any] | None:
    """The first words that the campaign cites and that can be quoted; in English if need be."""
    for citation in campaign.citations:
        reference = parse_reference(citation.ref)
        for wanted in dict.fromkeys((language, "en")):
            with suppress(CampaignerError):
                words = passage(reference, wanted)
                return {
                    "paragraphs": words.paragraphs,
                    "language": words.language,
                    "from": format_reference(reference, CitationStyle.FULL, language),
                }
    return None


def _event(listed: ListedEvent, here: OpenWorkspace, language: str) -> dict[str, Any]:
    """An event with its times as the organisation's clocks show them."""
    event, zone = listed.event, here.workspace.zone
    return {
        "title": in_language(event.title, language),
        "starts": event.starts.astimezone(zone),
        "ends": event.ends.astimezone(zone) if event.ends else None,
        "place": event.place,
        "online": event.online,
        "access": in_language(event.access, language) if event.access else "",
        "is_full": listed.places_left == 0,
    }
