"""How mail stands, and trying again what did not go."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from campaigner.mail.bounces import Bounces
from campaigner.mail.sending import Trouble
from campaigner.opening import OpenWorkspace
from campaigner.store import audit, mailed_letters, outbox, signatures
from campaigner.store.database import transaction
from campaigner.store.mail_server import ServerTrouble, server_trouble
from campaigner.store.outbox import Outgoing
from campaigner.vocabulary.mail import Blame, MailState


@dataclass(frozen=True, slots=True)
class MailStatus:
    """How many mails are in which state, why, and what keeps all of them.

    ``troubles`` are those of mails that wait or were given up; ``due`` mails could go now, and
    ``next_due`` is when the next of the others can, in seconds since 1970.
    """

    waiting: int
    due: int
    sent: int
    given_up: int
    next_due: int | None
    troubles: tuple[Trouble, ...]
    server: ServerTrouble | None
    letters: LettersWaiting


@dataclass(frozen=True, slots=True)
class LettersWaiting:
    """Letters that people have mailed to themselves; the fields are as those of ``MailStatus``."""

    waiting: int
    due: int
    next_due: int | None


@dataclass(frozen=True, slots=True)
class Bounce:
    """An address that mail cannot reach, and the mail by which that was found."""

    to: str
    mail: Outgoing


@dataclass(frozen=True, slots=True)
class Retried:
    """How many mails are due again, and how many cannot be: nobody could confirm any more."""

    due: int
    too_late: int


@dataclass(frozen=True, slots=True)
class MailNow:
    """How many mails wait or were given up, and what keeps all of them."""

    waiting: int
    given_up: int
    server: ServerTrouble | None


def mail_now(here: OpenWorkspace) -> MailNow:
    """Returns in short how mail stands: quick however many were sent."""
    connection = here.database.conn
    return MailNow(*outbox.standing(connection), server_trouble(connection))


def mail_troubles(here: OpenWorkspace) -> tuple[Trouble, ...]:
    """Returns what keeps mails from being sent, the most mails first."""
    return tuple(Trouble(*each) for each in outbox.troubles(here.database.conn))


def mail_status(here: OpenWorkspace) -> MailStatus:
    """Returns how mail stands."""
    connection, now = here.database.conn, here.moment
    counts = outbox.counts(connection, now)
    return MailStatus(
        waiting=counts.waiting,
        due=counts.due,
        sent=counts.sent,
        given_up=counts.given_up,
        next_due=counts.next_due,
        troubles=mail_troubles(here),
        server=server_trouble(connection),
        letters=LettersWaiting(*mailed_letters.waiting(connection, now)),
    )


def bounces(here: OpenWorkspace) -> list[Bounce]:
    """Returns the mails that were given up because of their address, in their order."""
    connection = here.database.conn
    addresses = outbox.addresses(connection)
    return [
        Bounce(address, each)
        for each in outbox.given_up(connection, Blame.ADDRESS)
        if (address := addresses[each.id])
    ]


def retry(here: OpenWorkspace, mails: Collection[int] = ()) -> Retried:
    """Makes mails that failed due again: those of these numbers, or all but bounces.

    A mail that is named is tried again even if its address is known to fail: that is forgotten.
    Raises UnknownName for a number that no mail has.
    """
    known = Bounces(here.workspace.keys_folder)
    with transaction(here.database) as connection:
        wanted = (
            outbox.mails(connection, mails)
            if mails
            else [each for each in outbox.failed(connection) if each.blame is not Blame.ADDRESS]
        )
        again = [
            each
            for each in wanted
            if each.state is not MailState.SENT and each.blame is not Blame.PETITION
        ]
        for each in again:
            signature = signatures.signature_of(connection, each.signature)
            if each.blame is Blame.ADDRESS and signature and signature.email:
                known.forget(connection, signature.email)
        outbox.make_due(connection, [each.id for each in again], here.moment)
        if again:
            audit.record(connection, here.moment, here.actor, "mail retried", mails=len(again))
    too_late = sum(each.blame is Blame.PETITION for each in wanted)
    return Retried(len(again), too_late)
