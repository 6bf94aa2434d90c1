"""Taking places at events: one for a person, and never more than there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from campaigner.campaigns.models import Campaign, Event
from campaigner.emails import canonical_email, parse_email
from campaigner.errors import CampaignerError
from campaigner.names import clean_name
from campaigner.sources import WEB
from campaigner.store import bookings
from campaigner.store.database import Database


class Outcome(StrEnum):
    """What came of asking for a place.

    To the public ``ALREADY`` is to be shown as ``BOOKED``: nothing may tell whether an address
    has a place.
    """

    BOOKED = "booked"
    ALREADY = "already"
    FULL = "full"


@dataclass(frozen=True)
class Visitor:
    """Somebody who wants a place: a cleaned name, an address, the partners who may write."""

    name: str
    email: str
    partners: frozenset[str]
    source: str


def visitor(
    campaign: Campaign, name: str, email: str, partners: Collection[str] = (), source: str = WEB
) -> Visitor:
    """A visitor from what a form holds.

    Raises NameRefused, EmailRefused, or UnknownName for a partner who asks for no consent.
    """
    keys = frozenset(campaign.partner_who_asks(partner).key for partner in partners)
    return Visitor(clean_name(name), parse_email(email), keys, source)


def book(
    database: Database, campaign: Campaign, event: Event, who: Visitor, now: datetime
) -> Outcome:
    """Take a place for somebody, if there is one; a person who has a place keeps that one.

    Raises CampaignerError where the event is over.
    """
    over = event.ends or event.starts
    if now >= over:
        raise CampaignerError(f"“{event.id}” is over: it took place on {event.starts:%Y-%m-%d}.")
    person = canonical_email(who.email)
    row = bookings.Booking(who.name, who.email, who.source, now, over, who.partners)
    taken = bookings.take(database, (campaign.slug, event.id), person, row, event.places)
    if taken:
        return Outcome.BOOKED
    held = bookings.holds(database, (campaign.slug, event.id), person)
    return Outcome.ALREADY if held else Outcome.FULL


def cancel(database: Database, campaign: Campaign, event: Event, email: str) -> bool:
    """Give a person's place back and forget them; whether they had one. Raises EmailRefused."""
    return bookings.remove(database, (campaign.slug, event.id), canonical_email(parse_email(email)))
