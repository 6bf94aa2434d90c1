"""A drawn document in an order of its own: first all but the head of its page, then the head.

So the numbers of all else do not depend on what the head has. The head is where sender and
recipient stand; it is drawn first, and nothing else depends on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from campaigner.rendering.compiled.drawn import Drawn, Mark
from campaigner.rendering.compiled.fallback import NotSubstitutable, Reason
from campaigner.rendering.compiled.opened import walk
from campaigner.rendering.engine import pydyf

_REFERENCE = re.compile(rb"(\d+) 0 R")


class Head(NamedTuple):
    """The head of a drawn document.

    ``objects`` are those of its structure and its links, in their order; ``kids`` those right below
    the element ``element``, ``parents`` those of each text, ``annotations`` the links with the
    number of the object that is about each. ``first`` and ``last`` are its operators' on the first
    page.
    """

    element: Any
    objects: tuple[Any, ...]
    kids: tuple[bytes, ...]
    parents: tuple[bytes, ...]
    annotations: tuple[tuple[Any, bytes], ...]
    boxes: frozenset[Any]
    first: int
    last: int


@dataclass(frozen=True)
class Parted:
    """A drawn document, its head apart.

    ``rest`` are all other objects, numbered from 1; the head's are numbered after them, with a
    number left free in between. ``parents`` and ``annotations`` are the rest's, for the tree of
    parents; ``marks`` say where each box is drawn, by the numbers of texts.
    """

    drawn: Drawn
    rest: tuple[Any, ...]
    head: Head | None
    tree: Any
    parents: tuple[tuple[bytes, ...], ...]
    annotations: tuple[tuple[Any, bytes], ...]
    marks: tuple[Mapping[Any, Mark], ...]


def parted(drawn: Drawn, head_boxes: frozenset[Any]) -> Parted:
    """A drawn document in its order; ``head_boxes`` are the boxes of text in its head."""
    pdf = drawn.pdf
    pages = len(drawn.streams)
    tree = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])
    numbers = tree["Nums"]
    by_page = [list(numbers[2 * page + 1]) for page in range(pages)]
    about = dict(zip(numbers[2 * pages :: 2], numbers[2 * pages + 1 :: 2], strict=True))
    links = [item for item in pdf.objects if isinstance(item, dict) and "StructParent" in item]
    links.sort(key=lambda item: item["StructParent"])
    annotations = [(item, about[item["StructParent"]]) for item in links]
    head = _head(drawn, head_boxes, tree, annotations) if head_boxes else None
    own = {id(item) for item in head.objects} if head else set()
    rest = [item for item in pdf.objects[1:] if id(item) not in own]
    if head:
        by_page[0] = by_page[0][len(head.parents) :]
        _number_texts(drawn.streams[0], pdf, head)
    mapping = _renumber(pdf, rest, head.objects if head else ())
    moved = moved_references(mapping)
    for item in pdf.objects[1:]:
        moved(item.extra if isinstance(item, pydyf.Stream) else item)
    kids = pdf.pages["Kids"]
    kids[::3] = [mapping[number] for number in kids[::3]]
    if head:
        head = head._replace(
            kids=tuple(head.element["K"]),
            parents=tuple(map(moved, head.parents)),
            annotations=tuple((item, moved(ref)) for item, ref in head.annotations),
        )
    return Parted(
        drawn,
        tuple(rest),
        head,
        tree,
        tuple(tuple(map(moved, refs)) for refs in by_page),
        tuple((item, moved(ref)) for item, ref in annotations if id(item) not in own),
        tuple(_marks(stream, page, head) for page, stream in enumerate(drawn.streams)),
    )


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _head(drawn: Drawn, boxes: frozenset[Any], tree: Any, annotations: list[Any]) -> Head:
    """The head. Raises NotSubstitutable if it is not drawn first, and by itself."""
    pdf, stream = drawn.pdf, drawn.streams[0]
    marks = [mark for box, mark in stream.marks.items() if box in boxes]
    count = len(boxes)
    if [mark.number for mark in marks] != list(range(count)):
        raise NotSubstitutable(Reason.STRUCTURE)
    parents = tree["Nums"][1][:count]
    whole = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["K"][0])
    element = _object(pdf, parents[0])
    while _object(pdf, element["P"]) is not whole:
        element = _object(pdf, element["P"])
    objects = {item.number: item for item in _below(pdf, element)}
    if not all(int(reference.split()[0]) in objects for reference in parents):
        raise NotSubstitutable(Reason.STRUCTURE)
    return Head(
        element,
        tuple(objects[number] for number in sorted(objects)),
        (),
        tuple(parents),
        tuple(each for each in annotations if each[0].number in objects),
        boxes,
        marks[0].start,
        marks[-1].end,
    )


def _below(pdf: Any, element: Any) -> Iterator[Any]:
    for kid in element.get("K", ()):
        if isinstance(kid, bytes):
            item = _object(pdf, kid)
            yield item
            if item["Type"] == "/OBJR":
                yield _object(pdf, item["Obj"])
            else:
                yield from _below(pdf, item)


def _number_texts(stream: Any, pdf: Any, head: Head) -> None:
    """Give the first page's texts other numbers: those of the head last."""
    count, every = len(head.parents), len(stream.marks)
    for mark in stream.marks.values():
        stream.stream[mark.start + 1]["MCID"] = (mark.number - count) % every
    page = pdf.page_references[0]
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/StructElem" and item.get("Pg") == page:
            kids = item["K"]
            kids[:] = [(kid - count) % every if isinstance(kid, int) else kid for kid in kids]


