"""Places taken at events, in the database."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from campaigner.store.database import Database, transaction

EventKey = tuple[str, str]
"""A campaign's name and the id of an event in it."""


@dataclass(frozen=True)
class Booking:
    """A place taken: by whom, when, through which source, which partners may write to them.

    ``ends_at`` is when the event is over.
    """

    name: str
    email: str
    source: str
    booked_at: datetime
    ends_at: datetime
    partners: frozenset[str] = frozenset()


def take(
    database: Database, event: EventKey, person: str, booking: Booking, places: int | None
) -> bool:
    """Take a place for a person (a canonical e-mail address); whether that was done.

    It is not done where they have one or all ``places`` are taken; None is no limit. Counting
    and taking are one statement under the write lock, so that no two requests get the last one.
    """
    limit = -1 if places is None else places
    at, over = int(booking.booked_at.timestamp()), int(booking.ends_at.timestamp())
    with transaction(database) as connection:
        made = connection.execute(
            "INSERT INTO bookings (campaign, event, person, name, email, source, booked_at,"
            " ends_at) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE ?9 < 0 OR ?9 >"
            " (SELECT count(*) FROM bookings WHERE campaign = ?1 AND event = ?2)"
            " ON CONFLICT DO NOTHING",
            (*event, person, booking.name, booking.email, booking.source, at, over, limit),
        )
        if not made.rowcount:
            return False
        connection.executemany(
            "INSERT INTO booking_consents (booking, partner, given_at) VALUES (?, ?, ?)",
            [(made.lastrowid, partner, at) for partner in sorted(booking.partners)],
        )
    return True


def holds(database: Database, event: EventKey, person: str) -> bool:
    """Whether a person has a place."""
    found = database.execute(
        "SELECT 1 FROM bookings WHERE campaign = ? AND event = ? AND person = ?", (*event, person)
    )
    return found.fetchone() is not None


def remove(database: Database, event: EventKey, person: str) -> bool:
    """Remove a person's booking and consents; whether there was one."""
    with transaction(database) as connection:
        done = connection.execute(
            "DELETE FROM bookings WHERE campaign = ? AND event = ? AND person = ?",
            (*event, person),
        )
    return done.rowcount > 0


def taken(database: Database, event: EventKey) -> int:
    """How many places of an event are taken."""
    (count,) = database.execute(
        "SELECT count(*) FROM bookings WHERE campaign = ? AND event = ?", event
    ).fetchone()
    return int(count)


def of_event(database: Database, event: EventKey) -> list[Booking]:
    """The bookings of an event, in the order in which they were made."""
    rows = database.execute(
        "SELECT id, name, email, source, booked_at, ends_at FROM bookings"
        " WHERE campaign = ? AND event = ? ORDER BY id",
        event,
    ).fetchall()
    return [_booking(database.conn, row) for row in rows]


def of_person(connection: sqlite3.Connection, person: str) -> list[tuple[EventKey, Booking]]:
    """All bookings of a person (a canonical e-mail address), with what they are for."""
    rows = connection.execute(
        "SELECT id, name, email, source, booked_at, ends_at, campaign, event FROM bookings"
        " WHERE person = ? ORDER BY id",
        (person,),
    ).fetchall()
    return [((row[6], row[7]), _booking(connection, row)) for row in rows]


def remove_person(connection: sqlite3.Connection, person: str) -> int:
    """Remove all bookings of a person; gives how many."""
    return connection.execute("DELETE FROM bookings WHERE person = ?", (person,)).rowcount


def _booking(connection: sqlite3.Connection, row: sqlite3.Row) -> Booking:
    number, name, email, source, booked_at, ends_at = row[:6]
    partners = connection.execute(
        "SELECT partner FROM booking_consents WHERE booking = ?", (number,)
    )
    return Booking(
        name,
        email,
        source,
        datetime.fromtimestamp(booked_at, UTC),
        datetime.fromtimestamp(ends_at, UTC),
        frozenset(partner for (partner,) in partners),
    )
