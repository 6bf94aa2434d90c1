"""Whether an SVG can be drawn in reasonable time: parts that use parts that use parts take long.

Ten groups that each use the one before ten times are a small file and 10,000,000,000 shapes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

MOST_DRAWN = 20_000  # elements, with each part counted as often as it is used
DEEPEST = 200  # elements in one another, and uses of uses
_REFERENCE = re.compile(r"url\(\s*+[\"']?+\s*+#([^\"')\s]++)")
_SELECTED = re.compile(r"\.[\w-]++|(?<![\w.#-])[A-Za-z][\w-]*+")


@dataclass
class _Part:
    """An element: what is in it, and the names of the parts that it draws with."""

    inside: list[_Part] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)
    styled_as: list[str] = field(default_factory=list)


class _Reader:
    def __init__(self) -> None:
        self.root = _Part()
        self.open = [self.root]
        self.named: dict[str, _Part] = {}
        self.style: list[str] | None = None
        self.styles: list[str] = []
        self.too_deep = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        tag = element.rpartition(":")[2]
        part = _Part(styled_as=["", tag])
        self.open[-1].inside.append(part)
        self.open.append(part)
        self.too_deep |= len(self.open) > DEEPEST
        for name, value in attributes.items():
            local = name.rpartition(":")[2].lower()
            if local == "id":
                self.named.setdefault(value, part)
            elif local == "class":
                part.styled_as += [f".{each}" for each in value.split()]
            elif local == "href" and value.strip().startswith("#"):
                part.uses.append(value.strip()[1:])
            part.uses += _REFERENCE.findall(value)
        if tag == "style":
            self.style = []

    def end(self, _element: str) -> None:
        self.open.pop()
        if self.style is not None:
            self.styles.append("".join(self.style))
            self.style = None

    def text(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)

    def by_selector(self) -> dict[str, list[str]]:
        """What styles draw with, by the tags (``rect``) and classes (``.sea``) that have them."""
        found: dict[str, list[str]] = {}
        for rule in "".join(self.styles).split("}"):
            selectors, _, declarations = rule.partition("{")
            if uses := _REFERENCE.findall(declarations):
                for name in _SELECTED.findall(selectors) or [""]:
                    found.setdefault(name, []).extend(uses)
        return found


def is_endless(content: bytes) -> bool:
    """Returns whether a picture has too many elements to be drawn, or uses itself.

    Raises expat.ExpatError if it is not XML.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.Parse(content, True)
    return reader.too_deep or _drawn(reader) > MOST_DRAWN


def _drawn(reader: _Reader) -> int:
    """Returns how many elements are drawn, or more than may be."""
    by_selector, sizes = reader.by_selector(), dict[int, int]()
    way: list[tuple[_Part, bool]] = [(reader.root, False)]
    on_the_way: set[int] = set()
    while way:
        part, done = way.pop()
        parts = _drawn_with(part, reader.named, by_selector)
        if done:
            on_the_way.discard(id(part))
            sizes[id(part)] = min(1 + sum(sizes[id(each)] for each in parts), MOST_DRAWN + 1)
        elif id(part) in on_the_way or len(on_the_way) > DEEPEST:
            return MOST_DRAWN + 1
        elif id(part) not in sizes:
            on_the_way.add(id(part))
            way.append((part, True))
            way += [(each, False) for each in parts if id(each) not in sizes]
    return sizes[id(reader.root)]


def _drawn_with(
    part: _Part, named: dict[str, _Part], by_selector: dict[str, list[str]]
) -> list[_Part]:
    """Returns the parts that a part is drawn with: those in it, and those that it uses."""
    styled = [name for each in part.styled_as for name in by_selector.get(each, ())]
    used = [named[name] for name in (*part.uses, *styled) if name in named]
    return [*part.inside, *used]
