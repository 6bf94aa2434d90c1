"""The text of HTML that anybody may have written, in one pass, whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

_BREAKS = frozenset(("br", "p", "div", "tr", "li", "ul", "ol", "table", "blockquote", "h1", "h2"))
_NOT_TEXT = frozenset(("script", "style", "head", "title"))


def text_of_html(source: str) -> str:
    """Returns what a reader of the HTML sees, with line breaks where blocks begin and end."""
    return unescape("".join(_parts(source)))


def _parts(source: str) -> Iterator[str]:
    lower, at = source.lower(), 0
    while (start := source.find("<", at)) >= 0:
        yield source[at:start]
        end = source.find(">", start)
        if end < 0:
            return
        name = lower[start + 1 : end].strip("/ \n\t").partition(" ")[0].partition("\n")[0]
        if source.startswith("<!--", start):
            end = _after(lower, "-->", start) - 1
        elif name in _NOT_TEXT and not source.startswith("</", start):
            end = _after(lower, f"</{name}", end) - 1
            end = max(end, source.find(">", end))
        elif name in _BREAKS:
            yield "\n"
        at = end + 1
    yield source[at:]


def _after(text: str, what: str, start: int) -> int:
    """Where a text goes on after something in it; its end if that is missing."""
    found = text.find(what, start)
    return found + len(what) if found >= 0 else len(text)
