"""A paragraph in somebody's own words, as Markdown: as they typed it, set as a letter is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from campaigner.rendering.templating.markdown import literal
from campaigner.texts.typography import set_words

_BULLET = re.compile(r"[*•·‣◦▪●–-]\s+(?=\S)")
_RULE = re.compile(r"[-–—_*=~\s]+")
_LIST_AT_LEAST = 2  # lines: a single one may begin with a dash


def own_words(text: str, language: str) -> Markup:
    """Returns a person's own text as Markdown that shows their very words.

    Lines stay lines, blank lines part paragraphs, and lines that begin with a bullet, a star or a
    dash are a list. Quotation marks and dashes are set as the language has them.
    """
    return Markup("\n\n").join(_blocks(_lines(text), language))


def _lines(text: str) -> list[str]:
    """The lines of a text, empty for blank ones and for those that only draw a line."""
    lines = (line.strip() for line in text.splitlines())
    return ["" if _RULE.fullmatch(line) else line for line in lines]


def _blocks(lines: Sequence[str], language: str) -> Iterator[Markup]:
    # A blank line between two items does not end a list.
    for kind, found in groupby(_kinds(lines), key=lambda each: each[0]):
        group = [line for _, line in found]
        if kind == "item":
            items = (_BULLET.sub("", line, count=1) for line in group)
            yield Markup("\n").join(_item(item, language) for item in items)
        elif kind == "line":
            yield Markup("\\\n").join(literal(set_words(line, language)) for line in group)


def _item(item: str, language: str) -> Markup:
    return Markup("- {}").format(literal(set_words(item, language)))


def _kinds(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Each line with what it is: an item of a list, a line of a paragraph, a blank between two."""
    kinds = ["item" if _BULLET.match(line) else "line" if line else "blank" for line in lines]
    if kinds.count("item") < _LIST_AT_LEAST:
        kinds = ["line" if kind == "item" else kind for kind in kinds]
    found = list(zip(kinds, lines, strict=True))
    return [
        each
        for place, each in enumerate(found)
        if each[0] != "blank" or not _is_between_items(kinds, place)
    ]


def _is_between_items(kinds: Sequence[str], place: int) -> bool:
    before = next((kind for kind in reversed(kinds[:place]) if kind != "blank"), "")
    after = next((kind for kind in kinds[place:] if kind != "blank"), "")
    return before == after == "item"
