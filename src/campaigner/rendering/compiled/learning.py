"""A plan's file learnt from a letter that was laid out as a whole: its head, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import md5
from typing import Any

from campaigner.rendering.compiled.block import text_boxes
from campaigner.rendering.compiled.drawn import Mark, operators
from campaigner.rendering.compiled.fallback import NotSubstitutable, Reason
from campaigner.rendering.compiled.joint import HeadPart, Numbers, RestPart
from campaigner.rendering.compiled.known import Known
from campaigner.rendering.compiled.parted import Parted, head_box, names_in_head
from campaigner.rendering.compiled.sheets import About, BlockName, Page, Slot, Usual
from campaigner.rendering.compiled.written import Frame
from campaigner.rendering.engine import pydyf
from campaigner.vocabulary.letters import PdfVariant

_PLACE = ("position_x", "position_y", "width", "height", "margin_left", "margin_right")


@dataclass(frozen=True)
class Piece:
    """One fragment of a block as a document has it: on which page, and in which box."""

    block: BlockName
    fragment: int
    page: int
    box: Any


def parts_of_file(
    document: Any,
    parted: Parted,
    variant: PdfVariant,
    pieces: Sequence[Piece],
    known: Known,
    usual: Usual,
) -> tuple[HeadPart | None, RestPart]:
    """Returns the two parts of a drawn document's file.

    ``pieces`` are what may change in it, ``known`` has what many files share, ``usual`` is what
    the document says.
    """
    _number_annotations(parted)
    learnt = _Learnt(document, parted, variant, pieces, usual)
    return learnt.head_part(), learnt.rest_part(known)


class _Learnt:
    """A drawn document in its order, and what both of its parts are made from."""

    def __init__(
        self,
        document: Any,
        parted: Parted,
        variant: PdfVariant,
        pieces: Sequence[Piece],
        usual: Usual,
    ) -> None:
        self._document, self._parted, self._pieces = document, parted, pieces
        self._variant, self._usual = variant, usual
        self._head, self._streams = parted.head, parted.drawn.streams
        self._page = next(filter(_is_page, parted.rest))
        self._fits = _fits(document, parted)
        self._numbers = Numbers(
            len(parted.rest) + 2,
            self._page.number,
            self._head.element.number if self._head else 0,
            len(parted.parents[0]),
            len(self._streams) + len(parted.annotations),
        )
        self._catalog = pydyf.Dictionary(parted.drawn.pdf.catalog)
        self._catalog.number = parted.drawn.pdf.catalog.number

    def head_part(self) -> HeadPart | None:
        """The head, if there is one; takes what is its out of what it shares with the rest."""
        head = self._head
        if not head:
            return None
        _leave_out_links(self._page, {item.number for item, _ in head.annotations})
        return HeadPart(
            self._usual,
            self._fits,
            self._numbers,
            self._drawn(0, head.first, head.last),
            head.objects,
            head.kids,
            head.parents,
            head.annotations,
            _take_names(self._catalog, names_in_head(self._document)),
        )

    def rest_part(self, known: Known) -> RestPart:
        """All but the head."""
        parted, pdf, head = self._parted, self._parted.drawn.pdf, self._head
        metadata = next(filter(_is_metadata, parted.rest))
        links = {item.number: item for item, _ in parted.annotations if _is_to_people(item)}
        own = {stream.number for stream in self._streams} | set(links)
        own |= {metadata.number, pdf.info.number, self._page.number, parted.tree.number}
        own |= {self._catalog.number} | ({head.element.number} if head else set())
        pages, before = self._pages()
        return RestPart(
            self._usual,
            self._variant,
            self._fits,
            self._numbers,
            Frame.of(parted.rest, own, known.streams),
            pages,
            before,
            links,
            known.shared_fonts(self._fits[0], self._document.fonts),
            About(self._document.metadata, metadata.number, pdf.info, pdf.info.number),
            self._page,
            parted.tree,
            head.element if head else None,
            self._catalog,
            parted.parents,
            parted.annotations,
        )

    def _pages(self) -> tuple[tuple[Page, ...], int]:
        """What each page draws without the head, and how many pieces come before that."""
        pages, before = [], 0
        for number, stream in enumerate(self._streams):
            cut, end = 0, len(stream.stream)
            pieces: tuple[bytes | Slot, ...] = ()
            if self._head and not number:
                pieces, cut = self._drawn(0, 0, self._head.first), self._head.last
                before = len(pieces)
            pieces += self._drawn(number, cut, end)
            pages.append(Page(stream.number, self._document.pages[number].height, pieces))
        return tuple(pages), before

    def _drawn(self, page: int, first: int, last: int) -> tuple[bytes | Slot, ...]:
        """What a page draws from one operator up to another."""
        stream, marks = self._streams[page], self._parted.marks[page]
        slots = [_slot(piece, marks, stream) for piece in self._pieces if piece.page == page]
        slots.sort(key=lambda slot: slot[0])
        return tuple(_between(stream, slots, first, last))


def _leave_out_links(page: Any, numbers: set[int]) -> None:
    """Take links out of those of a page."""
    if "Annots" not in page:
        return
    left = [reference for reference in page["Annots"] if int(reference.split()[0]) not in numbers]
    page["Annots"] = pydyf.Array(left)
    if not left:
        del page["Annots"]


def _number_annotations(parted: Parted) -> None:
    own, pages = parted.head.annotations if parted.head else (), len(parted.drawn.streams)
    for number, (item, _) in enumerate((*parted.annotations, *own), start=pages):
        item["StructParent"] = number


def _is_to_people(link: Any) -> bool:
    """Whether a link goes to an email address: then it may be one letter's own."""
    return "A" in link and str(link["A"]["URI"].string).startswith("mailto:")


