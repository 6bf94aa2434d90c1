"""Signatories who agreed, when they signed, that a letter goes out in their name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from campaigner.campaigns.models import Campaign
from campaigner.data_protection.questions import text_of
from campaigner.letters.batch.senders import Addressed, with_recipients
from campaigner.letters.supporters import Supporter
from campaigner.letters.writing.compose import Sender, Wording
from campaigner.problems import Problem, Severity
from campaigner.representatives.postcodes import Postcode, PostcodeError, parse_postcode
from campaigner.store import letter_consents
from campaigner.store.database import Database
from campaigner.store.signatures import Signature
from campaigner.text import plural


@dataclass(frozen=True)
class Signatories:
    """Those whose signature is confirmed and who said yes; a number is that of the signature."""

    database: Database
    campaign: Campaign
    language: str
    place: str = "signatures"
    left_out: int = 0
    notes: Sequence[Problem] = ()
    header: Sequence[str] = ("signature", "name", "postcode", "email", "language")
    today: date = field(kw_only=True)

    @property
    def count(self) -> int:
        """The number of signatories who agreed."""
        return letter_consents.count_agreed(self.database.conn, self.campaign.slug)

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Each as a table of supporters has them."""
        for each in self._signatures():
            yield each.id, (str(each.id), each.name, each.postcode, each.email or "", each.language)

    def addressed(self) -> Iterator[Addressed | Problem]:
        """Each with those who represent them, in the area that they signed for."""
        for signature in self._signatures():
            try:
                postcode = parse_postcode(signature.postcode, signature.country)
            except PostcodeError as error:
                yield Problem(self.place, signature.id, "no-recipient", error.message, error.hint)
            else:
                supporter = self._supporter(signature, postcode)
                yield with_recipients(
                    self.database,
                    self.campaign,
                    supporter,
                    self.place,
                    postcode,
                    signature.area,
                    today=self.today,
                )

    def _signatures(self) -> Iterator[Signature]:
        return letter_consents.who_agreed(self.database.conn, self.campaign.slug)

    def _supporter(self, signature: Signature, postcode: Postcode) -> Supporter:
        known = signature.language in self.campaign.languages
        sender = Sender(
            signature.name,
            postcode=str(postcode),
            email=signature.email or "",
        )
        language = signature.language if known else self.language
        return Supporter(sender, Wording(language), signature.id)


def earlier_texts(database: Database, campaign: Campaign) -> list[Problem]:
    """Returns a note if people agreed to a text of the letter that has been changed since."""
    texts = {text_of(campaign, language) for language in campaign.languages}
    known = [text for text in texts if text]
    count = letter_consents.count_other_texts(database.conn, campaign.slug, known)
    if not count:
        return []
    people = plural(count, "person", "people")
    message = f"{people} agreed to an earlier text of the letter."
    hint = "If what it says or asks has changed, ask them again before you send it."
    return [Problem("signatures", 0, "letter-changed", message, hint, severity=Severity.WARNING)]
