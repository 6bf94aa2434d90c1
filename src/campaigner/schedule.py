"""When a campaign opens and closes, as the database knows it.

Everything about a campaign that is kept for a time, letters and signatures alike, goes by it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from campaigner.campaigns.models import Campaign
from campaigner.store import petitions
from campaigner.store.database import Database, transaction
from campaigner.store.petitions import Petition

DAY = 24 * 60 * 60


def scheduled(database: Database, campaign: Campaign) -> Petition:
    """The campaign's petition, added or with its days as the campaign's definition has them.

    The first of the campaign's area schemes is the one that the petition is tallied by.
    """
    areas = campaign.petition.areas
    return schedule(
        database, campaign.slug, areas[0] if areas else "", campaign.opens, campaign.closes
    )


def schedule(database: Database, slug: str, scheme: str, opens: date, closes: date) -> Petition:
    """As ``scheduled``, from plain values; it is open from the first day to the last, in UTC.

    A closing that an organiser set stays.
    """
    opens_at, closes_at = _midnight(opens), end_of_day(closes)
    known = petitions.find_petition(database.conn, slug)
    if known and (known.closing_set or (known.opens_at, known.closes_at) == (opens_at, closes_at)):
        return known
    with transaction(database) as connection:
        petitions.add_petition(connection, slug, scheme, opens_at, closes_at)
        found = petitions.find_petition(connection, slug)
        assert found is not None
        if not found.closing_set:
            petitions.set_times(connection, found.id, opens_at, closes_at)
        return petitions.petition_of(connection, found.id)


def end_of_day(day: date) -> int:
    """Returns the first second after a day, in UTC: a petition that closes on it is closed then."""
    return _midnight(day) + DAY


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time.min, UTC).timestamp())
