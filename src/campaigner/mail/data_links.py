"""Mailing people the links by which they see their own data."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from campaigner.mail.messages import NotWritten, Writer
from campaigner.mail.pace import Pace
from campaigner.mail.smtp import MailServerUnavailable
from campaigner.mail.transports import ClaimLost, NotDelivered, Transport
from campaigner.petitions.tokens import token_hash
from campaigner.store import data_links
from campaigner.store.data_links import DataLink
from campaigner.store.database import Database, transaction
from campaigner.store.issued_files import IssuedFile, save_issued_files

GOOD_FOR = 60 * 60
"""Seconds for which a link opens, from when its mail is written."""

_BACK_OFF = (60, 5 * 60, 30 * 60, 2 * 3600, 8 * 3600)  # seconds after each failed try, then never
_CLAIM_SECONDS = 15 * 60


@dataclass(frozen=True)
class _Claimed:
    """The right to mail one link, and its token."""

    database: Database
    link: DataLink
    token: str
    clock: Callable[[], int]

    def renew(self) -> None:
        """See that the link is still to be mailed. Raises ClaimLost."""
        with transaction(self.database) as connection:
            if not data_links.is_waiting(connection, self.link.id):
                raise ClaimLost

    def note(self, path: str, sha256: str) -> None:
        """Note the file that the mail is about to be in, so that it is deleted with the person."""
        file = IssuedFile(path, self.link.campaign, sha256, signature=self.link.signature)
        with transaction(self.database) as connection:
            save_issued_files(connection, [file], self.clock())


def send_links(
    database: Database,
    writer: Writer,
    transport: Transport,
    clock: Callable[[], int],
    pace: Pace | None = None,
) -> int:
    """Mails the links that are due; returns how many went.

    One that fails is tried five times again, then given up. Raises MailServerUnavailable.
    """
    sent = 0
    while data_links.has_due(database.conn, clock()):
        claimed = _claim(database, clock)
        if claimed is None:
            break
        if pace:
            pace.wait()
        sent += _send(claimed, writer, transport)
    return sent


def _claim(database: Database, clock: Callable[[], int]) -> _Claimed | None:
    now, token = clock(), secrets.token_hex(20)
    with transaction(database) as connection:
        link = data_links.claim(connection, now, now + _CLAIM_SECONDS)
        if link is None:
            return None
        data_links.set_token(connection, link.id, token_hash(token), now + GOOD_FOR)
    return _Claimed(database, link, token, clock)


def _send(claimed: _Claimed, writer: Writer, transport: Transport) -> bool:
    link, database = claimed.link, claimed.database
    try:
        mail = writer.data_link(link, claimed.token, claimed.clock())
        transport.deliver(mail, claimed)
    except ClaimLost:
        return False
    except (NotWritten, NotDelivered):
        _put_off(claimed)
        return False
    except MailServerUnavailable:
        with transaction(database) as connection:
            data_links.put_off(connection, link.id, claimed.clock(), link.tries)
        raise
    with transaction(database) as connection:
        data_links.mark_sent(connection, link.id, claimed.clock())
    return True


def _put_off(claimed: _Claimed) -> None:
    link, now = claimed.link, claimed.clock()
    with transaction(claimed.database) as connection:
        if link.tries >= len(_BACK_OFF):
            data_links.mark_sent(connection, link.id, now)
        else:
            due = now + _BACK_OFF[link.tries]
            data_links.put_off(connection, link.id, due, link.tries + 1)
