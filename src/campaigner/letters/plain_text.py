"""A letter without a page: as plain text, and as a mail to send from one's own programme."""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html.parser import HTMLParser

from campaigner.emails import mailed_email
from campaigner.letters.compose import Letter

_WIDTH = 72
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "li"})


def as_text(letter: Letter) -> str:
    """The letter as plain text: addresses, date, subject, body, notes at its end."""
    values = letter.values
    head = [letter.sender.name, *letter.sender.lines, "", values["date"], ""]
    to = [*values["recipient"]["lines"], ""]
    subject = [values["subject"], ""]
    sign_off = [values["words"]["sign_off"], "", *_signatory(letter)]
    return "\n".join([*head, *to, values["salutation"], "", *subject, _body(letter), *sign_off, ""])


def as_message(letter: Letter) -> bytes:
    """The letter as a mail to the recipient, unsent: mail programmes open it as a draft."""
    values = letter.values
    message = EmailMessage(policy=SMTP)
    message["Subject"] = values["subject"]
    if letter.sender.email:
        message["From"] = mailed_email(letter.sender.email)
    if letter.recipient.email:
        message["To"] = mailed_email(letter.recipient.email)
    message["Date"] = format_datetime(datetime.combine(letter.day, time(12), UTC))
    message["X-Unsent"] = "1"
    sign_off = [values["words"]["sign_off"], "", *_signatory(letter), *letter.sender.lines]
    message.set_content(
        "\n".join([values["salutation"], "", _body(letter), *sign_off, ""]), cte="quoted-printable"
    )
    return message.as_bytes()


def _signatory(letter: Letter) -> list[str]:
    return [name for name in (letter.sender.signed_by, letter.sender.name) if name]


def paragraphs(letter: Letter) -> list[str]:
    """The paragraphs and list items of a letter's body, without its notes."""
    return _read(letter).blocks


def _body(letter: Letter) -> str:
    reader = _read(letter)
    return "\n\n".join([*reader.blocks, *reader.notes, ""])


def _read(letter: Letter) -> _Reader:
    reader = _Reader()
    reader.feed(letter.body)
    return reader


class _Reader(HTMLParser):
    """Reads the few elements that a letter's body is made of."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.notes: list[str] = []
        self._words: list[str] = []
        self._note: list[str] | None = None
        self._spans = 0
        self._indent = ""
        self._number = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "blockquote":
            self._indent = "    "
        elif tag == "ol":
            self._number = 1
        elif tag == "ul":
            self._number = 0
        elif tag == "span":
            self._start_span(("class", "note") in attrs)
        elif tag == "br":
            self._words.append("\n")
        elif tag == "q":
            self._words.append("“")

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self._indent = ""
        elif tag == "span":
            self._end_span()
        elif tag == "q":
            self._words.append("”")
        elif tag in _BLOCKS:
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        (self._words if self._note is None else self._note).append(data)

    def _start_span(self, is_note: bool) -> None:
        if self._note is None and is_note:
            self._note, self._spans = [], 0
            self._words.append(f" [{len(self.notes) + 1}]")
        self._spans += 1

    def _end_span(self) -> None:
        self._spans -= 1
        if self._note is not None and self._spans == 0:
            mark = f"[{len(self.notes) + 1}] "
            self.notes.append(_wrapped("".join(self._note), mark, " " * len(mark)))
            self._note = None

    def _end_block(self, tag: str) -> None:
        words = "".join(self._words)
        self._words = []
        mark = self._indent
        if tag == "li":
            mark = f"{self._number}. " if self._number else "- "
            self._number += bool(self._number)
        if words.strip():
            self.blocks.append(_wrapped(words, mark, " " * len(mark)))


def _wrapped(words: str, first: str, following: str) -> str:
    return textwrap.fill(
        " ".join(words.split()),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    )
