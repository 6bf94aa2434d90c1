"""Mails that bring a person a link of their own, whatever it opens.

Its token is made when the mail is claimed. The hash is kept, the token is in the mail alone.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from campaigner.mail.attempts import CLAIM_SECONDS, attempt_all
from campaigner.mail.messages import Writer
from campaigner.mail.pace import Pace
from campaigner.mail.transports import ClaimLost, ReadyMail, Transport
from campaigner.petitions.signing.tokens import token_hash
from campaigner.store.database import Database, transaction


class Queued(Protocol):
    """A link that is to be mailed."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def tries(self) -> int:
        """How often it was tried before."""


Link = TypeVar("Link", bound=Queued)
Link_co = TypeVar("Link_co", bound=Queued, covariant=True)


class Queue(Protocol[Link_co]):
    """Where links wait: a module of ``store``, whose functions these are."""

    def has_due(self, connection: sqlite3.Connection, now: int, /) -> bool:
        """Returns whether a link is to be mailed now."""

    def claim(self, connection: sqlite3.Connection, now: int, until: int, /) -> Link_co | None:
        """Returns the link that has been due the longest; others leave it alone until then."""

    def set_token(
        self, connection: sqlite3.Connection, link: int, digest: bytes, expires_at: int, /
    ) -> None:
        """Notes the hash of the token that is mailed."""

    def is_waiting(self, connection: sqlite3.Connection, link: int, /) -> bool:
        """Returns whether a link is still to be mailed."""

    def put_off(
        self, connection: sqlite3.Connection, link: int, due_at: int, tries: int, /
    ) -> None:
        """Lets a link be mailed later."""

    def mark_sent(self, connection: sqlite3.Connection, link: int, now: int, /) -> None:
        """Notes that a link was mailed, or will not be."""


@dataclass(frozen=True)
class LinkMails(Generic[Link]):
    """All mails with links of one kind.

    ``good_for`` says for how many seconds a link opens, from when its mail is written. ``write``
    takes the token and the time. ``note`` notes a file that the mail is about to be in, with its
    SHA-256, so that it is deleted with the person.
    """

    queue: Queue[Link]
    good_for: Callable[[Writer], int]
    write: Callable[[Writer, Link, str, int], ReadyMail]
    note: Callable[[sqlite3.Connection, Link, str, str, int], None]

    def send(
        self,
        database: Database,
        writer: Writer,
        transport: Transport,
        clock: Callable[[], int],
        pace: Pace | None = None,
    ) -> int:
        """Mails those that are due; returns how many went. Raises MailServerUnavailable."""
        return attempt_all(lambda: _claim(self, database, writer, clock), transport, pace)


@dataclass(frozen=True)
class _Claimed(Generic[Link]):
    """The right to mail one link, and its token."""

    mails: LinkMails[Link]
    database: Database
    writer: Writer
    link: Link
    token: str
    now: Callable[[], int]

    @property
    def tries(self) -> int:
        """How often it was tried before."""
        return self.link.tries

    def write(self) -> ReadyMail:
        """Returns the mail. Raises NotWritten."""
        return self.mails.write(self.writer, self.link, self.token, self.now())

    def renew(self) -> None:
        """See that the link is still to be mailed. Raises ClaimLost."""
        with transaction(self.database) as connection:
            if not self.mails.queue.is_waiting(connection, self.link.id):
                raise ClaimLost

    def note(self, path: str, sha256: str) -> None:
        """Note the file that the mail is about to be in, so that it is deleted with the person."""
        with transaction(self.database) as connection:
            self.mails.note(connection, self.link, path, sha256, self.now())

    def put_off(self, due_at: int, tries: int) -> None:
        """Let it be mailed from then on."""
        with transaction(self.database) as connection:
            self.mails.queue.put_off(connection, self.link.id, due_at, tries)

    def end(self) -> None:
        """It was mailed, or will not be."""
        with transaction(self.database) as connection:
            self.mails.queue.mark_sent(connection, self.link.id, self.now())


def _claim(
    mails: LinkMails[Link], database: Database, writer: Writer, clock: Callable[[], int]
) -> _Claimed[Link] | None:
    queue, now, token = mails.queue, clock(), secrets.token_hex(20)
    if not queue.has_due(database.conn, now):  # without the lock, as it is most of the time
        return None
    with transaction(database) as connection:
        link = queue.claim(connection, now, now + CLAIM_SECONDS)
        if link is None:
            return None
        queue.set_token(connection, link.id, token_hash(token), now + mails.good_for(writer))
    return _Claimed(mails, database, writer, link, token, clock)
