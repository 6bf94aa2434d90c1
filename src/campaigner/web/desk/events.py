"""Events at the desk: places taken, who has them, taking and giving back, the list to download."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from starlette.responses import Response

from campaigner.campaigns.contact_questions import asked_by_partners
from campaigner.campaigns.loader import defined_campaign
from campaigner.data_protection.questions import contact_words
from campaigner.desk_addresses import (
    DESK_EVENT,
    DESK_EVENT_BOOK,
    DESK_EVENT_CALENDAR,
    DESK_EVENT_EXPORT,
    DESK_EVENT_GIVE_BACK,
    DESK_EVENTS,
)
from campaigner.emails import EmailRefused
from campaigner.errors import UnknownName
from campaigner.events import booking_lists, bookings, calendars, listing
from campaigner.events.bookings import Booked, BookingForm, EventOver
from campaigner.events.listing import ListedEvent
from campaigner.forms import FormRefused
from campaigner.organisers.acts import Act
from campaigner.outreach.sources import source_counts
from campaigner.sources import WEB
from campaigner.text import in_language
from campaigner.vocabulary.papers import ListFormat
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if
from campaigner.web.desk.frame.files import attached

_FIELDS = ("name", "email", "consents", "source")


def show_all(at: AtDesk) -> Response:
    """Show the events of a campaign: those to come first, then those that are over."""
    listed = listing.list_events(at.here, at.campaign)
    to_come = sorted((each for each in listed if not _is_over(at, each)), key=_starts)
    over = sorted((each for each in listed if _is_over(at, each)), key=_starts, reverse=True)
    return at.show(
        "events",
        to_come=[_shown(at, each) for each in to_come],
        over=[_shown(at, each) for each in over],
    )


def show(at: AtDesk) -> Response:
    """Show an event, and who has a place."""
    return _page(at)


def book(at: AtDesk) -> Response:
    """Take a place for somebody."""
    form = BookingForm(
        at.form.get("name", ""),
        at.form.get("email", ""),
        at.form.getlist("consents"),
        at.form.get("source", "") or WEB,
        at.language,
    )
    try:
        done = bookings.book_for(at.here, at.campaign, at.part("event"), form)
    except FormRefused as refused:
        return _page(at, at.errors_in(refused.problems, at.words["events"]["errors"]))
    except EventOver:
        return _page(at, {"name": at.words["events"]["errors"]["event-over"]})
    return _after(at, done)


def give_back(at: AtDesk) -> Response:
    """Give a place back; the page that follows can take it again."""
    try:
        gone = bookings.give_back(at.here, at.campaign, at.part("event"), at.form.get("email", ""))
    except EmailRefused:
        gone = None
    return _page(at, gone=gone)


def export(at: AtDesk) -> Response:
    """Give the list of those who have a place; the audit notes it."""
    form = ListFormat.JSON if at.form.get("format") == "json" else ListFormat.CSV
    found = booking_lists.export_bookings(at.here, at.campaign, at.part("event"))
    return attached(f"{at.campaign}-{found.event}.{form.value}", found.text(form))


def calendar(at: AtDesk) -> Response:
    """Give the event as an entry for calendars."""
    name = at.part("event")
    text = calendars.calendar_of(at.here, at.campaign, name, at.language)
    return attached(f"{at.campaign}-{name}.ics", text)


def _after(at: AtDesk, done: Booked) -> Response:
    if done.outcome is bookings.BookingOutcome.FULL:
        return _page(at, {"name": at.words["events"]["errors"]["full"]})
    return at.go(f"{DESK_EVENT}?done={done.outcome.value}", event=done.event.id)


def _page(
    at: AtDesk, errors: dict[str, str] | None = None, gone: bookings.Booking | None = None
) -> Response:
    listed = listing.listed_event(at.here, at.campaign, at.part("event"))
    after = at.asked_number("after")
    found = booking_lists.booking_page(at.here, at.campaign, listed.event.id, after)
    campaign = defined_campaign(at.here.workspace.campaign_folder(at.campaign))
    sources = {each.code: each.called for each in source_counts(at.here) if each.source}
    return at.show(
        "event",
        errors=errors,
        fields=_FIELDS,
        event=_shown(at, listed),
        over=_is_over(at, listed),
        bookings=found,
        first=not after,
        partners={partner.key: partner.name for partner in campaign.partners},
        questions=[
            (each.key, contact_words(at.here.workspace, each, at.language))
            for each in asked_by_partners(campaign)
        ],
        sources=[(WEB, at.words["events"]["nobody"]), *sources.items()],
        names_of_sources=sources,
        typed=dict(at.form) if errors else {},
        ticked=at.form.getlist("consents") if errors else [],
        gone=gone,
        gave_back=at.request.method == "POST" and not errors,
        done=at.request.query_params.get("done", ""),
    )


def _shown(at: AtDesk, listed: ListedEvent) -> Mapping[str, object]:
    event = listed.event
    return {
        "id": event.id,
        "title": in_language(event.title, at.language),
        "starts": int(event.starts.timestamp()),
        "ends": int(event.ends.timestamp()) if event.ends else None,
        "place": event.place,
        "online": event.online,
        "access": in_language(event.access, at.language) if event.access else "",
        "places": event.places,
        "taken": listed.taken,
        "left": listed.places_left,
    }


def _starts(listed: ListedEvent) -> datetime:
    return listed.event.starts


def _is_over(at: AtDesk, listed: ListedEvent) -> bool:
    return listed.event.over_at <= at.here.now


_known = missing_if(UnknownName)
"""Around the pages of one event, which may not be there."""


_ACT, _POST = Act.MANAGE_EVENTS, ("POST",)
PAGES = (
    DeskPage(DESK_EVENTS, show_all, _ACT, menu="events"),
    DeskPage(DESK_EVENT, _known(show), _ACT),
    DeskPage(DESK_EVENT_CALENDAR, _known(calendar), _ACT),
    DeskPage(DESK_EVENT_BOOK, _known(book), _ACT, _POST),
    DeskPage(DESK_EVENT_GIVE_BACK, _known(give_back), _ACT, _POST),
    DeskPage(DESK_EVENT_EXPORT, _known(export), Act.EXPORT_BOOKINGS, _POST),
)
