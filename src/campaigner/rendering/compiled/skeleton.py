"""A letter's page taken apart: what many letters share, and the words that are one letter's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from html import unescape
from typing import NamedTuple

HOLE = "\x00"

_INLINE = r'<(?:/?(?:em|strong)|br\s*+/?|a href="mailto:[^"<>]*+"|/a)>'
# Python 3.11.2, which Debian has, takes back what a possessive group has matched: none here.
_PARAGRAPH = re.compile(rf"(<(?:p|li)(?:\s[^<>]*+)?>)([^<]*+(?:{_INLINE}[^<]*+)*)(?=</(?:p|li)>)")
_TAG = re.compile(r"(<[^>]*+>)")
_ADDRESS = re.compile(r'(<a href="mailto:)([^"]*+)')
_HEAD = (
    re.compile(r"(<title>)([^<]*+)(?=</title>)"),
    re.compile(r'(<meta name="author" content=")([^"]*+)'),
)
_MARGIN = re.compile(r'( data-recipient=")([^"]*+)(" data-date=")([^"]*+)')
_START = re.compile(r"<(?:p|li)[\s>]")
_PICTURE = re.compile(r"<(?:img|svg|object|table)\b")


class Words(NamedTuple):
    """What a paragraph says: its texts in turn, and the addresses that its links go to."""

    texts: tuple[str, ...]
    links: tuple[str, ...] = ()


class Region(NamedTuple):
    """A part of a page: what many letters share of it, and what its paragraphs say.

    These are the paragraphs, and the items of lists, that have nothing but text, links to email
    addresses, emphasis and line breaks in them. ``shared`` has a mark in place of each text, and of
    what else is one letter's own.
    """

    shared: str
    blocks: tuple[Words, ...]


@dataclass(frozen=True)
class Skeleton:
    """A page without the words that are one letter's own, and those words.

    The page's head, where sender and recipient stand, is a region by itself: nothing else
    depends on it, and it on nothing but ``above``, what comes before. It is empty if the page has
    no such part. ``title``, ``author`` and ``margin`` (what pages show in their margin) are empty
    if the page has none in the usual place.
    """

    above: str
    head: Region
    rest: Region
    title: str
    author: str
    margin: tuple[str, ...]

    @classmethod
    def of(cls, html: str) -> Skeleton:
        """The skeleton of a page."""
        body = html.find("<body")
        about, (above, head, rest) = html[:body], _parts(html[body:])
        found: list[str] = []
        for pattern in _HEAD:
            here: list[str] = []
            about = pattern.sub(partial(_take, here), about, count=1)
            found += here or [""]
        margin: list[str] = []
        rest = _MARGIN.sub(partial(_take_margin, margin), rest, count=1)
        title, author = found
        return cls(about + above, _region(head), _region(rest), title, author, tuple(margin))

    @property
    def is_styled(self) -> bool:
        """Whether the page brings a style sheet of its own."""
        return "<style" in self.above or "<style" in self.rest.shared or "<link" in self.above

    @property
    def runs_from_the_right(self) -> bool:
        """Whether the page's language is written from right to left."""
        return ' dir="rtl"' in self.above

    @property
    def said(self) -> str:
        """All the words that are the letter's own."""
        parts = [self.title, self.author, *self.margin]
        for block in (*self.head.blocks, *self.rest.blocks):
            parts += block.texts
            parts += block.links
        return "".join(parts)


def paragraphs_of(html: str) -> tuple[list[int], list[int]]:
    """Returns the numbers of a skeleton's paragraphs among all of the page: of head and rest."""
    above, head, rest = _parts(html[html.find("<body") :])
    before = len(_START.findall(above))
    return _numbers(head, before), _numbers(rest, before + len(_START.findall(head)))


def _numbers(part: str, before: int) -> list[int]:
    numbers = {match.start(): number for number, match in enumerate(_START.finditer(part), before)}
    return [numbers[match.start()] for match in _PARAGRAPH.finditer(part)]


def _parts(body: str) -> tuple[str, str, str]:
    """What comes before the head, the head, and what comes after it."""
    start, end = body.find("<header>\n"), body.find("</header>")
    if start < 0 or end < start or "<header" in body[start + 1 :] or _START.search(body[:start]):
        return "", "", body
    start += len("<header>\n")
    head = body[start:end]
    return ("", "", body) if _PICTURE.search(head) else (body[:start], head, body[end:])


def _region(part: str) -> Region:
    blocks: list[Words] = []
    shared = _PARAGRAPH.sub(partial(_take_block, blocks), part)
    return Region(shared, tuple(blocks))


def _take(found: list[str], match: re.Match[str]) -> str:
    found.append(unescape(match[2]))
    return f"{match[1]}{HOLE}"


def _take_margin(found: list[str], match: re.Match[str]) -> str:
    found += [unescape(match[2]), unescape(match[4])]
    return f"{match[1]}{HOLE}{match[3]}{HOLE}"


def _take_block(blocks: list[Words], match: re.Match[str]) -> str:
    texts: list[str] = []
    links: list[str] = []
    kept = [match[1]]
    for place, part in enumerate(_TAG.split(match[2])):
        if place % 2:
            kept.append(_ADDRESS.sub(partial(_take, links), part))
        elif part.strip(" \t\r\n\f"):
            texts.append(unescape(part) if "&" in part else part)
            kept.append(HOLE)
        else:
            kept.append(part)
    blocks.append(Words(tuple(texts), tuple(links)))
    return "".join(kept)