def _is_page(item: Any) -> bool:
    return isinstance(item, dict) and item.get("Type") == "/Page"


def _is_metadata(item: Any) -> bool:
    return isinstance(item, pydyf.Stream) and (item.extra or {}).get("Type") == "/Metadata"


def _take_names(catalog: Any, names: frozenset[str]) -> tuple[tuple[Any, Any], ...]:
    usual = catalog.get("Names", {}).get("Dests", {}).get("Names", ())
    every = list(zip(usual[::2], usual[1::2], strict=True))
    kept = [each for each in every if each[0].string not in names]
    taken = tuple(each for each in every if each[0].string in names)
    if taken:
        more = {name: value for name, value in catalog["Names"].items() if name != "Dests"}
        if kept:
            flat = pydyf.Array([part for each in kept for part in each])
            more["Dests"] = pydyf.Dictionary({"Names": flat})
        if more:
            catalog["Names"] = pydyf.Dictionary(more)
        else:
            del catalog["Names"]
    return taken


def _fits(document: Any, parted: Parted) -> tuple[object, ...]:
    """What a head and a rest have to have in common."""
    hashed = md5(usedforsecurity=False)
    for key, font in document.fonts.items():
        known = (font.hash, sorted(font.widths.items()), sorted(font.to_unicode.items()))
        hashed.update(repr((key, known)).encode())
    head = parted.head
    if not head:
        return (hashed.digest(),)
    stream = parted.drawn.streams[0]
    marks = parted.marks[0]
    state = next(mark.state for box, mark in marks.items() if box in head.boxes)
    inside = [item for item in stream.stream[head.first : head.last] if item in (b"q", b"Q")]
    depth = inside.count(b"q") - inside.count(b"Q")
    place = [getattr(head_box(document), side) for side in _PLACE]
    return (hashed.digest(), repr(state), depth, document.pages[0].height, *place)


def _slot(piece: Piece, marks: Mapping[Any, Mark], stream: Any) -> tuple[int, int, Slot]:
    lines = piece.box.children
    own = [marks[box] for box in text_boxes(lines)]
    first, last = own[0], own[-1]
    if [mark.number for mark in own] != list(range(first.number, first.number + len(own))):
        raise NotSubstitutable(Reason.STRUCTURE)
    links = tuple(
        box.link_annotation.number
        for line in lines
        for box in line.descendants()
        if box.link_annotation
    )
    usual = operators(stream, first.start, last.end)
    return first.start, last.end, Slot(piece.block, piece.fragment, first, usual, links)


def _between(
    stream: Any, slots: Sequence[tuple[int, int, Slot]], first: int, last: int
) -> Iterator[bytes | Slot]:
    position = first
    for start, end, slot in slots:
        if start < first or end > last:
            continue
        if start > position:
            yield operators(stream, position, start)
        yield slot
        position = end
    if position < last:
        yield operators(stream, position, last)
