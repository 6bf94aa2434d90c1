"""People who may be contacted: those who agreed when they signed or took a place."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from campaigner.vocabulary.consents import ContactBasis, ContactChannel, ContactPurpose


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who may be contacted: since when, with what (``petition``, or an event's id).

    ``purpose``, ``channel`` and ``basis`` say what for, how, and whether they said yes or did not
    refuse.
    """

    name: str
    email: str
    said_yes: datetime
    through: str
    purpose: ContactPurpose
    channel: ContactChannel
    basis: ContactBasis


def count_up_to(connection: sqlite3.Connection, campaign: str, asker: str, most: int) -> int:
    """Returns how many people of a campaign a partner may contact: at most one more than ``most``.

    Who took a place at an event is counted as those who signed are, once for each address.
    """
    row = connection.execute(
        "SELECT count(*) FROM (SELECT DISTINCT lower(email) FROM ("
        "SELECT email FROM contacts JOIN signatures ON signatures.id = signature"
        " JOIN petitions ON petitions.id = petition"
        " WHERE campaign = :campaign AND asker = :asker AND state = 'confirmed'"
        " AND email IS NOT NULL AND stopped_at IS NULL"
        " UNION ALL SELECT email FROM booking_contacts JOIN bookings ON bookings.id = booking"
        " WHERE campaign = :campaign AND asker = :asker AND stopped_at IS NULL)"
        " LIMIT :most + 1)",
        {"campaign": campaign, "asker": asker, "most": most},
    ).fetchone()
    return int(row[0])


def who_said_yes(connection: sqlite3.Connection, campaign: str, asker: str) -> list[Contact]:
    """Returns those of a campaign whom a partner, or the organisation itself, may contact.

    Each address is there once for each purpose and channel, the earliest first. A signature's yes
    holds once it is confirmed, because nobody knows before then whose address it is, and as long
    as it stands: those who withdrew, or stopped it, are left alone.
    """
    rows = connection.execute(
        "SELECT name, email, contacts.given_at AS given_at, 'petition', purpose, channel, basis"
        " FROM contacts JOIN signatures ON signatures.id = signature"
        " JOIN petitions ON petitions.id = petition"
        " WHERE campaign = :campaign AND asker = :asker AND state = 'confirmed'"
        " AND email IS NOT NULL AND stopped_at IS NULL"
        " UNION ALL SELECT name, email, given_at, event, purpose, channel, basis"
        " FROM booking_contacts JOIN bookings ON bookings.id = booking"
        " WHERE campaign = :campaign AND asker = :asker AND stopped_at IS NULL ORDER BY given_at",
        {"campaign": campaign, "asker": asker},
    )
    contacts: dict[tuple[str, str, str], Contact] = {}
    for name, email, given_at, through, purpose, channel, basis in rows:
        contact = Contact(
            name,
            email,
            datetime.fromtimestamp(given_at, UTC),
            through,
            ContactPurpose(purpose),
            ContactChannel(channel),
            ContactBasis(basis),
        )
        contacts.setdefault((email.lower(), purpose, channel), contact)
    return list(contacts.values())
