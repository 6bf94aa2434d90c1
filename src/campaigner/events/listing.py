"""Events as organisers see them, with the places that are taken."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import Event
from campaigner.campaigns.overview import campaigns_in
from campaigner.opening import OpenWorkspace
from campaigner.store import bookings


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """An event of a campaign, and how many of its places are taken."""

    campaign: str
    event: Event
    taken: int

    @property
    def places_left(self) -> int | None:
        """How many places are free, never less than none; None if there is no limit."""
        places = self.event.places
        return None if places is None else max(places - self.taken, 0)


def events_to_come(here: OpenWorkspace, campaign: str) -> list[ListedEvent]:
    """Returns the events of a campaign that are not over yet, the next one first.

    Raises UnknownName or ProblemsFound.
    """
    listed = [each for each in list_events(here, campaign) if each.event.over_at > here.now]
    return sorted(listed, key=lambda each: each.event.starts)


def listed_event(here: OpenWorkspace, campaign: str, event: str) -> ListedEvent:
    """Returns an event of a campaign. Raises UnknownName, ProblemsFound."""
    found = defined_campaign(here.workspace.campaign_folder(campaign)).event(event)
    taken = bookings.taken(here.database.conn, (campaign, found.id))
    return ListedEvent(campaign, found, taken)


def list_events(here: OpenWorkspace, campaign: str = "") -> list[ListedEvent]:
    """Returns the events of one campaign, or of all that can be read.

    Raises UnknownName or ProblemsFound for the campaign that was named.
    """
    connection, workspace = here.database.conn, here.workspace
    campaigns = (
        (defined_campaign(workspace.campaign_folder(campaign)),)
        if campaign
        else campaigns_in(workspace).readable
    )
    return [
        ListedEvent(each.slug, event, bookings.taken(connection, (each.slug, event.id)))
        for each in campaigns
        for event in each.events
    ]
