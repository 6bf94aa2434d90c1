"""Signing: from an application to a pending signature with its confirmation in the outbox."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from campaigner.emails import canonical_email
from campaigner.errors import CampaignerError
from campaigner.petitions.applications import Application
from campaigner.petitions.duplicates import free_place, person_key, repeated
from campaigner.petitions.networks import LIMITS, Limits, is_suspect
from campaigner.petitions.proof.ledger import new_salt
from campaigner.store import letter_consents, outbox, signatures
from campaigner.store.database import Database, transaction
from campaigner.store.petitions import Petition
from campaigner.store.signatures import NewSignature, Signature
from campaigner.vocabulary import SignatureState

MAILS_AT_MOST = 5  # for one signature, whatever happens


class NotOpen(CampaignerError):
    """The petition is not open yet, or closed."""


class Outcome(StrEnum):
    """What came of an application. The person who signs is told the same whichever it is."""

    PENDING = "pending"
    SUSPECT = "suspect"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Signed:
    """The signature that was made, or the one that was there already."""

    outcome: Outcome
    signature: int


def sign(
    database: Database,
    petition: Petition,
    application: Application,
    now: int,
    *,
    area: str = "",
    suspect: bool = False,
    network: bytes = b"",
    limits: Limits = LIMITS,
) -> Signed:
    """Sign a petition with a checked application; durable when it returns.

    ``area`` is the code that the signature is tallied under, empty for none. A ``suspect``
    signature goes on like any other, but counts only when an organiser says so; it is suspect,
    too, where too many came from its ``network`` (``networks.network_hash``; empty for one that
    is let through or not known). Raises NotOpen.
    """
    check_open(petition, now)
    while True:
        try:
            with transaction(database) as connection:
                if network:
                    earlier = signatures.times_of_network(connection, petition.id, network, now)
                    suspect = is_suspect(earlier, now, limits) or suspect
                made = _sign(connection, petition, application, now, area, suspect=suspect)
                if network and made.outcome is not Outcome.DUPLICATE:
                    signatures.add_network(connection, made.signature, petition.id, network, now)
                return made
        except sqlite3.IntegrityError as error:
            if "signatures.place" not in str(error):
                raise  # else another request took the place meanwhile: judge again


def check_open(petition: Petition, now: int) -> None:
    """Raise NotOpen before a petition opens and from the moment when it closes."""
    if now >= petition.closes_at:
        raise NotOpen("This petition is closed.", hint="Thank you for wanting to sign.")
    if now < petition.opens_at:
        from campaigner.petitions.proof.ledger import day_and_hour

        day, _ = day_and_hour(petition.opens_at)
        raise NotOpen(
            f"This petition opens on {day}.",
            hint=f"For a rehearsal, set CAMPAIGNER_NOW={day}T12:00:00.",
        )


def _sign(
    connection: sqlite3.Connection,
    petition: Petition,
    application: Application,
    now: int,
    area: str,
    *,
    suspect: bool,
) -> Signed:
    person = person_key(application.email, application.name, application.postcode)
    there = signatures.of_person(connection, person, petition.id)
    earlier = [each for each in there if same_mailbox(each, application)]
    if known := repeated(application, earlier):
        remind(connection, known, now)
        return Signed(Outcome.DUPLICATE, known.id)
    outcome = Outcome.SUSPECT if suspect else Outcome.PENDING
    place = free_place([each.place for each in there])
    state = SignatureState.SUSPECT if suspect else SignatureState.PENDING
    new = NewSignature(
        petition.id,
        state,
        application.name,
        application.email,
        application.postcode,
        application.country,
        application.language,
        area,
        application.source,
        signed_at=now,
        person=person,
        place=place,
        salt=new_salt(),
    )
    number = signatures.add_signature(connection, new)
    if application.consents:
        signatures.add_consents(connection, number, application.consents, now)
    if application.letter:
        letter_consents.add_letter_consents(connection, [number], now)
    outbox.add_mail(connection, "confirm", number, now)
    return Signed(outcome, number)


def same_mailbox(signature: Signature, application: Application) -> bool:
    """Whether the key that two share comes from one mailbox, which is as good as certain."""
    if signature.email is None or application.email is None:
        return signature.email == application.email
    return canonical_email(signature.email) == canonical_email(application.email)


def remind(connection: sqlite3.Connection, known: Signature, now: int) -> None:
    """Mail somebody who signed again: the confirmation once more, or that it is counted.

    Nothing is sent to those whose signature an organiser has invalidated, nor more than five
    mails for one signature, nor a second one of a kind that still waits.
    """
    kind = {"pending": "confirm", "suspect": "confirm", "confirmed": "already"}.get(known.state)
    if known.state == "suspect" and known.confirmed_at:
        kind = "already"
    if kind and known.email and may_mail(connection, kind, known.id):
        outbox.add_mail(connection, kind, known.id, now)


def may_mail(connection: sqlite3.Connection, kind: str, signature: int) -> bool:
    """Whether another mail of that kind may go out about a signature."""
    return outbox.mails_about(connection, signature) < MAILS_AT_MOST and not outbox.is_waiting(
        connection, kind, signature
    )
