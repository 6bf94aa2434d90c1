"""The file that letters of one plan have in common, and how one letter's words are put into it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from weasyprint.anchors import gather_anchors
from weasyprint.matrix import Matrix
from weasyprint.pdf import VARIANTS
from weasyprint.pdf.metadata import DocumentMetadata

from campaigner.rendering.compiled.drawn import Mark, draw_lines
from campaigner.rendering.compiled.fallback import NotSubstitutable, Reason
from campaigner.rendering.compiled.fonts import Glyphs, forget_glyphs, glyphs_of
from campaigner.rendering.compiled.skeleton import Skeleton, Words
from campaigner.rendering.compiled.written import Frame, assemble, own_stream
from campaigner.rendering.engine import pydyf
from campaigner.vocabulary.letters import PdfVariant

_SCALE = 0.75  # points in a pixel
_NOTHING = b">0<"  # between two glyphs: a way of no length
# In place of title and author in what is written of them as XML: nobody can have said so.
_TITLE, _AUTHOR = (f"\x02{secrets.token_hex(12)}\x02" for _ in range(2))
_MARKS = re.compile(f"({_TITLE}|{_AUTHOR})".encode())
Lines = Sequence[Sequence[Any]]
"""The lines of a block, for each of its fragments."""
BlockName = tuple[str | int, ...]
"""``head`` or ``rest`` and a paragraph's number there, or ``margin`` with a page's and a box's."""


@dataclass(frozen=True)
class Slot:
    """Where a fragment of a block is drawn: in force before it, its operators, its links.

    ``links`` are the numbers of the links' objects.
    """

    block: BlockName
    fragment: int
    mark: Mark
    usual: bytes
    links: tuple[int, ...]


@dataclass(frozen=True)
class Page:
    """What a page draws: operators that are always the same, and slots; its stream's number."""

    number: int
    height: float
    pieces: tuple[bytes | Slot, ...]


@dataclass(frozen=True)
class About:
    """What a file of one variant says about itself, and the numbers of the objects that do.

    ``around`` is its XML with marks in place of title and author, by which of them letters have.
    """

    metadata: Any
    metadata_number: int
    info: Any
    info_number: int
    around: dict[tuple[bool, bool], list[bytes]] = field(default_factory=dict)

    def own(self, skeleton: Skeleton, variant: PdfVariant) -> Iterator[tuple[int, bytes]]:
        """These objects for another letter, by number."""
        info = pydyf.Dictionary(self.info)
        if skeleton.title:
            info["Title"] = pydyf.String(skeleton.title)
        if skeleton.author:
            info["Author"] = pydyf.String(skeleton.author)
        yield self.metadata_number, self._metadata(skeleton, variant)
        yield self.info_number, info.data

    def _metadata(self, skeleton: Skeleton, variant: PdfVariant) -> bytes:
        has = bool(skeleton.title), bool(skeleton.author)
        if has not in self.around:
            about = DocumentMetadata(**vars(self.metadata))
            if skeleton.title:
                about.title = _TITLE
            if skeleton.author:
                about.authors = [_AUTHOR]
            self.around[has] = _MARKS.split(_as_xml(about, variant))
        said = {_TITLE.encode(): _text(skeleton.title), _AUTHOR.encode(): _text(skeleton.author)}
        content = b"".join(said.get(part, part) for part in self.around[has])
        return own_stream([content], b"/Type /Metadata /Subtype /XML")


class Usual(NamedTuple):
    """What pages say where nothing is changed: their head, the rest of them, and their margins."""

    head: Sequence[Words]
    rest: Sequence[Words]
    margin: Sequence[str]


@dataclass(frozen=True)
class Sheets:
    """The file of a plan in one variant; ``usual`` is what it says by itself."""

    usual: Usual
    variant: PdfVariant
    frame: Frame
    pages: tuple[Page, ...]
    links: Mapping[int, Any]
    fonts: dict[Any, Any]
    glyphs: Glyphs
    about: About
    root: bytes

    def pdf(self, skeleton: Skeleton, changed: Mapping[BlockName, Lines]) -> bytes:
        """The file of a letter; ``changed`` are the lines of paragraphs that say something else.

        Raises NotSubstitutable where they cannot be drawn with what the file has.
        """
        own: dict[int, bytes] = {}
        for page in self.pages:
            content = b"\n".join(self._drawn(page, changed, own))
            own[page.number] = own_stream([content.replace(_NOTHING, b"")])
        if self.glyphs != glyphs_of(self.fonts):
            forget_glyphs(self.fonts, self.glyphs)
            raise NotSubstitutable(Reason.GLYPHS)
        for number in self.links.keys() - own.keys():
            own[number] = self.links[number].data
        own.update(self.about.own(skeleton, self.variant))
        return assemble(self.frame, own, self.root, b"%d 0 R" % self.about.info_number)

    def _drawn(
        self, page: Page, changed: Mapping[BlockName, Lines], own: dict[int, bytes]
    ) -> Iterator[bytes]:
        for piece in page.pieces:
            if isinstance(piece, bytes):
                yield piece
            elif piece.block not in changed:
                yield piece.usual
            else:
                lines = changed[piece.block][piece.fragment]
                own.update(self._links(page, piece, lines))
                yield draw_lines(lines, self.fonts, piece.mark)

    def _links(self, page: Page, slot: Slot, lines: Sequence[Any]) -> Iterator[tuple[int, bytes]]:
        if not slot.links and not any(box.link for line in lines for box in line.descendants()):
            return
        found: list[Any] = []
        for line in lines:
            gather_anchors(line, {}, found, [], {None: []})
        if len(found) != len(slot.links):
            raise NotSubstitutable(Reason.TEXT)
        matrix = Matrix(_SCALE, 0, 0, -_SCALE, 0, page.height * _SCALE)
        for number, (_, target, rectangle, _) in zip(slot.links, found, strict=True):
            x1, y1 = matrix.transform_point(*rectangle[:2])
            x2, y2 = matrix.transform_point(*rectangle[2:])
            link = pydyf.Dictionary(self.links[number])
            link["Rect"] = pydyf.Array([x1, y1, x2, y2])
            link["Contents"] = pydyf.String(target)
            link["A"] = pydyf.Dictionary({**link["A"], "URI": pydyf.String(target)})
            yield number, link.data


def _text(said: str) -> bytes:
    return escape(said).encode("utf-8", "xmlcharrefreplace")


def _as_xml(about: Any, variant: PdfVariant) -> bytes:
    items: list[Any] = []
    pdf = SimpleNamespace(objects=items, catalog={}, info={}, add_object=items.append)
    document = SimpleNamespace(metadata=about)
    VARIANTS[f"pdf/{variant}"][0](pdf, document, (), [], False)
    return b"\n".join(items[0].stream)
