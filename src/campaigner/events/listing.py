"""Events as organisers see them, with the places that are taken."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import Event
from campaigner.opening import OpenWorkspace
from campaigner.store import bookings


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """An event of a campaign, and how many of its places are taken."""

    campaign: str
    event: Event
    taken: int


def list_events(here: OpenWorkspace, campaign: str = "") -> list[ListedEvent]:
    """Returns the events of one campaign or of all. Raises UnknownName for the campaign."""
    connection, workspace = here.database.conn, here.workspace
    return [
        ListedEvent(slug, event, bookings.taken(connection, (slug, event.id)))
        for slug in ([campaign] if campaign else workspace.campaign_slugs())
        for event in defined_campaign(workspace.campaign_folder(slug)).events
    ]
