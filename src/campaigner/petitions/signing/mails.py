"""Mail about a signature: which may still go out."""

from __future__ import annotations

import sqlite3

from campaigner.petitions.signing.duplicates import person_key
from campaigner.petitions.signing.tokens import DAY
from campaigner.store import outbox
from campaigner.store.signatures import Signature
from campaigner.vocabulary.mail import MailKind
from campaigner.vocabulary.signatures import SignatureState

MAILS_AT_MOST = 5  # for one signature, whatever happens
MAILS_IN_A_DAY = 10  # to one mailbox, about all petitions, that anybody can cause


def remind(connection: sqlite3.Connection, known: Signature, now: int) -> None:
    """Queue mail to a person who signed again: the confirmation once more, or that it counts.

    Nothing is sent to those whose signature an organiser has invalidated, no more than five
    mails for one signature, no second one of a kind that is still waiting, and no more to one
    mailbox in a day than ``may_write_to`` allows.
    """
    kind = _kind(known)
    if (
        kind
        and known.email
        and may_mail(connection, kind, known.id)
        and may_write_to(connection, known.email, now)
    ):
        outbox.add_mail(connection, kind, known.id, now)


def _kind(known: Signature) -> MailKind | None:
    if known.state is SignatureState.PENDING:
        return MailKind.CONFIRM
    if known.state is SignatureState.SUSPECT:
        return MailKind.ALREADY if known.confirmed_at else MailKind.CONFIRM
    return MailKind.ALREADY if known.state is SignatureState.CONFIRMED else None


def may_mail(connection: sqlite3.Connection, kind: MailKind, signature: int) -> bool:
    """Returns whether another mail of that kind may go out about a signature."""
    return outbox.mails_about(connection, signature) < MAILS_AT_MOST and not outbox.is_waiting(
        connection, kind, signature
    )


def may_write_to(connection: sqlite3.Connection, email: str, now: int) -> bool:
    """Returns whether a mailbox gets another mail today for what is typed into forms.

    Anybody can type anybody's address, with ever new names and on every petition. Nothing tells
    them where it ends: a signature is taken, and its owner can ask for the mail the next day.
    """
    person = person_key(email, "", "")
    return outbox.mails_to(connection, person, now - DAY) < MAILS_IN_A_DAY
