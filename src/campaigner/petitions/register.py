"""A campaign's petition in the database, kept in line with the campaign's definition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, tzinfo
from typing import TYPE_CHECKING

from campaigner.petitions.proof.recount import recount
from campaigner.schedule import schedule
from campaigner.store import ledger, petitions, tallies
from campaigner.store.database import Database, transaction
from campaigner.store.petitions import Petition, Threshold
from campaigner.text import in_language

if TYPE_CHECKING:
    from campaigner.campaigns.models import Campaign


def registered(database: Database, campaign: Campaign, zone: tzinfo) -> Petition:
    """Returns the petition of a campaign, added or brought up to date if needed.

    The first of the campaign's area schemes is the one that the petition is tallied by.
    """
    return register(
        database,
        campaign.slug,
        zone=zone,
        scheme=campaign.petition.areas[0] if campaign.petition.areas else "",
        opens=campaign.opens,
        closes=campaign.closes,
        thresholds=[
            (each.at, in_language(each.name, campaign.languages[0]))
            for each in campaign.petition.thresholds
        ],
    )


def register(
    database: Database,
    slug: str,
    *,
    zone: tzinfo,
    scheme: str,
    opens: date,
    closes: date,
    thresholds: Sequence[tuple[int, str]],
) -> Petition:
    """As ``registered``, from plain values; it is open from its first day to its last.

    In a database that is read-only its thresholds stay as they are.
    """
    petition = schedule(database, slug, scheme, opens, closes, zone)
    if database.read_only:
        return petition
    there = [(each.at, each.name) for each in petitions.thresholds_of(database.conn, petition.id)]
    if there != sorted(thresholds):
        with transaction(database):
            _set_thresholds(database, petition, thresholds)
    return petition


def _set_thresholds(
    database: Database, petition: Petition, thresholds: Sequence[tuple[int, str]]
) -> None:
    """Take over what the definition says; a new one may have been reached long ago."""
    connection = database.conn
    there = {each.at: each for each in petitions.thresholds_of(connection, petition.id)}
    wanted = dict(thresholds)
    for at in there.keys() - wanted.keys():
        if there[at].answered_at is None:
            petitions.remove_threshold(connection, petition.id, at)
    renamed = [replace(there[at], name=wanted[at]) for at in there.keys() & wanted.keys()]
    added = [Threshold(at, name) for at, name in wanted.items() if at not in there]
    if added and tallies.total(connection, petition.id) >= min(each.at for each in added):
        rows, about = (
            ledger.rows_from(connection, petition.id),
            ledger.rows_about(connection, petition.id),
        )
        marks = recount(rows, [*there.values(), *added], wanted=about).marks
        added = [replace(each, reached_at=marks[each.at].reached_at) for each in added]
    petitions.put_thresholds(connection, petition.id, renamed + added)
