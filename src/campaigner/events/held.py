"""What events hold about people: places, and which partners may write to those who took them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from campaigner.data_protection.permissions import shown_permissions
from campaigner.holding import Limits, Person, Removed
from campaigner.store import bookings, outdated
from campaigner.store.bookings import Booking, EventKey
from campaigner.store.database import Database, transaction


class Bookings:
    """Places at events; one is kept for as long after the event as a name after a petition."""

    name = "bookings"
    tables = frozenset(("bookings", "booking_contacts"))
    kinds = ("bookings",)

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns a person's places."""
        found = bookings.of_person(connection, person.mailbox)
        return [_exported(event, booking) for event, booking in found]

    def erase(self, database: Database, person: Person) -> Removed:
        """Gives a person's places back and erases them."""
        with transaction(database) as connection:
            return Removed({"bookings": bookings.remove_person(connection, person.mailbox)})

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns how many places are held at events that are long over."""
        return {"bookings": outdated.count_bookings(connection, _until(connection, limits))}

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Removes them, all at once: events are not that large."""
        with transaction(database) as connection:
            count = outdated.remove_bookings(connection, _until(connection, limits))
        yield Removed({"bookings": count})


HELD = Bookings()


def past_until(ends: Iterable[int], limits: Limits) -> int:
    """Returns the last of the ends of events that are past their time, 0 if there is none."""
    return max((end for end in ends if limits.is_past(end)), default=0)


def _until(connection: sqlite3.Connection, limits: Limits) -> int:
    return past_until(outdated.ends_of_events(connection), limits)


def _exported(event: EventKey, booking: Booking) -> dict[str, object]:
    return {
        "campaign": event[0],
        "event": event[1],
        "name": booking.name,
        "email": booking.email,
        "source": booking.source,
        "booked_at": booking.booked_at.isoformat(),
        "may_contact": shown_permissions(booking.may_contact),
    }
