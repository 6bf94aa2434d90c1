"""What a mail says, as plain text for reading anywhere.

A mail's words are one template of plain text: the subject on its first line, then paragraphs;
a paragraph ``[Words](address)`` is a link, which HTML shows as a button.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from campaigner.text import one_line

WIDTH = 76
"""Letters in a line of text: programs that quote add two, and 78 is the most (RFC 5322, 2.1.1)."""

_LINK = re.compile(r"\[(.+)\]\((\S+)\)")
_RULE = "-" * 24


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a mail; with an ``address`` it is a link."""

    words: str
    address: str = ""

    @property
    def lines(self) -> list[str]:
        """The lines that stay lines however wide the window is, each filled for reading as text."""
        return [_filled(line) for line in self.words.splitlines()]

    def __str__(self) -> str:
        if self.address:
            return f"{_filled(self.words)}:\n{self.address}"
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Body:
    """What a mail says: its subject, its paragraphs, and who writes it."""

    subject: str
    paragraphs: tuple[Paragraph, ...]
    footer: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The mail as plain text, in lines short enough for every program."""
        parts = [*map(str, self.paragraphs), _RULE, *map(str, self.footer)]
        return "\n\n".join(parts) + "\n"


def read_body(words: str, footer: str) -> Body:
    """Returns what a mail says from its words, as its template and that of its footer give them."""
    subject, _, rest = words.partition("\n")
    return Body(one_line(subject), tuple(_read(rest)), tuple(_read(footer)))


def _read(text: str) -> Iterable[Paragraph]:
    for part in re.split(r"\n\s*\n", text):
        if link := _LINK.fullmatch(part.strip()):
            yield Paragraph(link[1], link[2])
        elif part.strip():
            yield Paragraph(part.strip())


def _filled(line: str) -> str:
    return textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)
