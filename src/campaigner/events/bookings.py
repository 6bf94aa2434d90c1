"""Taking places at events: one for a person, and never more than there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from campaigner.campaigns.contact_questions import question_meant
from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign, Event
from campaigner.data_protection.questions import permission_of
from campaigner.emails import canonical_email, mailbox_of, parse_email
from campaigner.errors import CampaignerError
from campaigner.forms import check_form, read_field
from campaigner.names import clean_name
from campaigner.opening import OpenWorkspace
from campaigner.problems import Problem
from campaigner.sources import WEB
from campaigner.store import audit, bookings
from campaigner.store.bookings import Booking as Booking
from campaigner.store.consents import Permission
from campaigner.store.database import transaction
from campaigner.store.sources import known_code


class EventOver(CampaignerError):
    """An event at which no place can be taken any more."""

    code = "event-over"


class BookingOutcome(StrEnum):
    """What came of asking for a place.

    The public is shown ``ALREADY`` as ``BOOKED``: nothing may tell whether an address has a place.
    """

    BOOKED = "booked"
    ALREADY = "already"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class BookingForm:
    """What a person fills in to take a place, as typed.

    ``consents`` are the keys of the questions that they said yes to, or the names of partners who
    ask one, ``source`` is the code that brought them, ``language`` the one in which they were asked
    (default: the campaign's first).
    """

    name: str
    email: str
    consents: Collection[str] = ()
    source: str = WEB
    language: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """What came of asking for a place, and at which event."""

    outcome: BookingOutcome
    event: Event


def book(here: OpenWorkspace, slug: str, event_id: str, form: BookingForm) -> Booked:
    """Takes a place at an event, if there is one; a person who has a place keeps that one.

    Raises UnknownName for a campaign or an event, EventOver if it is too late, and FormRefused
    with all of the form's mistakes.
    """
    return _book(here, slug, event_id, form, noted=False)


def book_for(here: OpenWorkspace, slug: str, event_id: str, form: BookingForm) -> Booked:
    """As ``book``, by an organiser for somebody: the audit notes that a place was taken."""
    return _book(here, slug, event_id, form, noted=True)


def _book(
    here: OpenWorkspace, slug: str, event_id: str, form: BookingForm, *, noted: bool
) -> Booked:
    campaign = load_campaign(here.workspace.campaign_folder(slug))
    event = campaign.event(event_id)
    if here.now >= event.over_at:
        raise EventOver(f"“{event.id}” is over: it took place on {event.starts:%Y-%m-%d}.")
    booking = _read_form(here, campaign, event, form)
    key, person = (slug, event.id), canonical_email(booking.email)
    with transaction(here.database) as connection:
        if bookings.take(connection, key, person, booking, event.places):
            outcome = BookingOutcome.BOOKED
            if noted:
                _record(here, connection, "event place taken", slug, event.id)
        elif bookings.holds(connection, key, person):
            outcome = BookingOutcome.ALREADY
        else:
            outcome = BookingOutcome.FULL
    return Booked(outcome, event)


def _read_form(here: OpenWorkspace, campaign: Campaign, event: Event, form: BookingForm) -> Booking:
    problems: list[Problem] = []
    source = partial(known_code, here.database.conn)
    booking = Booking(
        name=read_field(problems, "name", clean_name, form.name, ""),
        email=read_field(problems, "email", parse_email, form.email, ""),
        source=read_field(problems, "source", source, form.source, WEB),
        booked_at=here.now,
        ends_at=event.over_at,
        may_contact=_permissions(here, campaign, form, problems),
    )
    check_form(problems)
    return booking


def _permissions(
    here: OpenWorkspace, campaign: Campaign, form: BookingForm, problems: list[Problem]
) -> tuple[Permission, ...]:
    def meant(text: str) -> Permission | None:
        asked = question_meant(campaign, text)
        return permission_of(here.workspace, asked, form.language or campaign.languages[0])

    said = (read_field(problems, "consents", meant, text, None) for text in form.consents)
    return tuple(dict.fromkeys(each for each in said if each))


def give_back(here: OpenWorkspace, slug: str, event_id: str, email: str) -> Booking | None:
    """Gives a person's place back and forgets them; returns what it was, None if they had none.

    Raises EmailRefused, UnknownName for a campaign or an event.
    """
    key, person = key_of(here, slug, event_id), mailbox_of(email)
    with transaction(here.database) as connection:
        gone = bookings.remove(connection, key, person)
        if gone:
            _record(here, connection, "event place given back", slug, event_id)
    return gone


def bookings_of(here: OpenWorkspace, slug: str, event_id: str) -> list[Booking]:
    """Returns who has a place at an event, in the order in which they booked.

    Raises UnknownName for a campaign or an event.
    """
    return bookings.of_event(here.database.conn, key_of(here, slug, event_id))


def _record(
    here: OpenWorkspace, connection: sqlite3.Connection, action: str, slug: str, event: str
) -> None:
    """The audit has what was done at an event, and never whose place it is."""
    audit.record(connection, here.moment, here.actor, action, slug, event=event)


def key_of(here: OpenWorkspace, slug: str, event_id: str) -> bookings.EventKey:
    """Returns what places of an event are kept under. Raises UnknownName, ProblemsFound."""
    return slug, load_campaign(here.workspace.campaign_folder(slug)).event(event_id).id
