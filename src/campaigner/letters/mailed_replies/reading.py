"""What a mail says, whoever sent it: a sender, a subject, a time and a text, each bounded."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime

from campaigner.letters.mailed_replies.html_text import text_of_html
from campaigner.text import without_guides

LONGEST_TEXT, LONGEST_LINE, LONGEST_ADDRESS = 20_000, 200, 254
_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class ReadMail:
    """What a mail says; ``mark`` is a hash by which the same one is known again."""

    mark: bytes
    sent_at: int
    sender: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)


def read_mail(content: bytes, now: int) -> ReadMail:
    """Returns what a mail says. Attachments are left out; what cannot be read is empty.

    A time that is missing or in the future is ``now``.
    """
    try:
        message = BytesParser(_class=EmailMessage, policy=default).parsebytes(content)
    except Exception:  # noqa: BLE001 - the parser fails in many ways
        return ReadMail(_hash(content), now, "?", "", "")
    said = _header(message, "Message-ID")
    return ReadMail(
        _hash(said.encode() if said else content),
        _time(message, now),
        _sender(message) or "?",
        _clean_line(_header(message, "Subject")),
        _clean_text(_body(message)),
    )


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except Exception:  # noqa: BLE001 - a header is parsed when it is asked for
        return ""


def _sender(message: EmailMessage) -> str:
    return _clean_line(parseaddr(_header(message, "From"))[1])[:LONGEST_ADDRESS]


def _time(message: EmailMessage, now: int) -> int:
    try:
        sent = parsedate_to_datetime(_header(message, "Date"))
        return min(int((sent if sent.tzinfo else sent.replace(tzinfo=UTC)).timestamp()), now)
    except (ValueError, OverflowError, TypeError, OSError):
        return now


def _body(message: EmailMessage) -> str:
    """The text of a mail, or its HTML without what is not text."""
    with suppress(Exception):
        part = message.get_body(("plain", "html"))
        if part is None:
            return ""
        content = _decoded(part)[: 10 * LONGEST_TEXT]
        if part.get_content_type() != "text/html":
            return content
        return text_of_html(content)
    return ""


def _decoded(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    try:
        return content.decode(part.get_content_charset() or "utf-8", errors="replace")
    except (LookupError, UnicodeError):
        return content.decode("utf-8", errors="replace")


def _clean_line(text: str) -> str:
    return " ".join(_clean(text).split())[:LONGEST_LINE]


def _clean_text(text: str) -> str:
    lines = (" ".join(line.split()) for line in _clean(text).splitlines())
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")[:LONGEST_TEXT]


def _clean(text: str) -> str:
    """A text without characters that nobody sees, or that are none."""
    composed = unicodedata.normalize("NFC", without_guides(text).replace("\r\n", "\n"))
    return "".join(char if _is_shown(char) else " " for char in composed)


def _is_shown(char: str) -> bool:
    return char == "\n" or not unicodedata.category(char).startswith("C")
