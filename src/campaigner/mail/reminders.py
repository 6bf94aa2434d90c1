"""A reminder, once, to those who have not confirmed after a day."""

from __future__ import annotations

from campaigner.petitions.signing.mails import MAILS_AT_MOST
from campaigner.store import outbox
from campaigner.store.database import Database, transaction
from campaigner.vocabulary.mail import MailKind

AFTER = 24 * 60 * 60


def queue_reminders(database: Database, now: int) -> int:
    """Puts reminders into the outbox for those to whom one is due; returns how many.

    Due are those who signed a day ago on a petition that is open, were sent the confirmation and no
    reminder yet, and had fewer than five mails.
    """
    with transaction(database) as connection:
        waiting = outbox.unreminded(connection, now - AFTER, now, MAILS_AT_MOST)
        outbox.add_mails(connection, MailKind.REMIND, waiting, now)
    return len(waiting)
