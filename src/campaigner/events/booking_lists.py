"""Who has a place at an event: page by page, or as a list to be taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from campaigner.events.bookings import bookings_of, key_of
from campaigner.opening import OpenWorkspace
from campaigner.store import audit, bookings
from campaigner.store.bookings import Booking
from campaigner.store.database import transaction
from campaigner.vocabulary.papers import ListFormat
from campaigner.written_rows import rows_as_text

BOOKING = ("name", "email", "booked", "source", "consents")
PAGE = 100
"""Places on a page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of a list, with the number of its booking."""

    number: int
    booking: Booking

    @property
    def at(self) -> int:
        """When it was booked, in seconds since 1970."""
        return int(self.booking.booked_at.timestamp())

    @property
    def askers(self) -> list[str]:
        """The keys of the partners who may write to the person."""
        return _askers(self.booking)


@dataclass(frozen=True, slots=True)
class BookingPage:
    """Some places; ``after`` is where the next page begins, 0 if this is the last."""

    entries: tuple[Entry, ...]
    after: int


def booking_page(
    here: OpenWorkspace, slug: str, event_id: str, after: int = 0, most: int = PAGE
) -> BookingPage:
    """Returns who has a place at an event, from after a booking on (0: the first).

    Raises UnknownName for a campaign or an event.
    """
    key = key_of(here, slug, event_id)
    found = bookings.page_of_event(here.database.conn, key, after, most + 1)
    entries = tuple(Entry(*each) for each in found[:most])
    return BookingPage(entries, entries[-1].number if len(found) > most else 0)


@dataclass(frozen=True, slots=True)
class BookingList:
    """All who have a place at an event, in the order in which they booked."""

    event: str
    people: list[Booking]
    zone: tzinfo

    @property
    def rows(self) -> list[dict[str, object]]:
        """The places as rows of ``BOOKING``, with the local time of each."""
        return [
            {
                "name": each.name,
                "email": each.email,
                "booked": each.booked_at.astimezone(self.zone).isoformat(),
                "source": each.source,
                "consents": _askers(each),
            }
            for each in self.people
        ]

    def text(self, form: ListFormat) -> str:
        """Returns the places as a file has them: as JSON, or as CSV."""
        return rows_as_text(self.rows, BOOKING, form)


def booking_list(here: OpenWorkspace, slug: str, event_id: str) -> BookingList:
    """Returns who has a place at an event. Raises UnknownName for a campaign or an event."""
    return BookingList(event_id, bookings_of(here, slug, event_id), here.zone)


def export_bookings(here: OpenWorkspace, slug: str, event_id: str) -> BookingList:
    """As ``booking_list``, to be taken away as a file: the audit notes it.

    Raises ControllerUnfilled if people could not be told who has their addresses.
    """
    here.workspace.settings.check_controller()
    with transaction(here.database) as connection:
        found = booking_list(here, slug, event_id)
        rows = len(found.people)
        audit.record(
            connection, here.moment, here.actor, "event bookings exported", slug,
            event=event_id, rows=rows,
        )  # fmt: skip
    return found


def _askers(booking: Booking) -> list[str]:
    return sorted({each.asker for each in booking.may_contact})
