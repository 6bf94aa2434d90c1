"""A letter without a page: as plain text, and as an email to send from one's own program."""

from __future__ import annotations

import re
import textwrap
from datetime import UTC, datetime, time
from functools import partial
from html import unescape
from itertools import zip_longest
from urllib.parse import quote

from campaigner.emails import mailed_email
from campaigner.letters.writing.compose import Letter
from campaigner.rendering.letter_page import Party
from campaigner.text import one_line

_WIDTH = 72
_TOKEN = re.compile(r"<(/?)(\w+)([^>]*)>|([^<]+)")
_LINE_END = "\v"  # a line break that was meant, not one of the file
_CONTAINERS = frozenset({"blockquote", "li", "ol", "ul"})
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"}) | _CONTAINERS
_CELLS = ("td", "th")
_FIRST_NUMBER = re.compile(r'start="(\d+)"')
_GAP = 2  # spaces between the columns of a table


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

    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(letter.page.of_campaign.subject)
    if letter.sender.email:
        message["From"] = mailed_email(letter.sender.email)
    if letter.recipient.email:
        message["To"] = mailed_email(letter.recipient.email)
    message["Date"] = format_datetime(datetime.combine(letter.day, time(12), UTC))
    message["X-Unsent"] = "1"
    message.set_content(_in_mail(letter), cte="quoted-printable")
    return message.as_bytes()


def mail_link(letter: Letter) -> str:
    """Returns the letter as a ``mailto:`` address, which opens it in a person's email program.

    Lines end as RFC 6068 wants. Programs cut long ones off: some after 2,000 characters.
    """
    text = _in_mail(letter).replace("\n", "\r\n")
    to = quote(mailed_email(letter.recipient.email), safe="@") if letter.recipient.email else ""
    subject = quote(one_line(letter.page.of_campaign.subject), safe="")
    return f"mailto:{to}?subject={subject}&body={quote(text, safe='')}"


def _in_mail(letter: Letter) -> str:
    campaign, person = letter.page.of_campaign, letter.page.of_person
    sign_off = [campaign.words["sign_off"], "", *_signatory(person.sender), *person.sender.lines]
    return "\n".join([person.salutation, "", _body(letter.page.body), *sign_off, ""])


def _signatory(sender: Party) -> list[str]:
    return list(sender.signing)


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
        self._lists: list[int] = []  # the next number of each list that is open, 0 for none
        self._items: list[str] = []  # the marks of the items that are open
        self._is_new_item = False
        self._rows: list[list[str]] = []

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
        if tag == "span":
            self._start_span('class="note"' in attributes)
        elif tag == "br":
            self._words.append(_LINE_END)
        elif tag == "q":
            self._words.append("“")
        elif tag == "tr":
            self._rows.append([])
        elif tag in _CONTAINERS:
            self._end_block()  # the words of an item before the list inside it
            self._start_container(tag, attributes)

    def _start_container(self, tag: str, attributes: str) -> None:
        if tag == "blockquote":
            self._indent = "    "
        elif tag == "li":
            self._start_item()
        else:
            start = _FIRST_NUMBER.search(attributes)
            self._lists.append((int(start[1]) if start else 1) if tag == "ol" else 0)

    def _start_item(self) -> None:
        number = self._lists[-1] if self._lists else 0
        self._items.append(f"{number}. " if number else "- ")
        self._is_new_item = True
        if number:
            self._lists[-1] += 1

    def _end(self, tag: str) -> None:
        if tag == "span":
            self._end_span()
        elif tag == "q":
            self._words.append("”")
        elif tag in _CELLS:
            self._rows[-1].append(" ".join("".join(self._words).split()))
            self._words = []
        elif tag == "table":
            self._end_table()
        elif tag == "pre":
            self._end_as_typed()
        elif tag in _BLOCKS:
            self._end_block()
            self._end_container(tag)

    def _end_container(self, tag: str) -> None:
        if tag == "blockquote":
            self._indent = ""
        elif tag == "li" and self._items:
            self._items.pop()
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()

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

    def _end_block(self) -> None:
        words, self._words = "".join(self._words), []
        if not words.strip():
            return
        following = self._indent + "".join(" " * len(mark) for mark in self._items)
        first = following
        if self._is_new_item:
            first = following.removesuffix(" " * len(self._items[-1])) + self._items[-1]
        self._is_new_item = False
        self.blocks.append(self._wrapped(words, first, following))

    def _end_as_typed(self) -> None:
        words, self._words = "".join(self._words), []
        self.blocks.append(textwrap.indent(words.strip("\n"), self._indent + "    "))

    def _end_table(self) -> None:
        rows, self._rows, self._words = self._rows, [], []
        widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
        if sum(widths) + _GAP * (len(widths) - 1) > _WIDTH:
            lines = [" | ".join(row) for row in rows]
        else:
            gap = " " * _GAP
            lines = [gap.join(map(str.ljust, row, widths)).rstrip() for row in rows]
        self.blocks.append("\n".join(lines))


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
