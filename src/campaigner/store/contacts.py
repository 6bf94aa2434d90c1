"""People whom a partner may contact: those who agreed when they signed or took a place."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who said yes: when, and with what (``petition``, or an event's id)."""

    name: str
    email: str
    said_yes: datetime
    through: str


def who_said_yes(connection: sqlite3.Connection, campaign: str, partner: str) -> list[Contact]:
    """Returns those of a campaign who said yes to a partner, each address once, earliest first.

    A signature's yes holds once it is confirmed, because nobody knows before then whose address it
    is, and as long as it stands: those who withdrew are left alone.
    """
    rows = connection.execute(
        "SELECT name, email, consents.given_at AS given_at, 'petition'"
        " FROM consents JOIN signatures ON signatures.id = signature"
        " JOIN petitions ON petitions.id = petition"
        " WHERE campaign = :campaign AND partner = :partner AND state = 'confirmed'"
        " AND email IS NOT NULL"
        " UNION ALL SELECT name, email, given_at, event"
        " FROM booking_consents JOIN bookings ON bookings.id = booking"
        " WHERE campaign = :campaign AND partner = :partner ORDER BY given_at",
        {"campaign": campaign, "partner": partner},
    )
    contacts: dict[str, Contact] = {}
    for name, email, given_at, through in rows:
        said_yes = datetime.fromtimestamp(given_at, UTC)
        contacts.setdefault(email.lower(), Contact(name, email, said_yes, through))
    return list(contacts.values())
