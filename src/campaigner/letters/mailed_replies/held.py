"""What mails that wait hold about people: who sent them, and what they say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from campaigner.holding import DAY, Limits, Person, Removed, time_of
from campaigner.store import mailed_replies
from campaigner.store.database import Database, transaction
from campaigner.store.mailed_replies import MailedReplyRow
from campaigner.text import fold
from campaigner.vocabulary.letters import MailedReplyState

KEPT_DAYS = 90  # for which a mail waits until somebody says what it is


class MailedReplies:
    """Mails from the mailbox for replies that nobody has decided about."""

    name = "mailed_replies"
    tables = frozenset(("mailed_replies", "reply_mailboxes"))
    kinds = ("mailed_replies",)

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns the mails that a person sent, or that name their address."""
        return [
            {
                "sent_at": time_of(each.sent_at),
                "sender": each.sender,
                "subject": each.subject,
                "text": each.text,
            }
            for each in _of_person(connection, person)
        ]

    def erase(self, database: Database, person: Person) -> Removed:
        """Removes the words of these mails; they stay in the mailbox itself."""
        return _forget(database, [each.id for each in _of_person(database.conn, person)])

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns how many mails have waited too long."""
        return {"mailed_replies": len(_past(connection, limits))}

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Removes their words."""
        yield _forget(database, _past(database.conn, limits))


HELD = MailedReplies()


def _past(connection: sqlite3.Connection, limits: Limits) -> list[int]:
    return mailed_replies.fetched_before(connection, limits.now - KEPT_DAYS * DAY)


def _of_person(connection: sqlite3.Connection, person: Person) -> list[MailedReplyRow]:
    found = mailed_replies.all_with_words(connection)
    return [each for each in found if _is_about(each, person)]


def _is_about(mail: MailedReplyRow, person: Person) -> bool:
    words = fold(f"{mail.sender}\n{mail.subject}\n{mail.text}")
    if person.mailbox:
        return person.has(mail.sender) or fold(person.mailbox) in words
    return bool(person.name) and fold(person.name) in words


def _forget(database: Database, numbers: list[int]) -> Removed:
    with transaction(database) as connection:
        mailed_replies.settle(connection, numbers, MailedReplyState.REMOVED)
    return Removed({"mailed_replies": len(numbers)})
