"""When a campaign opens and closes, as the database knows it.

Everything about a campaign that is kept for a time, letters and signatures alike, goes by it. The
days are in the campaign's definition: midnight of the organisation's time zone begins them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, tzinfo

from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.shelf import in_this_moment
from campaigner.store import petitions
from campaigner.store.database import Database, transaction
from campaigner.store.petitions import Petition
from campaigner.time_zones import end_of_day, start_of_day
from campaigner.workspace import Workspace


class CampaignRemoved(CampaignerError):
    """A campaign that was removed: its name stays with the ledger of those who signed."""

    code = "campaign-removed"


def scheduled(database: Database, campaign: Campaign, zone: tzinfo) -> Petition:
    """Returns the campaign's petition, added or with its days as its definition has them.

    The first of the campaign's area schemes is the one that the petition is tallied by.
    """
    areas = campaign.petition.areas
    scheme = areas[0] if areas else ""
    return schedule(database, campaign.slug, scheme, campaign.opens, campaign.closes, zone)


def schedule(
    database: Database, slug: str, scheme: str, opens: date, closes: date, zone: tzinfo
) -> Petition:
    """As ``scheduled``, from plain values; it is open from its first day to its last.

    A closing that an organiser set stays. If the database is read-only, nothing is written.
    Raises CampaignRemoved.
    """
    opens_at, closes_at = start_of_day(opens, zone), end_of_day(closes, zone)
    known = petitions.find_petition(database.conn, slug)
    wanted = _with_times(known, opens_at, closes_at) if known else None
    if known and known.removed_at is not None:
        raise CampaignRemoved(
            f"The campaign “{slug}” was removed.", hint="Give the new one another name."
        )
    if database.read_only:
        return wanted or petitions.unregistered(slug, scheme, opens_at, closes_at)
    if wanted and wanted == known:
        return wanted
    with transaction(database) as connection:
        petitions.add_petition(connection, slug, scheme, opens_at, closes_at)
        found = petitions.find_petition(connection, slug)
        assert found is not None
        wanted = _with_times(found, opens_at, closes_at)
        petitions.set_times(connection, found.id, wanted.opens_at, wanted.closes_at)
        return petitions.petition_of(connection, found.id)


def bring_into_line(workspace: Workspace, database: Database) -> None:
    """Give every petition the days that its campaign's definition has now.

    Without a definition that can be read, what the database knows stays.
    """
    for petition in petitions.all_petitions(database.conn):
        gone = petition.removed_at is not None
        if not gone and (campaign := _campaign(workspace, petition.campaign)):
            scheduled(database, campaign, workspace.zone)


def as_defined(workspace: Workspace, petition: Petition) -> Petition:
    """Returns a petition with the days of its campaign's definition, and writes nothing.

    Without a definition that can be read, it is as the database has it.
    """
    slug = petition.campaign
    times = in_this_moment(("times", workspace, slug), lambda: _times(workspace, slug))
    return _with_times(petition, *times) if times else petition


def _times(workspace: Workspace, slug: str) -> tuple[int, int] | None:
    """From when to when a campaign's definition has it open."""
    campaign, zone = _campaign(workspace, slug), workspace.zone
    if campaign is None:
        return None
    return start_of_day(campaign.opens, zone), end_of_day(campaign.closes, zone)


def _with_times(petition: Petition, opens_at: int, closes_at: int) -> Petition:
    """The petition with the times of its definition; a closing that an organiser set stays."""
    closes_at = petition.closes_at if petition.closing_set else closes_at
    return replace(petition, opens_at=opens_at, closes_at=closes_at)


def _campaign(workspace: Workspace, slug: str) -> Campaign | None:
    try:
        return defined_campaign(workspace.campaign_folder(slug))
    except (CampaignerError, OSError):
        return None
