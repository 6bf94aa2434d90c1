"""What WeasyPrint draws on each page, with the place of each text in it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from weasyprint.draw import draw_inline_level
from weasyprint.pdf import VARIANTS, generate_pdf
from weasyprint.pdf.stream import Stream

from campaigner.rendering.compiled.embedded import slim_fonts
from campaigner.rendering.compiled.fallback import NotSubstitutable, Reason
from campaigner.rendering.compiled.fonts import empty_stream, glyphs_of, prepare_fonts
from campaigner.rendering.engine import pydyf, weasyprint
from campaigner.rendering.pdf import finish
from campaigner.vocabulary.letters import PdfVariant

_STATE = (
    "_current_color",
    "_current_color_stroke",
    "_current_alpha",
    "_current_alpha_stroke",
    "_current_font",
    "_current_font_size",
    "_old_font",
    "_old_font_size",
)


class Mark(NamedTuple):
    """A box drawn: its operators' first and last, its number, and what was in force before."""

    start: int
    end: int
    number: int
    state: tuple[Any, ...]


_FIRST = Mark(0, 0, 0, (None,) * len(_STATE))


class _Marking(Stream):  # type: ignore[misc]
    """A page's stream that remembers where each box was drawn."""

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        start, state = len(self.stream), tuple(getattr(self, name) for name in _STATE)
        number = len(self._tags)
        with super().marked(box, tag):
            yield
        self.marks[box] = Mark(start, len(self.stream), number, state)


class _Numbered(dict[Any, Any]):
    """Boxes that are numbered from a first number on."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self._first = first

    def __len__(self) -> int:
        return self._first + super().__len__()


@dataclass(frozen=True)
class Drawn:
    """A document's PDF, not yet written, and the stream of each of its pages."""

    pdf: Any
    streams: tuple[Any, ...]


def draw(
    document: Any,
    variant: PdfVariant,
    changing: Container[Any],
    sample: str,
    blocks: Sequence[Any] = (),
) -> Drawn:
    """A document as PDF, ready to be written; ``changing`` are elements with people's words.

    ``sample`` has the characters that the fonts of these words are cut to.
    Raises NotSubstitutable if some blocks have other glyphs than those of the fixed characters.
    """
    document.fonts = {}
    prepare_fonts(document, changing, sample)
    known = glyphs_of(document.fonts)
    for block in blocks:
        draw_lines(block.children, document.fonts, _FIRST)
    if glyphs_of(document.fonts) != known:
        raise NotSubstitutable(Reason.GLYPHS)
    streams: list[Any] = []
    for page in document.pages:
        _watch(page, streams)
    options = {
        **weasyprint.DEFAULT_OPTIONS,
        "pdf_variant": f"pdf/{variant}",
        "pdf_identifier": True,
        "pdf_tags": True,
    }
    for name, value in VARIANTS[options["pdf_variant"]][1].items():
        if options[name] is None:
            options[name] = value
    pdf = generate_pdf(document, None, 1, **options)
    finish(document, pdf)
    slim_fonts(pdf)
    pdf.add_object(pdf.info)
    return Drawn(pdf, tuple(streams))


def _watch(page: Any, streams: list[Any]) -> None:
    usual = type(page).paint

    def paint(stream: Any, scale: float = 1) -> None:
        stream.__class__ = _Marking
        stream.marks = {}
        streams.append(stream)
        usual(page, stream, scale)

    page.paint = paint


def operators(stream: Any, start: int = 0, end: int | None = None) -> bytes:
    """Some of a stream's operators as they are written."""
    return b"\n".join(map(pydyf._to_bytes, stream.stream[start:end]))


def draw_lines(lines: Sequence[Any], fonts: dict[Any, Any], mark: Mark) -> bytes:
    """The operators that draw some lines after what a mark remembers."""
    stream = empty_stream(fonts, _Numbered(mark.number))
    for name, value in zip(_STATE, mark.state, strict=True):
        setattr(stream, name, value)
    for line in lines:
        for box in line.descendants():
            box.background = None
        draw_inline_level(stream, None, line)
    return operators(stream)
