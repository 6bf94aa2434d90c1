"""Mails with the links by which people see their own data."""

from __future__ import annotations

import sqlite3

from campaigner.mail.link_mails import LinkMails
from campaigner.mail.messages import Writer
from campaigner.store import data_links
from campaigner.store.data_links import DataLink
from campaigner.store.issued_files import IssuedFile, save_issued_files

_GOOD_FOR = 60 * 60  # seconds


def _note(connection: sqlite3.Connection, link: DataLink, path: str, sha256: str, now: int) -> None:
    file = IssuedFile(path, link.campaign, sha256, signature=link.signature)
    save_issued_files(connection, [file], now)


DATA_LINKS = LinkMails(data_links, lambda _: _GOOD_FOR, Writer.data_link, _note)
