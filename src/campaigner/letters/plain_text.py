"""A letter without a page: as plain text, and as an email to send from one's own program."""

from __future__ import annotations

import re
import textwrap
from datetime import UTC, datetime, time
from functools import partial
from html import unescape

from campaigner.emails import mailed_email
from campaigner.letters.compose import Letter
from campaigner.rendering.letter_page import Party

_WIDTH = 72
_TOKEN = re.compile(r"<(/?)(\w+)([^>]*)>|([^<]+)")
_LINE_END = "\v"  # a line break that was meant, not one of the file
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "li"})


def as_text(letter: Letter) -> str:
    """Returns the letter as plain text: addresses, date, subject, body, notes at its end."""
    campaign, person = letter.page.of_campaign, letter.page.of_person
    head = [person.sender.name, *person.sender.lines, "", person.date, ""]
    to = [*person.recipient.lines, "", person.salutation, "", campaign.subject, ""]
    sign_off = [campaign.words["sign_off"], "", *_signatory(person.sender)]
    return "\n".join([*head, *to, _body(letter.page.body), *sign_off, ""])


def as_message(letter: Letter) -> bytes:
    """Returns the letter as an unsent email, which email programs open as a draft."""
    from email.message import EmailMessage
    from email.policy import SMTP
    from email.utils import format_datetime

    campaign, person = letter.page.of_campaign, letter.page.of_person
    message = EmailMessage(policy=SMTP)
    message["Subject"] = campaign.subject
    if letter.sender.email:
        message["From"] = mailed_email(letter.sender.email)
    if letter.recipient.email:
        message["To"] = mailed_email(letter.recipient.email)
    message["Date"] = format_datetime(datetime.combine(letter.day, time(12), UTC))
    message["X-Unsent"] = "1"
    sign_off = [campaign.words["sign_off"], "", *_signatory(person.sender), *person.sender.lines]
    text = [person.salutation, "", _body(letter.page.body), *sign_off, ""]
    message.set_content("\n".join(text), cte="quoted-printable")
    return message.as_bytes()


def _signatory(sender: Party) -> list[str]:
    return [name for name in (sender.signed_by, sender.name) if name]


def paragraphs(body: str) -> list[str]:
    """Returns the paragraphs and list items of a letter's body (HTML) without its notes.

    Each is a line as it stands in HTML, not wrapped.
    """
    return _read(body, wrapped=False).blocks


def _body(body: str) -> str:
    reader = _read(body)
    return "\n\n".join([*reader.blocks, *reader.notes, ""])


def _read(body: str, *, wrapped: bool = True) -> _Reader:
    reader = _Reader(wrapped=wrapped)
    reader.feed(str(body))  # of Markup each piece would be Markup, slowly
    return reader


class _Reader:
    """Reads the few elements that a letter's body is made of, as Markdown writes them.

    Python's own reader of HTML takes seven times as long.
    """

    def __init__(self, *, wrapped: bool) -> None:
        self._wrapped = _wrapped if wrapped else _unwrapped
        self.blocks: list[str] = []
        self.notes: list[str] = []
        self._words: list[str] = []
        self._note: list[str] | None = None
        self._spans = 0
        self._indent = ""
        self._number = 0

    def feed(self, body: str) -> None:
        """Read a whole body."""
        for end, tag, attributes, text in _TOKEN.findall(body):
            if text:
                self._read_text(unescape(text))
            elif end:
                self._end(tag)
            else:
                self._start(tag, attributes)

    def _start(self, tag: str, attributes: str) -> None:
        if tag == "blockquote":
            self._indent = "    "
        elif tag == "ol":
            self._number = 1
        elif tag == "ul":
            self._number = 0
        elif tag == "span":
            self._start_span('class="note"' in attributes)
        elif tag == "br":
            self._words.append(_LINE_END)
        elif tag == "q":
            self._words.append("“")

    def _end(self, tag: str) -> None:
        if tag == "blockquote":
            self._indent = ""
        elif tag == "span":
            self._end_span()
        elif tag == "q":
            self._words.append("”")
        elif tag in _BLOCKS:
            self._end_block(tag)

    def _read_text(self, text: str) -> None:
        (self._words if self._note is None else self._note).append(text)

    def _start_span(self, is_note: bool) -> None:
        if self._note is None and is_note:
            self._note, self._spans = [], 0
            self._words.append(f" [{len(self.notes) + 1}]")
        self._spans += 1

    def _end_span(self) -> None:
        self._spans -= 1
        if self._note is not None and self._spans == 0:
            mark = f"[{len(self.notes) + 1}] "
            self.notes.append(self._wrapped("".join(self._note), mark, " " * len(mark)))
            self._note = None

    def _end_block(self, tag: str) -> None:
        words = "".join(self._words)
        self._words = []
        mark = self._indent
        if tag == "li":
            mark = f"{self._number}. " if self._number else "- "
            self._number += bool(self._number)
        if words.strip():
            self.blocks.append(self._wrapped(words, mark, " " * len(mark)))


def _wrapped(words: str, first: str, following: str) -> str:
    lines = [" ".join(line.split()) for line in words.split(_LINE_END)]
    indents = (first, *(following for _ in lines[1:]))
    return "\n".join(map(partial(_filled, following=following), lines, indents))


def _filled(line: str, indent: str, following: str) -> str:
    return textwrap.fill(
        line,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _unwrapped(words: str, first: str, following: str) -> str:
    del following
    return f"{first}{words}"
