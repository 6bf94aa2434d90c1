"""The outbox as organisers see it."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.opening import OpenWorkspace
from campaigner.store import outbox
from campaigner.store.outbox import Outgoing


@dataclass(frozen=True, slots=True)
class ListedMail:
    """A mail and the address that it goes to."""

    mail: Outgoing
    to: str | None


def list_mails(here: OpenWorkspace) -> list[ListedMail]:
    """Returns every mail, sent or not, in the order in which they were queued."""
    connection = here.database.conn
    addresses = outbox.addresses(connection)
    return [ListedMail(each, addresses[each.id]) for each in outbox.all_mail(connection)]
