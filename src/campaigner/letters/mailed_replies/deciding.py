"""Saying what a mail is: the reply to a letter, or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from campaigner.errors import UsageError
from campaigner.letters.records.replies import NoLetter, Reply, record_reply
from campaigner.opening import OpenWorkspace
from campaigner.store import audit, mailed_replies, replies
from campaigner.store.database import transaction
from campaigner.store.mailed_replies import MailedReplyRow
from campaigner.time_zones import day_of
from campaigner.vocabulary.letters import MailedReplyState, ReplyOutcome


class NoMailedReply(UsageError):
    """No mail of this number waits."""

    code = "no-mailed-reply"

    def __init__(self, number: int) -> None:
        super().__init__(f"No mail {number} waits.", hint="Somebody else has decided about it.")


@dataclass(frozen=True, slots=True)
class MailedReply:
    """A mail that waits for somebody to say what it is.

    ``letter`` is the number of the letter that it seems to reply to, None if nobody can tell.
    """

    number: int
    sent: date
    sender: str
    subject: str
    text: str
    letter: int | None


def mailed_replies_waiting(here: OpenWorkspace) -> list[MailedReply]:
    """Returns the mails that wait, the oldest first; at most 200."""
    return [_shown(here, row) for row in mailed_replies.waiting(here.database.conn)]


def take_as_reply(here: OpenWorkspace, number: int, letter: int, outcome: ReplyOutcome) -> None:
    """Records a mail as the reply to a letter, with its words.

    Raises NoMailedReply, and as ``record_reply``.
    """
    with transaction(here.database) as connection:
        row = _waiting(here, number)
        made_at = replies.first_made_at(connection, letter)
        if made_at is None:
            raise NoLetter(letter)
        day = max(day_of(row.sent_at, here.zone), day_of(made_at, here.zone))
        text = "\n\n".join(filter(None, (row.subject, row.text)))
        record_reply(here, letter, Reply(outcome, min(day, here.today), text))
        mailed_replies.settle(connection, [number], MailedReplyState.RECORDED, letter)


def set_aside(here: OpenWorkspace, number: int) -> None:
    """Notes that a mail answers no letter, and removes its words; it stays in the mailbox.

    Raises NoMailedReply.
    """
    with transaction(here.database) as connection:
        _waiting(here, number)
        mailed_replies.settle(connection, [number], MailedReplyState.SET_ASIDE)
        audit.record(connection, here.moment, here.actor, "mail set aside", mail=number)


def _waiting(here: OpenWorkspace, number: int) -> MailedReplyRow:
    row = mailed_replies.of_number(here.database.conn, number)
    if row is None:
        raise NoMailedReply(number)
    return row


def _shown(here: OpenWorkspace, row: MailedReplyRow) -> MailedReply:
    sent = day_of(row.sent_at, here.zone)
    return MailedReply(row.id, sent, row.sender, row.subject, row.text, row.letter)
