"""Events as iCalendar (RFC 5545), for everybody's calendar. Pure: values in, text out.

All times are in UTC, so that no definition of a time zone has to travel along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from campaigner.addresses import campaign_page, host_of
from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign, Event
from campaigner.opening import OpenWorkspace
from campaigner.text import in_language

MEDIA_TYPE = "text/calendar; charset=utf-8"

_LINE_OCTETS = 75
_ESCAPES: Mapping[str, str] = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
_SPECIAL = re.compile(r"[\\;,\n]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def calendar(
    campaign: Campaign, events: Iterable[Event], language: str, web_address: str, now: datetime
) -> str:
    """A calendar of some of a campaign's events, in one language.

    An event keeps its UID, so that a calendar that reads it again mends its entry.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//campaigner//EN",
    ]
    for event in events:
        lines += _entry(campaign, event, language, web_address, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def calendar_of(here: OpenWorkspace, slug: str, event_id: str = "", language: str = "en") -> str:
    """Returns a calendar of one event of a campaign, or of all of them.

    Raises UnknownName for a campaign or an event.
    """
    campaign = load_campaign(here.workspace.campaign_folder(slug))
    events = [campaign.event(event_id)] if event_id else campaign.events
    return calendar(campaign, events, language, here.workspace.settings.web.address, here.now)


def identity(campaign: Campaign, event: Event, web_address: str) -> str:
    """The UID of an event: the same for as long as its id and its campaign's name are."""
    host = host_of(web_address) or "campaigner.invalid"
    return f"{event.id}.{campaign.slug}@{host}"


def _entry(
    campaign: Campaign, event: Event, language: str, web_address: str, now: datetime
) -> Iterator[str]:
    page = campaign_page(web_address, campaign.slug)
    yield "BEGIN:VEVENT"
    yield f"UID:{identity(campaign, event, web_address)}"
    yield f"DTSTAMP:{_time(now)}"
    yield f"DTSTART:{_time(event.starts)}"
    if event.ends:
        yield f"DTEND:{_time(event.ends)}"
    yield f"SUMMARY;LANGUAGE={language}:{_text(in_language(event.title, language))}"
    if place := event.place or event.online:
        yield f"LOCATION:{_text(place)}"
    about = f"{in_language(campaign.title, language)}\n{page}"
    yield f"DESCRIPTION;LANGUAGE={language}:{_text(about)}"
    yield f"URL:{''.join((event.online or page).split())}"
    yield "END:VEVENT"


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """A value of type TEXT: no control characters, what has a meaning escaped."""
    plain = _CONTROL.sub("", value.replace("\r\n", "\n"))
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], plain)


def _folded(line: str) -> Iterator[str]:
    """A content line in pieces of at most 75 octets that cut no character."""
    piece, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _LINE_OCTETS:
            yield piece
            piece, size = " ", 1
        piece += char
        size += width
    yield piece
