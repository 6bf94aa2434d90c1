"""What a page of HTML says, as the paragraphs of a mail in plain text."""

from __future__ import annotations

from html.parser import HTMLParser

from campaigner.mail.bodies import Paragraph
from campaigner.text import one_line

_BLOCKS = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "pre"))
_LISTS = frozenset(("ul", "ol"))
_WRITTEN = {"br": "\n", "q": "“", "td": " · ", "th": " · "}
_MAILTO = "mailto:"


class _Reader(HTMLParser):
    """Gathers paragraphs; the items of a list are lines of one."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[Paragraph] = []
        self.words = ""
        self.items: list[str] = []
        self.lists: list[int] = []  # the number of the next item; 0 in a list without numbers
        self.mark = ""  # of an item that has begun
        self.address, self.label = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS | _LISTS:
            self.end()
        self.words += _WRITTEN.get(tag, "")
        if tag in _LISTS:
            self.lists.append(int(tag == "ol"))
        elif tag == "li":
            self._begin_item()
        elif tag == "a":
            self.address, self.label = dict(attrs).get("href") or "", len(self.words)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end()
        elif tag in _LISTS:
            self.lists.pop()
            if not self.lists:
                self.paragraphs.append(Paragraph("\n".join(self.items)))
                self.items.clear()
        elif tag == "q":
            self.words += "”"
        elif tag == "a":
            self._end_link()

    def handle_data(self, data: str) -> None:
        self.words += data.replace("\n", " ")

    def end(self) -> None:
        """End a paragraph, or an item of a list."""
        lines = (one_line(line).strip("· ") for line in self.words.split("\n"))
        text = "\n".join(lines).strip()
        self.words = ""
        if not text:
            return
        if self.lists:
            self.items.append(self.mark + text)
            self.mark = ""
        else:
            self.paragraphs.append(Paragraph(text))

    def _begin_item(self) -> None:
        number = self.lists[-1]
        self.mark = f"{number}. " if number else "– "
        self.lists[-1] += bool(number)

    def _end_link(self) -> None:
        address = self.address.removeprefix(_MAILTO)
        if self.words[self.label :].strip() not in (address, self.address):
            self.words += f" ({address})"


def as_paragraphs(html: str) -> tuple[Paragraph, ...]:
    """Returns what HTML says; addresses of links stand in brackets behind their words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return tuple(reader.paragraphs)
