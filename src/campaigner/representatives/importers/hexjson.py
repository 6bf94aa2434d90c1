"""Areas from a HexJSON map: the code, the name, and the region of each hexagon."""

from __future__ import annotations

from collections.abc import Iterator

from campaigner.representatives.importers.documents import Document, text, tree
from campaigner.representatives.importers.options import Options
from campaigner.representatives.records import AreaRecord


def matches(document: Document) -> bool:
    """Whether a document is a map of hexagons."""
    return isinstance(tree(document.data).get("hexes"), dict)


def read(document: Document, options: Options) -> Iterator[AreaRecord]:
    """The areas of the map: the UK's constituencies, unless the options say otherwise."""
    for code, hexagon in document.data["hexes"].items():
        if name := text(tree(hexagon).get("n")):
            yield AreaRecord(options.scheme or "uk-constituency", text(code), name)
