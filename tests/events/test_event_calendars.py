"""Events as entries for calendars (RFC 5545)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from baking_events import NOW, with_events
from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign, Event
from campaigner.errors import UnknownName
from campaigner.events.calendars import calendar, calendar_of
from campaigner.opening import OpenWorkspace
from conftest import Command

BREAD = Path(__file__).parents[1] / "data" / "campaigns" / "bread"
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@pytest.fixture
def folder(bread: Path) -> Path:
    return with_events(bread)


@pytest.fixture
def campaign(folder: Path) -> Campaign:
    return load_campaign(folder)


@pytest.fixture
def here(here: OpenWorkspace, folder: Path) -> OpenWorkspace:
    """The workspace with that campaign in it."""
    return here


def entries(text: str) -> list[icalendar.Component]:
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def test_a_calendar_as_rfc_5545_has_it(campaign: Campaign) -> None:
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//campaigner//EN",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        "UID:talk.bread@example.org",
        "DTSTAMP:20261123T090000Z",
        "DTSTART:20270223T180000Z",
        "DTEND:20270223T193000Z",
        "SUMMARY;LANGUAGE=en:Bread\\, salt\\; and talk",
        "LOCATION:https://example.org/talk",
        "DESCRIPTION;LANGUAGE=en:Bread\\nhttps://example.org/bread",
        "URL:https://example.org/talk",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    text = calendar(campaign, [campaign.event("talk")], "en", "https://example.org", NOW)
    assert text == "".join(f"{line}\r\n" for line in lines)


def test_what_the_calendar_says_in_welsh(campaign: Campaign) -> None:
    text = calendar(campaign, campaign.events, "cy", "https://example.org", NOW)
    talk, ovens = entries(text)
    assert str(talk["UID"]) == "talk.bread@example.org"
    assert str(talk["SUMMARY"]) == "Bara, halen; a sgwrs"
    assert talk.decoded("DTSTART") == datetime(2027, 2, 23, 18, 0, tzinfo=UTC)
    assert talk.decoded("DTEND") == datetime(2027, 2, 23, 19, 30, tzinfo=UTC)
    assert str(talk["URL"]) == str(talk["LOCATION"]) == "https://example.org/talk"
    assert str(talk["DESCRIPTION"]) == "Bara\nhttps://example.org/bread"
    assert str(ovens["UID"]) == "open-ovens.bread@example.org"
    assert ovens.decoded("DTSTART") == datetime(2027, 6, 5, 9, 0, tzinfo=UTC)
    assert "DTEND" not in ovens
    assert str(ovens["LOCATION"]) == "1 Sample Street\nSampleton"
    assert not talk.errors
    assert not ovens.errors


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_any_title_reads_back_and_no_line_is_too_long(title: str) -> None:
    assume(title.strip())
    event = Event(id="talk", title={"en": title}, starts=NOW)
    text = calendar(load_campaign(BREAD), [event], "en", "https://example.org", NOW)
    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75
    (entry,) = entries(text)
    assert str(entry["SUMMARY"]) == CONTROLS.sub("", event.title["en"].replace("\r\n", "\n"))


def test_an_address_cannot_add_a_line_to_the_calendar(campaign: Campaign) -> None:
    event = campaign.event("talk").model_copy(update={"online": "https://x.org/\r\nATTACH:y"})
    text = calendar(campaign, [event], "en", "https://example.org", NOW)
    (entry,) = entries(text)
    assert "ATTACH" not in entry
    assert str(entry["URL"]) == "https://x.org/ATTACH:y"


def test_the_command_writes_one_event_or_all(campaigner: Command, folder: Path) -> None:
    assert campaigner("event", "calendar", "bread", "talk", "-o", "talk.ics").code == 0
    content = Path("talk.ics").read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert len(entries(content.decode())) == 1
    assert len(entries(campaigner("event", "calendar", "bread").stdout)) == 2


def test_the_calendar_of_a_campaign_has_one_event_or_all(here: OpenWorkspace) -> None:
    assert [str(each["UID"]) for each in entries(calendar_of(here, "bread", "talk"))] == [
        "talk.bread@example.org"
    ]
    assert len(entries(calendar_of(here, "bread", language="cy"))) == 2
    with pytest.raises(UnknownName, match="event"):
        calendar_of(here, "bread", "talks")
