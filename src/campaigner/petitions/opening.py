"""A petition that is being worked on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import Campaign
from campaigner.opening import OpenWorkspace
from campaigner.petitions.register import registered
from campaigner.petitions.rehearsing import check_rehearsal
from campaigner.shelf import in_this_moment
from campaigner.store.database import Database
from campaigner.store.petitions import Petition
from campaigner.time_zones import day_of
from campaigner.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OpenPetition:
    """What the services of a petition work on.

    ``now`` is in seconds since 1970; ``actor`` is who does it, as the audit records it.
    """

    workspace: Workspace
    database: Database
    campaign: Campaign
    petition: Petition
    now: int
    actor: str

    @property
    def moment(self) -> int:
        """``now``, as open workspaces call it."""
        return self.now

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's time zone. Raises ProblemsFound if the settings are wrong."""
        return self.workspace.zone

    @property
    def today(self) -> date:
        """The day that it is for the organisation. Raises ProblemsFound as ``zone``."""
        return day_of(self.now, self.zone)


def open_petition(here: OpenWorkspace, slug: str) -> OpenPetition:
    """Returns the petition of a campaign, in line with the campaign's definition.

    Raises UnknownName for a campaign that is not there, ProblemsFound if its definition
    cannot be used, RehearsalRefused.
    """
    check_rehearsal(here)
    campaign = defined_campaign(here.workspace.campaign_folder(slug))
    petition = registered(here.database, campaign, here.zone)
    return OpenPetition(here.workspace, here.database, campaign, petition, here.moment, here.actor)


def petition_to_sign(here: OpenWorkspace, slug: str) -> OpenPetition:
    """As ``open_petition``, once for all who sign in one moment; its count may be an earlier one.

    Raises as it does.
    """
    key = ("petition", here.database, slug)
    return in_this_moment(key, lambda: open_petition(here, slug))
