"""Mail about a signature: which may still go out."""

from __future__ import annotations

import sqlite3

from campaigner.store import outbox
from campaigner.store.signatures import Signature
from campaigner.vocabulary import MailKind, SignatureState

MAILS_AT_MOST = 5  # for one signature, whatever happens


def remind(connection: sqlite3.Connection, known: Signature, now: int) -> None:
    """Queue mail to a person who signed again: the confirmation once more, or that it counts.

    Nothing is sent to those whose signature an organiser has invalidated, no more than five
    mails for one signature, and no second one of a kind that is still waiting.
    """
    kind = _kind(known)
    if kind and known.email and may_mail(connection, kind, known.id):
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
