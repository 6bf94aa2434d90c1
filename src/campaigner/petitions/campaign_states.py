"""How campaigns stand: by their definition, and by what organisers have decided since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from campaigner.campaigns.loader import defined_campaign, load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.campaigns.overview import campaigns_in
from campaigner.errors import ProblemsFound
from campaigner.problems import Problem
from campaigner.schedule import as_defined
from campaigner.store.database import Database, opened
from campaigner.store.petitions import Petition, find_petition
from campaigner.time_zones import day_of, end_of_day, start_of_day
from campaigner.vocabulary.campaigns import CampaignState
from campaigner.vocabulary.representatives import Role
from campaigner.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ListedCampaign:
    """A campaign, how it stands, and its last day: an organiser's decision comes first."""

    campaign: Campaign
    state: CampaignState
    closes: date


@dataclass(frozen=True, slots=True)
class ListedCampaigns:
    """The campaigns of a workspace: those that can be read, and the names of the others.

    ``problems`` are those of the folders: one that cannot be read, or has a wrong name.
    """

    readable: tuple[ListedCampaign, ...]
    broken: tuple[str, ...]
    problems: tuple[Problem, ...]


def list_campaigns(
    workspace: Workspace, now: datetime, role: Role | None = None
) -> ListedCampaigns:
    """Returns the campaigns of a workspace and the shipped ones, by name, as they stand now.

    With ``role`` it is those whose letters go to that role. Makes no database if there is none.
    """
    found = campaigns_in(workspace, role)
    with _database(workspace) as database:
        listed = tuple(_listed(workspace, database, each, now) for each in found.readable)
    return ListedCampaigns(listed, found.broken, found.problems)


def listed_campaign(workspace: Workspace, slug: str, now: datetime) -> ListedCampaign:
    """Returns one campaign as it stands now. Raises UnknownName, ProblemsFound."""
    campaign = defined_campaign(workspace.campaign_folder(slug))
    with _database(workspace) as database:
        return _listed(workspace, database, campaign, now)


@contextmanager
def _database(workspace: Workspace) -> Iterator[Database | None]:
    if not workspace.database_path.exists():
        yield None
        return
    with opened(workspace.database_path) as database:
        yield database


def _listed(
    workspace: Workspace, database: Database | None, campaign: Campaign, now: datetime
) -> ListedCampaign:
    petition = find_petition(database.conn, campaign.slug) if database else None
    petition = as_defined(workspace, petition) if petition else None
    state = _state(workspace, petition, campaign, int(now.timestamp()))
    closes = day_of(petition.closes_at - 1, workspace.zone) if petition else campaign.closes
    return ListedCampaign(campaign, state, closes)


def _state(
    workspace: Workspace, petition: Petition | None, campaign: Campaign, now: int
) -> CampaignState:
    defined_end = end_of_day(campaign.closes, workspace.zone)
    closes_at = petition.closes_at if petition else defined_end
    if now >= closes_at:
        return CampaignState.CLOSED_EARLY if closes_at < defined_end else CampaignState.CLOSED
    if _is_unfinished(campaign):
        return CampaignState.TO_WRITE
    if now < start_of_day(campaign.opens, workspace.zone):
        return CampaignState.TO_COME
    return CampaignState.EXTENDED if closes_at > defined_end else CampaignState.OPEN


def _is_unfinished(campaign: Campaign) -> bool:
    try:
        load_campaign(campaign.folder)
    except ProblemsFound:
        return True
    return False
