"""Events as iCalendar (RFC 5545), for any calendar.

All times are in UTC, so that no definition of a time zone is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from campaigner.addresses import campaign_page, host_of
from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign, Event
from campaigner.opening import OpenWorkspace
from campaigner.text import in_language

if TYPE_CHECKING:
    import icalendar

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def calendar(
    campaign: Campaign, events: Iterable[Event], language: str, web_address: str, now: datetime
) -> str:
    """Returns a calendar of some of a campaign's events, in one language.

    An event keeps its UID, so that a calendar that reads it again updates its entry.
    """
    import icalendar

    made = icalendar.Calendar()
    made.add("prodid", "-//campaigner//EN")
    made.add("version", "2.0")
    for event in events:
        made.add_component(_entry(campaign, event, language, web_address, now))
    content: bytes = made.to_ical(sorted=False)
    return content.decode()


def calendar_of(here: OpenWorkspace, slug: str, event_id: str = "", language: str = "en") -> str:
    """Returns a calendar of one event of a campaign, or of all of them.

    Raises UnknownName for a campaign or an event.
    """
    campaign = load_campaign(here.workspace.campaign_folder(slug))
    events = [campaign.event(event_id)] if event_id else campaign.events
    return calendar(campaign, events, language, here.workspace.settings.web.address, here.now)


def identity(campaign: Campaign, event: Event, web_address: str) -> str:
    """Returns the UID of an event: the same as long as its id and its campaign's name are."""
    host = host_of(web_address) or "campaigner.invalid"
    return f"{event.id}.{campaign.slug}@{host}"


def _entry(
    campaign: Campaign, event: Event, language: str, web_address: str, now: datetime
) -> icalendar.Event:
    import icalendar

    page = campaign_page(web_address, campaign.slug)
    about = f"{in_language(campaign.title, language)}\n{page}"
    entry = icalendar.Event()
    entry.add("uid", identity(campaign, event, web_address))
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", event.starts.astimezone(UTC))
    if event.ends:
        entry.add("dtend", event.ends.astimezone(UTC))
    said_in = {"LANGUAGE": language}
    entry.add("summary", _plain(in_language(event.title, language)), parameters=said_in)
    if place := event.place or event.online:
        entry.add("location", _plain(place))
    entry.add("description", _plain(about), parameters=said_in)
    entry.add("url", "".join((event.online or page).split()))
    return entry


def _plain(text: str) -> str:
    """Returns a text without the control characters that a calendar cannot contain."""
    return _CONTROL.sub("", text.replace("\r\n", "\n"))
