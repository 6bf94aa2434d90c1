"""Places taken at events, in the database."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from campaigner.store.consents import BOOKINGS, Permission, add_permissions, permissions_of

EventKey = tuple[str, str]
"""A campaign's name and the id of an event in it."""


@dataclass(frozen=True)
class Booking:
    """A place taken: by whom, when, through which source, who may contact them.

    ``ends_at`` is when the event is over.
    """

    name: str
    email: str
    source: str
    booked_at: datetime
    ends_at: datetime
    may_contact: tuple[Permission, ...] = ()


def take(
    connection: sqlite3.Connection,
    event: EventKey,
    person: str,
    booking: Booking,
    places: int | None,
) -> bool:
    """Takes a place for a person (a canonical email address); returns whether that was done.

    It is not done if they have one or all ``places`` are taken; None means without limit. Belongs
    in a transaction, which holds the write lock, so that no two requests get the last place.
    """
    limit = -1 if places is None else places
    at, over = int(booking.booked_at.timestamp()), int(booking.ends_at.timestamp())
    who = (person, booking.name, booking.email, booking.source)
    made = connection.execute(
        "INSERT INTO bookings (campaign, event, person, name, email, source, booked_at,"
        " ends_at) SELECT ?, ?, ?, ?, ?, ?, ?, ?"
        " WHERE ? < 0 OR ? > (SELECT count(*) FROM bookings WHERE campaign = ? AND event = ?)"
        " ON CONFLICT DO NOTHING",
        (*event, *who, at, over, limit, limit, *event),
    )
    if not made.rowcount:
        return False
    assert made.lastrowid is not None
    add_permissions(connection, BOOKINGS, made.lastrowid, booking.may_contact, at)
    return True


def holds(connection: sqlite3.Connection, event: EventKey, person: str) -> bool:
    """Returns whether a person has a place."""
    found = connection.execute(
        "SELECT 1 FROM bookings WHERE campaign = ? AND event = ? AND person = ?", (*event, person)
    )
    return found.fetchone() is not None


def remove(connection: sqlite3.Connection, event: EventKey, person: str) -> Booking | None:
    """Removes a person's booking and consents; returns what it was, None if there is none."""
    row = connection.execute(
        "DELETE FROM bookings WHERE campaign = ? AND event = ? AND person = ?"
        " RETURNING id, name, email, source, booked_at, ends_at",
        (*event, person),
    ).fetchone()
    return _booking(connection, row) if row else None


def taken(connection: sqlite3.Connection, event: EventKey) -> int:
    """Returns how many places of an event are taken."""
    (count,) = connection.execute(
        "SELECT count(*) FROM bookings WHERE campaign = ? AND event = ?", event
    ).fetchone()
    return int(count)


def of_event(connection: sqlite3.Connection, event: EventKey) -> list[Booking]:
    """Returns the bookings of an event, in the order in which they were made."""
    rows = connection.execute(
        "SELECT id, name, email, source, booked_at, ends_at FROM bookings"
        " WHERE campaign = ? AND event = ? ORDER BY id",
        event,
    ).fetchall()
    return [_booking(connection, row) for row in rows]


def page_of_event(
    connection: sqlite3.Connection, event: EventKey, after: int, most: int
) -> list[tuple[int, Booking]]:
    """Returns bookings of an event with their numbers, from above a number on (0: the first).

    The number of one that was removed can be that of another later.
    """
    rows = connection.execute(
        "SELECT id, name, email, source, booked_at, ends_at FROM bookings"
        " WHERE campaign = ? AND event = ? AND id > ? ORDER BY id LIMIT ?",
        (*event, after, most),
    ).fetchall()
    return [(row["id"], _booking(connection, row)) for row in rows]


def of_person(connection: sqlite3.Connection, person: str) -> list[tuple[EventKey, Booking]]:
    """Returns all bookings of a person (a canonical email address), with what they are for."""
    rows = connection.execute(
        "SELECT id, name, email, source, booked_at, ends_at, campaign, event FROM bookings"
        " WHERE person = ? ORDER BY id",
        (person,),
    ).fetchall()
    return [((row[6], row[7]), _booking(connection, row)) for row in rows]


def remove_person(connection: sqlite3.Connection, person: str) -> int:
    """Removes all bookings of a person; returns how many."""
    return connection.execute("DELETE FROM bookings WHERE person = ?", (person,)).rowcount


def _booking(connection: sqlite3.Connection, row: sqlite3.Row) -> Booking:
    number, name, email, source, booked_at, ends_at = row[:6]
    return Booking(
        name,
        email,
        source,
        datetime.fromtimestamp(booked_at, UTC),
        datetime.fromtimestamp(ends_at, UTC),
        permissions_of(connection, BOOKINGS, number),
    )
