"""The organisations that run a campaign together, and the people whom each may write to."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import Partner
from campaigner.opening import OpenWorkspace
from campaigner.store import audit
from campaigner.store.contacts import Contact, who_said_yes
from campaigner.store.database import transaction


@dataclass(frozen=True, slots=True)
class PartnerCount:
    """A partner, and how many people said yes to it."""

    partner: Partner
    said_yes: int


@dataclass(frozen=True, slots=True)
class Contacts:
    """The people who said yes to one partner, the earliest first."""

    partner: Partner
    people: list[Contact]


def partner_counts(here: OpenWorkspace, campaign: str) -> list[PartnerCount]:
    """Returns a campaign's partners and how many people said yes to each.

    Raises UnknownName for a campaign that is not there.
    """
    connection = here.database.conn
    return [
        PartnerCount(partner, len(who_said_yes(connection, campaign, partner.key)))
        for partner in defined_campaign(here.workspace.campaign_folder(campaign)).partners
    ]


def contacts_of(here: OpenWorkspace, campaign: str, partner: str) -> Contacts:
    """Returns the people who said yes to one partner, and nobody else; the audit notes it.

    Raises UnknownName for a campaign that is not there, or a partner who asks for no consent,
    ControllerUnfilled if people could not be told who gave their addresses away.
    """
    here.workspace.settings.check_controller()
    defined = defined_campaign(here.workspace.campaign_folder(campaign))
    found = defined.partner_who_asks(partner)
    with transaction(here.database) as connection:
        people = who_said_yes(connection, campaign, found.key)
        audit.record(
            connection,
            here.moment,
            here.actor,
            "partner export",
            campaign,
            partner=found.key,
            rows=len(people),
        )
    return Contacts(found, people)
