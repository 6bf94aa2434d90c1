"""Mailing people the links by which they see their own data."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from campaigner.mail.attempts import CLAIM_SECONDS, attempt
from campaigner.mail.messages import Writer
from campaigner.mail.pace import Pace
from campaigner.mail.transports import ClaimLost, ReadyMail, Transport
from campaigner.petitions.tokens import token_hash
from campaigner.store import data_links
from campaigner.store.data_links import DataLink
from campaigner.store.database import Database, transaction
from campaigner.store.issued_files import IssuedFile, save_issued_files

GOOD_FOR = 60 * 60
"""Seconds for which a link opens, from when its mail is written."""


@dataclass(frozen=True)
class _Claimed:
    """The right to mail one link, and its token."""

    database: Database
    writer: Writer
    link: DataLink
    token: str
    now: Callable[[], int]

    @property
    def tries(self) -> int:
        """How often it was tried before."""
        return self.link.tries

    def write(self) -> ReadyMail:
        """Returns the mail. Raises NotWritten."""
        return self.writer.data_link(self.link, self.token, self.now())

    def renew(self) -> None:
        """See that the link is still to be mailed. Raises ClaimLost."""
        with transaction(self.database) as connection:
            if not data_links.is_waiting(connection, self.link.id):
                raise ClaimLost

    def note(self, path: str, sha256: str) -> None:
        """Note the file that the mail is about to be in, so that it is deleted with the person."""
        file = IssuedFile(path, self.link.campaign, sha256, signature=self.link.signature)
        with transaction(self.database) as connection:
            save_issued_files(connection, [file], self.now())

    def put_off(self, due_at: int, tries: int) -> None:
        """Let it be mailed from then on."""
        with transaction(self.database) as connection:
            data_links.put_off(connection, self.link.id, due_at, tries)

    def end(self) -> None:
        """It was mailed, or will not be."""
        with transaction(self.database) as connection:
            data_links.mark_sent(connection, self.link.id, self.now())


def send_links(
    database: Database,
    writer: Writer,
    transport: Transport,
    clock: Callable[[], int],
    pace: Pace | None = None,
) -> int:
    """Mails the links that are due; returns how many went.

    Raises MailServerUnavailable.
    """
    sent = 0
    while data_links.has_due(database.conn, clock()):
        claimed = _claim(database, writer, clock)
        if claimed is None:
            break
        if pace:
            pace.wait()
        sent += attempt(claimed, transport)
    return sent


def _claim(database: Database, writer: Writer, clock: Callable[[], int]) -> _Claimed | None:
    now, token = clock(), secrets.token_hex(20)
    with transaction(database) as connection:
        link = data_links.claim(connection, now, now + CLAIM_SECONDS)
        if link is None:
            return None
        data_links.set_token(connection, link.id, token_hash(token), now + GOOD_FOR)
    return _Claimed(database, writer, link, token, clock)
