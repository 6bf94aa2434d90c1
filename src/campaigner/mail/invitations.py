"""Mails with invitations to accounts."""

from __future__ import annotations

import sqlite3

from campaigner.holding import DAY
from campaigner.mail.link_mails import LinkMails
from campaigner.mail.messages import Writer
from campaigner.store import invitations
from campaigner.store.invitations import Invitation


def _good_for(writer: Writer) -> int:
    return writer.workspace.settings.desk.invitation_days * DAY


def _note(
    connection: sqlite3.Connection, invitation: Invitation, path: str, sha256: str, _now: int
) -> None:
    invitations.set_file(connection, invitation.id, path, sha256)


INVITATIONS = LinkMails(invitations, _good_for, Writer.invitation, _note)
