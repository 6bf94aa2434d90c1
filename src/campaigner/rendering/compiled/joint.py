"""The two parts of a plan's file, each learnt from some letter: the head of its page, and the rest.

Any head fits any rest that was drawn with the same fonts around the same place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from campaigner.rendering.compiled.fallback import NotSubstitutable, Reason
from campaigner.rendering.compiled.fonts import glyphs_of
from campaigner.rendering.compiled.parted import moved_references
from campaigner.rendering.compiled.sheets import About, Page, Sheets, Slot, Usual
from campaigner.rendering.compiled.written import Frame
from campaigner.rendering.engine import pydyf
from campaigner.vocabulary.letters import PdfVariant

_TEXT = re.compile(rb"(?<=/MCID )\d+")
_MOST_JOINTS = 64


@dataclass(frozen=True)
class Numbers:
    """The numbers that a head refers to: its own first, those around it, its first text's."""

    first: int
    page: int
    element: int
    texts: int
    annotations: int


@dataclass(frozen=True)
class HeadPart:
    """The head of a page: its operators, its objects, and the places that it names."""

    usual: Usual
    fits: tuple[object, ...]
    numbers: Numbers
    pieces: tuple[bytes | Slot, ...]
    objects: tuple[Any, ...]
    kids: tuple[bytes, ...]
    parents: tuple[bytes, ...]
    annotations: tuple[tuple[Any, bytes], ...]
    named: tuple[tuple[Any, Any], ...]


@dataclass(frozen=True)
class RestPart:
    """All but the head: a frame of a file, its pages, and what the head will be added to.

    The first page's pieces come in two: before the head, and after it.
    """

    usual: Usual
    variant: PdfVariant
    fits: tuple[object, ...]
    numbers: Numbers
    frame: Frame
    pages: tuple[Page, ...]
    before: int
    links: Mapping[int, Any]
    fonts: dict[Any, Any]
    about: About
    page: Any
    tree: Any
    element: Any
    catalog: Any
    parents: tuple[tuple[bytes, ...], ...]
    annotations: tuple[tuple[Any, bytes], ...]
    joints: dict[int, tuple[HeadPart | None, Sheets]] = field(default_factory=dict)

    def with_head(self, head: HeadPart | None) -> Sheets:
        """The file with a head. Raises NotSubstitutable if it is not one that fits."""
        known = self.joints.get(id(head))
        if known and known[0] is head:
            return known[1]
        if head and head.fits != self.fits:
            raise NotSubstitutable(Reason.STRUCTURE)
        if len(self.joints) >= _MOST_JOINTS:
            self.joints.clear()
        sheets = _joined(self, head and _moved(head, self.numbers))
        self.joints[id(head)] = (head, sheets)
        return sheets


def _joined(rest: RestPart, head: HeadPart | None) -> Sheets:
    page, tree = pydyf.Dictionary(rest.page), pydyf.Dictionary(rest.tree)
    catalog = pydyf.Dictionary(rest.catalog)
    links = dict(rest.links)
    annotations = [*rest.annotations, *(head.annotations if head else ())]
    numbers: list[Any] = []
    for number, parents in enumerate(rest.parents):
        more = head.parents if head and not number else ()
        numbers += [number, pydyf.Array([*parents, *more])]
    for item, reference in annotations:
        numbers += [item["StructParent"], reference]
    tree["Nums"] = pydyf.Array(numbers)
    packed = [(rest.page.number, page), (rest.tree.number, tree), (rest.catalog.number, catalog)]
    pages = list(rest.pages)
    if head:
        own = {item.number for item, _ in head.annotations}
        links |= {item.number: item for item, _ in head.annotations}
        if own:
            usual = page.get("Annots", ())
            page["Annots"] = pydyf.Array([*usual, *(b"%d 0 R" % number for number in sorted(own))])
        element = pydyf.Dictionary(rest.element)
        element["K"] = pydyf.Array(head.kids)
        packed.append((rest.element.number, element))
        packed += [(item.number, item) for item in head.objects if item.number not in own]
        _name(catalog, head.named)
        first = pages[0].pieces
        pieces = (*first[: rest.before], *head.pieces, *first[rest.before :])
        pages[0] = replace(pages[0], pieces=pieces)
    data = [(number, item.data) for number, item in packed]
    free = len(head.objects) if head else 0
    return Sheets(
        rest.usual._replace(head=head.usual.head if head else ()),
        rest.variant,
        rest.frame.with_packed(data, free),
        tuple(pages),
        links,
        rest.fonts,
        glyphs_of(rest.fonts),
        rest.about,
        rest.catalog.reference,
    )


def _name(catalog: Any, named: Sequence[tuple[Any, Any]]) -> None:
    """Add the places that a head names to those of a catalogue, in the order of their names."""
    if not named:
        return
    usual = catalog.get("Names", {}).get("Dests", {}).get("Names", ())
    every = [*zip(usual[::2], usual[1::2], strict=True), *named]
    every.sort(key=lambda each: str(each[0].string))
    dests = pydyf.Dictionary({"Names": pydyf.Array([part for each in every for part in each])})
    catalog["Names"] = pydyf.Dictionary({**catalog.get("Names", {}), "Dests": dests})


def _moved(head: HeadPart, new: Numbers) -> HeadPart:
    """A head with the numbers that it has in another file."""
    old = head.numbers
    objects, kids, parents, annotations, named = deepcopy(
        (head.objects, head.kids, head.parents, head.annotations, head.named)
    )
    mapping = {old.page: new.page, old.element: new.element}
    mapping |= {old.first + place: new.first + place for place in range(len(objects))}
    moved = moved_references(mapping)
    by, page = new.texts - old.texts, b"%d 0 R" % new.page
    for item in objects:
        item.number = mapping[item.number]
        moved(item)
        if item.get("Type") == "/StructElem" and item["Pg"] == page:
            item["K"][:] = [kid + by if isinstance(kid, int) else kid for kid in item["K"]]
    for place, (item, _) in enumerate(annotations):
        item["StructParent"] = new.annotations + place
    shift = new.first - old.first
    return HeadPart(
        head.usual,
        head.fits,
        new,
        tuple(_moved_piece(piece, by, shift) for piece in head.pieces),
        objects,
        tuple(map(moved, kids)),
        tuple(map(moved, parents)),
        tuple((item, moved(reference)) for item, reference in annotations),
        tuple((name, moved(place)) for name, place in named),
    )


def _moved_piece(piece: bytes | Slot, by: int, shift: int) -> bytes | Slot:
    def counted(match: re.Match[bytes]) -> bytes:
        return b"%d" % (int(match[0]) + by)

    if isinstance(piece, bytes):
        return _TEXT.sub(counted, piece)
    return replace(
        piece,
        mark=piece.mark._replace(number=piece.mark.number + by),
        usual=_TEXT.sub(counted, piece.usual),
        links=tuple(number + shift for number in piece.links),
    )