def _marks(stream: Any, page: int, head: Head | None) -> dict[Any, Mark]:
    if page or not head:
        return dict(stream.marks)
    count, every = len(head.parents), len(stream.marks)
    return {
        box: mark._replace(number=(mark.number - count) % every)
        for box, mark in stream.marks.items()
    }


def _renumber(pdf: Any, rest: list[Any], head: tuple[Any, ...]) -> dict[int, int]:
    mapping = {item.number: number for number, item in enumerate(rest, start=1)}
    mapping |= {item.number: number for number, item in enumerate(head, start=len(rest) + 2)}
    for item in pdf.objects[1:]:
        item.number = mapping[item.number]
    return mapping


def moved_references(mapping: Mapping[int, int]) -> Any:
    """Returns a function that gives what refers to objects their new numbers, in place.

    It raises NotSubstitutable for a number that the mapping lacks.
    """
    seen = set()

    def moved(value: Any) -> Any:
        if isinstance(value, bytes):
            return _moved_reference(value, mapping)
        if isinstance(value, dict | list) and id(value) not in seen:
            seen.add(id(value))
            for key, each in value.items() if isinstance(value, dict) else enumerate(value):
                value[key] = moved(each)
        return value

    return moved


def _moved_reference(value: bytes, mapping: Mapping[int, int]) -> bytes:
    found = _REFERENCE.fullmatch(value)
    if not found:
        return value
    if int(found[1]) not in mapping:
        raise NotSubstitutable(Reason.STRUCTURE)
    return b"%d 0 R" % mapping[int(found[1])]


def head_box(document: Any) -> Any:
    """Returns the box of the head of a document's first page, None if it has none."""
    for box in walk(document.pages[0]._page_box):
        if box.element_tag == "header" and box.element is not None:
            return box
    return None


def head_boxes(document: Any) -> frozenset[Any]:
    """Returns the boxes of text in the head of a document's first page, as they are drawn."""
    head = head_box(document)
    return frozenset(each for each in walk(head) if hasattr(each, "text")) if head else frozenset()


def names_in_head(document: Any) -> frozenset[str]:
    """Returns the names of places in the head of a document's first page, none without a head."""
    head = head_box(document)
    if head is None:
        return frozenset()
    return frozenset(each.get("id") for each in head.element.iter() if each.get("id"))
