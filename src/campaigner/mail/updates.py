"""Updates to signatories: their mails are queued a few at a time, each once, as others go out.

Whether somebody still agrees is asked when a mail is queued, when it is claimed, and just before it
goes. So an update resumes after its sender was killed, and nobody is written to who has stopped it.
"""

from __future__ import annotations

import sqlite3

from campaigner.holding import DAY
from campaigner.setting_tables import Updates as Settings
from campaigner.store import update_mails, updates
from campaigner.store.database import Database, snapshot, transaction
from campaigner.store.outbox import Outgoing
from campaigner.store.update_mails import Cap
from campaigner.vocabulary.mail import MailKind

AT_ONCE = 200
"""Mails queued in one transaction: whoever signs waits for it no longer than that."""

MONTH = 30 * DAY


def cap_at(settings: Settings, now: int) -> Cap:
    """Returns how many updates a person may get, by the settings."""
    return Cap(settings.a_month, now - MONTH)


def queue_more(database: Database, settings: Settings, now: int) -> bool:
    """Queues the next mails of an update that goes out; returns whether any update goes out.

    What is read before the lock is taken is asked again inside it.
    """
    with snapshot(database) as connection:
        number = update_mails.next_update(connection)
        found = updates.of_number(connection, number) if number else None
        if found is None:
            return False
        wanted = update_mails.next_signatures(connection, found, AT_ONCE)
    with transaction(database) as connection:
        now_standing = updates.of_number(connection, found.id)
        if now_standing != found:
            return True  # another sender was quicker, or somebody stopped it
        update_mails.queue(connection, found.id, wanted, cap_at(settings, now), now)
        up_to = wanted[-1] if wanted else found.queued_up_to
        done = len(wanted) < AT_ONCE
        update_mails.set_queued(connection, found.id, up_to, now if done else None)
    return True


def may_go(connection: sqlite3.Connection, outgoing: Outgoing) -> bool:
    """Returns whether a mail may still be sent: an update only to somebody who still agrees."""
    if outgoing.kind is not MailKind.UPDATE:
        return True
    return update_mails.may_get(connection, outgoing.signature)
