"""People who agreed to news, an organisation that may write to them, and updates that go out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest

from campaigner.mail.messages import Writer
from campaigner.mail.sending import send_due
from campaigner.mail.transports import Claim, ReadyMail
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import MACHINE
from campaigner.petitions.signing.duplicates import person_key
from campaigner.store import consents, outbox
from campaigner.store.consents import OWN, SIGNATURES, Permission, Words
from campaigner.store.database import Database, transaction
from campaigner.store.signatures import NewSignature, add_signatures
from campaigner.store.updates import Update
from campaigner.updates.sending import send_update
from campaigner.updates.writing import Wish, write_update
from campaigner.vocabulary.consents import ContactPurpose
from campaigner.vocabulary.mail import MailKind
from petitioners import NOON, SLUG, application, confirmed, the_petition

NEWS = Permission(OWN, ContactPurpose.NEWS, words=Words("en", "Yes, you may email me news."))
SETTINGS = {
    "ORGANISATION__NAME": "Sample Rights",
    "ORGANISATION__ADDRESS": "1 Sample Street, Leeds LS1 1AA",
    "UPDATES__BASIS": "consent",
}


def set_up(monkeypatch: pytest.MonkeyPatch, **more: str) -> None:
    """The settings say who the organisation is, and that people are asked about news."""
    for name, value in {**SETTINGS, **more}.items():
        monkeypatch.setenv(f"CAMPAIGNER_{name}", value)


def agreed(
    here: OpenWorkspace,
    name: str,
    email: str = "",
    *,
    area: str = "",
    source: str = "web",
    language: str = "en",
) -> int:
    """Somebody signs, confirms and agrees to news, and has had their receipt.

    Returns the number of the signature.
    """
    database = here.database
    email = email or f"{name.split()[0].lower()}@example.org"
    wish = application(name, email, source=source, language=language)
    made = confirmed(database, the_petition(database), wish, area=area)
    with transaction(database) as connection:
        consents.add_permissions(connection, SIGNATURES, made.id, [NEWS], NOON)
        outbox.drop_waiting(connection, MailKind.COUNTED, made.id)
    return made.id


def many_agreed(database: Database, number: int) -> None:
    """So many people have signed, confirmed and agreed; nobody is counted for it."""
    petition = the_petition(database)
    emails = [f"reader{each}@example.org" for each in range(number)]
    with transaction(database) as connection:
        people = [
            NewSignature(
                petition.id, "confirmed", f"Reader {at}", email, "AB10 1AB", "GB", "en", "", "web",
                NOON, person_key(email, "", ""), 0, b"salt", NOON,
            )
            for at, email in enumerate(emails)
        ]  # fmt: skip
        add_signatures(connection, people)
        numbers = connection.execute("SELECT id FROM signatures WHERE name LIKE 'Reader %'")
        given = [(row[0], NEWS, NOON) for row in numbers.fetchall()]
        consents.add_all(connection, SIGNATURES, given)


def an_update(here: OpenWorkspace, subject: str = "We were heard", body: str = "") -> Update:
    """An organiser has written an update."""
    text = body or "The Minister has **answered**.\n\n- [Read it](https://example.org/answer)\n"
    return write_update(here, MACHINE, SLUG, Wish(subject, text))


@dataclass
class Server:
    """A mail server that takes everything; ``before`` happens before a mail is taken."""

    here: OpenWorkspace
    taken: Counter[str] = field(default_factory=Counter)
    before: dict[str, object] = field(default_factory=dict)
    longest = 30.0

    def deliver(self, mail: ReadyMail, claim: Claim) -> None:
        happens = self.before.pop(mail.to, None)
        if callable(happens):
            happens()
        claim.renew()
        self.taken[mail.to] += 1

    def close(self) -> None:
        pass

    def send(self, limit: int | None = None) -> int:
        here = self.here
        writer = Writer(here.workspace)
        return send_due(here.database, writer, self, lambda: here.moment, limit).sent


def started(here: OpenWorkspace) -> int:
    """An update that goes out."""
    number = an_update(here).id
    send_update(here, MACHINE, SLUG, number)
    return number
