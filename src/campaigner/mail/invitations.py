"""Mailing people the invitations to their accounts."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from campaigner.holding import DAY
from campaigner.mail.attempts import CLAIM_SECONDS, attempt
from campaigner.mail.messages import Writer
from campaigner.mail.pace import Pace
from campaigner.mail.transports import ClaimLost, ReadyMail, Transport
from campaigner.petitions.tokens import token_hash
from campaigner.store import invitations
from campaigner.store.database import Database, transaction
from campaigner.store.invitations import Invitation


@dataclass(frozen=True)
class _Claimed:
    """The right to mail one invitation, and its token."""

    database: Database
    writer: Writer
    invitation: Invitation
    token: str
    now: Callable[[], int]

    @property
    def tries(self) -> int:
        """How often it was tried before."""
        return self.invitation.tries

    def write(self) -> ReadyMail:
        """Returns the mail. Raises NotWritten."""
        return self.writer.invitation(self.invitation, self.token, self.now())

    def renew(self) -> None:
        """See that the invitation is still to be mailed. Raises ClaimLost."""
        with transaction(self.database) as connection:
            if not invitations.is_waiting(connection, self.invitation.id):
                raise ClaimLost

    def note(self, path: str, sha256: str) -> None:
        """Note the file that the mail is about to be in, so that it is deleted with the account."""
        with transaction(self.database) as connection:
            invitations.set_file(connection, self.invitation.id, path, sha256)

    def put_off(self, due_at: int, tries: int) -> None:
        """Let it be mailed from then on."""
        with transaction(self.database) as connection:
            invitations.put_off(connection, self.invitation.id, due_at, tries)

    def end(self) -> None:
        """It was mailed, or will not be."""
        with transaction(self.database) as connection:
            invitations.mark_sent(connection, self.invitation.id, self.now())


def send_invitations(
    database: Database,
    writer: Writer,
    transport: Transport,
    clock: Callable[[], int],
    pace: Pace | None = None,
) -> int:
    """Mails the invitations that are due; returns how many went.

    Raises MailServerUnavailable.
    """
    sent = 0
    while invitations.has_due(database.conn, clock()):
        claimed = _claim(database, writer, clock)
        if claimed is None:
            break
        if pace:
            pace.wait()
        sent += attempt(claimed, transport)
    return sent


def _claim(database: Database, writer: Writer, clock: Callable[[], int]) -> _Claimed | None:
    now, token = clock(), secrets.token_hex(20)
    days = writer.workspace.settings.desk.invitation_days
    with transaction(database) as connection:
        found = invitations.claim(connection, now, now + CLAIM_SECONDS)
        if found is None:
            return None
        invitations.set_token(connection, found.id, token_hash(token), now + days * DAY)
    return _Claimed(database, writer, found, token, clock)
