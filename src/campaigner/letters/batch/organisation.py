"""The organisation's own letters: to everybody in a role, with the count of their area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from campaigner.campaigns.models import ORGANISATION, Campaign
from campaigner.errors import CampaignerError, UsageError
from campaigner.letters.batch.senders import Addressed
from campaigner.letters.recipients import each_once
from campaigner.letters.supporters import Supporter
from campaigner.letters.writing.compose import OrganisationShown, Sender, SignatureCount, Wording
from campaigner.problems import Problem
from campaigner.representatives import lookup
from campaigner.representatives.models import Area, Representative
from campaigner.setting_tables import Organisation
from campaigner.store import petitions, tallies
from campaigner.store.database import Database
from campaigner.typed_words import clean_line
from campaigner.vocabulary.representatives import Role


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
    left_out: int = 0
    notes: Sequence[Problem] = ()
    header: Sequence[str] = ("recipient", "area")

    @property
    def count(self) -> int:
        """The number of people who hold the role."""
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
    database: Database,
    campaign: Campaign,
    sender: Sender,
    role: Role,
    language: str,
    today: date,
) -> OrganisationToAll:
    """Returns the organisation with those who hold a role ``today``, and the petition's counts.

    Raises CampaignerError if nobody is known to hold the role.
    """
    recipients = each_once(
        lookup.representatives(database, role=role, language=language, today=today)
    )
    if not recipients:
        raise CampaignerError(f"Nobody is known in the role {role}.", code="nobody-in-role")
    petition = petitions.find_petition(database.conn, campaign.slug)
    sums = tallies.sums(database.conn, petition.id, "area") if petition else []
    scheme = petition.scheme if petition else ""
    counts = {(scheme, code): count for code, count in sums}
    return OrganisationToAll(sender, language, role, recipients, counts)


def organisation_as_sender(organisation: Organisation, signed_by: str = "") -> Sender:
    """Returns the organisation as the sender of a letter; ``signed_by`` is who signs for it.

    Raises UsageError if the settings do not have its name.
    """
    if not organisation.name:
        raise UsageError(
            "The settings in campaigner.toml do not have the organisation’s name.",
            hint="Add organisation.name there: the letters are in that name.",
        )
    return Sender(
        organisation.name,
        tuple(organisation.address),
        email=organisation.email,
        signed_by=clean_line(signed_by),
        about=OrganisationShown(
            organisation.logo,
            organisation.charity_number,
            organisation.website,
            organisation.telephone,
        ),
    )
