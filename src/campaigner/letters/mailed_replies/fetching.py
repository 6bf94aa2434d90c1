"""Fetching what has come to the mailbox for replies."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaigner.letters.mailed_replies.mailbox import Mailbox, RawMail, opened_mailbox
from campaigner.letters.mailed_replies.matching import proposed_letter
from campaigner.letters.mailed_replies.reading import read_mail
from campaigner.opening import OpenWorkspace
from campaigner.store import audit, mailed_replies
from campaigner.store.database import transaction

if TYPE_CHECKING:
    from campaigner.setting_tables import Replies

Open = Callable[["Replies"], AbstractContextManager[Mailbox]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """How many mails are new, how many of those seem to answer a letter, and how many wait."""

    new: int
    proposed: int
    waiting: int


def fetch_replies(here: OpenWorkspace, opened: Open = opened_mailbox) -> Fetched:
    """Fetches new mails from the mailbox; each waits until somebody says what it is.

    Mails stay on the server, marked. Interrupted and run again, none is lost or taken twice.
    Raises NoReplyMailbox, MailboxUnavailable.
    """
    settings = here.workspace.settings.replies
    new = proposed = 0
    with opened(settings) as mailbox:
        place = _place(settings)
        validity, last = mailed_replies.read_so_far(here.database.conn, place)
        for raw in mailbox.after(last if validity == mailbox.validity else 0):
            is_new, has_letter = _keep(here, place, mailbox.validity, raw)
            mailbox.mark(raw.uid)
            new += is_new
            proposed += is_new and has_letter
    with transaction(here.database) as connection:
        if new:
            audit.record(connection, here.moment, here.actor, "replies fetched", mails=new)
        waiting = mailed_replies.count_waiting(connection)
    return Fetched(new, proposed, waiting)


def _keep(here: OpenWorkspace, place: bytes, validity: int, raw: RawMail) -> tuple[bool, bool]:
    """Keep a mail, and how far the mailbox has been read; returns if it is new, and is matched."""
    mail = read_mail(raw.content, here.moment)
    words = (mail.sender, mail.subject, mail.text)
    with transaction(here.database) as connection:
        letter = proposed_letter(connection, mail)
        is_new = mailed_replies.add(connection, mail.mark, here.moment, mail.sent_at, words, letter)
        mailed_replies.note_read(connection, place, validity, raw.uid)
    return is_new, letter is not None


def _place(settings: Replies) -> bytes:
    parts = (settings.imap_host, settings.imap_username, settings.imap_folder)
    return hashlib.sha256("\n".join(parts).encode()).digest()
