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


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def to_html(text: str) -> str:
    """Markdown as HTML; HTML inside it comes out as the characters it is written with."""
    rendered: str = _markdown().render(text)
    return rendered


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
