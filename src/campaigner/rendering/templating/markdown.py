"""Markdown, and words that are to come out of it as the very characters they are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_BLANK = re.compile(r"\n\n+")
# A line that begins otherwise than with a letter, a mark of private use, an escape or a typographic
# quotation mark may begin a list, a heading, code, a definition …; so may what is not a line.
_NOT_PLAIN = re.compile("^[^\\w\n\ue000-\uf8ff\\\\“”‘’]|^[\\d_]|[\r\0\f\v]", re.MULTILINE)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def to_html(text: str) -> str:
    """Markdown as HTML; HTML inside it comes out as the characters it is written with."""
    if _NOT_PLAIN.search(text):
        return _rendered(text)
    # Between lines like these, only a blank one ends a paragraph, and nothing else is begun: each
    # paragraph is by itself what it is in the text. Those that many letters share are kept.
    return "".join(map(_paragraph, filter(None, _BLANK.split(text))))


@lru_cache(maxsize=2_048)
def _paragraph(text: str) -> str:
    return _rendered(text)


def _rendered(text: str) -> str:
    rendered: str = _markdown().render(text)
    return rendered


def inline_html(text: str) -> Markup:
    """Markdown in one line as HTML, without a paragraph around it."""
    return Markup(_markdown().renderInline(text))  # noqa: S704 - it escapes what is HTML


def literal(text: str) -> Markup:
    """A text as Markdown that shows its very characters; a blank line still parts paragraphs.

    Private-use characters, which mark places in rendered text, are dropped.
    """
    plain = _INDENT.sub("", _PRIVATE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return Markup(_PUNCTUATION.sub(r"\\\1", plain))  # noqa: S704 - Markdown, not HTML


def finalize(value: Any) -> Any:
    """What Jinja writes into Markdown: values literally, what is Markdown already as it is."""
    if value is None or hasattr(value, "__html__"):
        return value
    return literal(str(value))
