"""Mails that were written to a folder, read back to be shown."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from pathlib import Path

_MOST = 20


@dataclass(frozen=True)
class WrittenMail:
    """A mail: to whom, about what, and what it says as plain text."""

    to: str
    subject: str
    text: str


def written_mails(folder: Path) -> list[WrittenMail]:
    """Returns the newest mails of a folder, the last one first; none if there is no folder."""
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [_read(file) for file in files[:_MOST]]


def _read(file: Path) -> WrittenMail:
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = mail.get_body(("plain",))
    text = str(body.get_content()).replace("\r\n", "\n") if body else ""
    return WrittenMail(str(mail["To"]), str(mail["Subject"]), text)
