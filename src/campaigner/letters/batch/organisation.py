"""The organisation's own letters: to everybody in a role, with the count of their area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from campaigner.campaigns.models import ORGANISATION, Campaign
from campaigner.errors import CampaignerError, UnknownName, UsageError
from campaigner.letters.batch.senders import Addressed
from campaigner.letters.compose import Sender, SignatureCount, Wording
from campaigner.letters.recipients import each_once
from campaigner.letters.supporters import Supporter
from campaigner.problems import Problem
from campaigner.representatives import lookup
from campaigner.representatives.models import Area, Representative
from campaigner.settings import Organisation
from campaigner.store import petitions, tallies
from campaigner.store.database import Database
from campaigner.vocabulary import Role


@dataclass(frozen=True)
class OrganisationToAll:
    """The organisation, which writes to everybody in a role; a number is the recipient's place.

    ``counts`` are those of the petition's areas by scheme and code; they add up to all.
    """

    sender: Sender
    language: str
    place: str
    recipients: Sequence[Representative]
    counts: Mapping[tuple[str, str], int]
    nobody: str = ""  # an empty role is an error
    mending: str = "with the reasons"
    left_out: int = 0
    header: Sequence[str] = ("recipient", "area")

    @property
    def count(self) -> int:
        """How many hold the role."""
        return len(self.recipients)

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Each recipient with their area."""
        for number, each in enumerate(self.recipients, 1):
            yield number, (each.name, each.area.name if each.area else "")

    def addressed(self) -> Iterator[Addressed | Problem]:
        """The organisation with each recipient in turn."""
        total = sum(self.counts.values())
        for number, recipient in enumerate(self.recipients, 1):
            signatures = SignatureCount(self._count_in(recipient.area), total)
            wording = Wording(self.language, kind=ORGANISATION, signatures=signatures)
            yield Addressed(Supporter(self.sender, wording, number), (recipient,))

    def _count_in(self, area: Area | None) -> int:
        return self.counts.get((area.scheme, area.code), 0) if area else 0


def organisation_to_all(
    database: Database, campaign: Campaign, sender: Sender, role: str, language: str
) -> OrganisationToAll:
    """The organisation with those who hold a role now, and the petition's counts as they are.

    Raises UnknownName for an unknown role, CampaignerError where nobody is known to hold it.
    """
    if role not in tuple(Role):
        raise UnknownName("role", role, Role)
    recipients = each_once(lookup.representatives(database, role=role, language=language))
    if not recipients:
        raise CampaignerError(
            f"Nobody is known in the role {role}.",
            hint="Bring them in with: campaigner representative import FILE",
        )
    petition = petitions.find_petition(database.conn, campaign.slug)
    sums = tallies.sums(database.conn, petition.id, "area") if petition else []
    scheme = petition.scheme if petition else ""
    counts = {(scheme, code): count for code, count in sums}
    return OrganisationToAll(sender, language, role, recipients, counts)


def organisation_as_sender(organisation: Organisation, signed_by: str = "") -> Sender:
    """The organisation as the sender of a letter; ``signed_by`` is who signs for it.

    Raises UsageError where the settings do not say what it is called.
    """
    if not organisation.name:
        raise UsageError(
            "campaigner.toml does not say organisation.name, in whose name the letters are.",
            hint="Fill it in there.",
        )
    return Sender(
        organisation.name,
        tuple(organisation.address),
        email=organisation.email,
        signed_by=signed_by,
    )
