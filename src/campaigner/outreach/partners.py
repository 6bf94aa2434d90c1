"""The organisations that run a campaign together, and the people whom each may write to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import Partner
from campaigner.destinations import Destination, destination
from campaigner.errors import UsageError
from campaigner.issued import EXPORT
from campaigner.opening import OpenWorkspace
from campaigner.store import audit
from campaigner.store.consents import OURSELVES, OWN
from campaigner.store.contacts import Contact, who_said_yes
from campaigner.store.database import transaction
from campaigner.vocabulary.papers import ListFormat
from campaigner.written_rows import rows_as_text

EXPORTED = "partner export"
"""What the audit calls it when somebody took the contacts of one partner away."""
CONTACT = ("name", "email", "said_yes", "through", "purpose", "channel", "basis")


@dataclass(frozen=True, slots=True)
class PartnerCount:
    """A partner, and how many people said yes to it, for whatever purpose."""

    partner: Partner
    said_yes: int


@dataclass(frozen=True, slots=True)
class Contacts:
    """The people who may be contacted by one partner, or by the organisation, the earliest first.

    ``asker`` is the partner's key, or ``OURSELVES``.
    """

    asker: str
    people: list[Contact]
    zone: tzinfo

    @property
    def rows(self) -> list[dict[str, str]]:
        """The people as rows of ``CONTACT``, with the local time at which they said yes."""
        return [
            {
                "name": each.name,
                "email": each.email,
                "purpose": each.purpose.value,
                "channel": each.channel.value,
                "said_yes": each.said_yes.astimezone(self.zone).isoformat(),
                "through": each.through,
                "basis": each.basis.value,
            }
            for each in self.people
        ]

    def text(self, form: ListFormat) -> str:
        """Returns the people as a file has them: as JSON, or as CSV."""
        return rows_as_text(self.rows, CONTACT, form)


def contacts_file(
    here: OpenWorkspace, campaign: str, path: Path, form: ListFormat, *, replace: bool = False
) -> Destination:
    """Returns the file that the contacts of a campaign may be written to, noted as about people.

    Raises UsageError for a form that is not one of files, and as ``destinations.destination``.
    """
    if form is ListFormat.TABLE:
        raise UsageError("A table is for the terminal.", hint="Use the format csv or json.")
    kind = f"{EXPORT} contacts {form.value}"
    return destination(here, path, kind, replace=replace, campaign=campaign)


def partner_counts(here: OpenWorkspace, campaign: str) -> list[PartnerCount]:
    """Returns a campaign's partners and how many people said yes to each.

    Raises UnknownName for a campaign that is not there.
    """
    connection = here.database.conn
    return [
        PartnerCount(partner, _people(who_said_yes(connection, campaign, partner.key)))
        for partner in defined_campaign(here.workspace.campaign_folder(campaign)).partners
    ]


def contacts_of(here: OpenWorkspace, campaign: str, partner: str) -> Contacts:
    """Returns the people who said yes to one partner, and nobody else; the audit notes it.

    ``OURSELVES`` instead of a partner gives those whom the organisation may send its own news.
    Raises UnknownName for a campaign that is not there, or a partner who asks for no consent,
    ControllerUnfilled if people could not be told who gave their addresses away.
    """
    here.workspace.settings.check_controller()
    defined = defined_campaign(here.workspace.campaign_folder(campaign))
    ours = partner == OURSELVES
    asker = OURSELVES if ours else defined.partner_who_asks(partner).key
    with transaction(here.database) as connection:
        people = who_said_yes(connection, campaign, OWN if ours else asker)
        audit.record(
            connection,
            here.moment,
            here.actor,
            EXPORTED,
            campaign,
            partner=asker,
            rows=len(people),
        )
    return Contacts(asker, people, here.zone)


def _people(contacts: list[Contact]) -> int:
    return len({each.email.lower() for each in contacts})
