"""The outbox as organisers see it."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.opening import OpenWorkspace
from campaigner.store import outbox
from campaigner.store.outbox import Outgoing

PAGE = 100
"""Mails on a page."""


@dataclass(frozen=True, slots=True)
class ListedMail:
    """A mail and the address that it goes to."""

    mail: Outgoing
    to: str | None


@dataclass(frozen=True, slots=True)
class FailedMails:
    """Mails that were tried and not sent, the newest first.

    ``older`` is where the next page begins, 0 if there are no more.
    """

    mails: tuple[ListedMail, ...]
    older: int


def failed_mails(here: OpenWorkspace, before: int = 0, most: int = PAGE) -> FailedMails:
    """Returns mails that did not go, those below a number (0: the newest)."""
    found = outbox.failed_before(here.database.conn, before, most + 1)
    mails = tuple(ListedMail(*each) for each in found[:most])
    return FailedMails(mails, mails[-1].mail.id if len(found) > most else 0)


def list_mails(here: OpenWorkspace) -> list[ListedMail]:
    """Returns every mail, sent or not, in the order in which they were queued."""
    connection = here.database.conn
    addresses = outbox.addresses(connection)
    return [ListedMail(each, addresses[each.id]) for each in outbox.all_mail(connection)]
