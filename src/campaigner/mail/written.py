"""Mails that were written to a folder, read back to be shown."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

_MOST = 20


@dataclass(frozen=True)
class WrittenMail:
    """A mail: its file, to whom, about what, what it says as plain text, and what is attached."""

    file: str
    to: str
    subject: str
    text: str
    attached: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attached:
    """What is attached to a mail: its name, its media type and what is in it."""

    name: str
    kind: str
    content: bytes


def written_mails(folder: Path) -> list[WrittenMail]:
    """Returns the newest mails of a folder, the last one first; none if there is no folder."""
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [_read(file) for file in files[:_MOST]]


def attached_to(folder: Path, file: str, number: int) -> Attached | None:
    """Returns what is attached to a mail of a folder, counted from 0; None if there is none."""
    for each in folder.glob("*.eml"):
        if each.name == file:
            return next(iter(_attached(_parsed(each))[number:]), None)
    return None


def _parsed(file: Path) -> EmailMessage:
    return email.message_from_bytes(file.read_bytes(), policy=email.policy.default)


def _attached(mail: EmailMessage) -> list[Attached]:
    return [
        Attached(part.get_filename(""), part.get_content_type(), _content(part))
        for part in mail.iter_attachments()
    ]


def _content(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _read(file: Path) -> WrittenMail:
    mail = _parsed(file)
    body = mail.get_body(("plain",))
    text = str(body.get_content()).replace("\r\n", "\n") if body else ""
    names = tuple(each.name for each in _attached(mail))
    return WrittenMail(file.name, str(mail["To"]), str(mail["Subject"]), text, names)
