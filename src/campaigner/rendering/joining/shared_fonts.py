"""The program's fonts in joined PDFs: one of each face, cut to the letters of all documents."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf

from campaigner.rendering.fonts.faces import Face, font_files

_BFCHAR = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>")
_DESCRIBED = ("/Ascent", "/CapHeight", "/Descent", "/Flags", "/FontBBox", "/ItalicAngle", "/StemV")
_WEIGHTS = {400: "", 500: " Medium", 600: " Semi Bold"}
_DEFLATED = b"/Filter /FlateDecode"
# A glyph whose text another glyph stands for, as in a syllable of several, still needs a text.
_NO_TEXT = "2060"  # a word joiner: nobody sees it
_UNSAID = re.compile(rb"(<[0-9a-fA-F]{4}>) <>")
_NOT_KEPT = frozenset({"GSUB", "GPOS", "GDEF", "meta"})  # for text that is still to be set


@dataclass
class SharedFont:
    """One face, and what all documents use of it: glyphs keep their numbers when cut."""

    number: int
    name: str
    path: Path
    described: str
    widths: dict[int, str] = field(default_factory=dict)
    unicode: dict[int, str] = field(default_factory=dict)

    @classmethod
    def like(cls, font: Any, name: str, number: int) -> SharedFont:
        """The shared form of a document's font; ``number`` is its object's."""
        descriptor = font.DescendantFonts[0].FontDescriptor
        described = " ".join(
            f"{key} {plain(descriptor[key]).decode()}" for key in _DESCRIBED if key in descriptor
        )
        return cls(number, f"/CAMPGN+{name}", _own_faces()[name], described)

    def take(self, font: Any) -> None:
        """Note the glyphs that a document uses."""
        self.widths.update(_widths(font.DescendantFonts[0].W))
        for glyph, text in _BFCHAR.findall(font.ToUnicode.read_bytes()):
            self.unicode.setdefault(int(glyph, 16), text.decode())

    def file(self) -> tuple[bytes, bytes]:
        """The font file as a stream's data and entries."""
        cut = _cut_to(self.path, set(self.widths))
        return zlib.compress(cut, 9), _DEFLATED + f" /Length1 {len(cut)}".encode()

    def to_unicode(self) -> tuple[bytes, bytes]:
        """The text of each glyph as a stream's data and entries."""
        said = {glyph: self.unicode.get(glyph, _NO_TEXT) for glyph in self.widths}
        return zlib.compress(_cmap(said), 9), _DEFLATED

    def descriptor_with(self, file: int) -> bytes:
        """The descriptor, with the number of the font file's object."""
        head = f"<< /Type /FontDescriptor /FontName {self.name} {self.described}"
        return f"{head} /FontFile2 {file} 0 R >>".encode()

    def inner_with(self, descriptor: int) -> bytes:
        """The CID font, with the number of its descriptor's object."""
        widths = " ".join(f"{glyph} [{width}]" for glyph, width in sorted(self.widths.items()))
        return (
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont {self.name} /CIDToGIDMap /Identity"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            f" /FontDescriptor {descriptor} 0 R /W [{widths}] >>"
        ).encode()

    def outer_with(self, inner: int, unicode: int) -> bytes:
        """The font that pages name, with the numbers of the CID font and of the texts."""
        return (
            f"<< /Type /Font /Subtype /Type0 /BaseFont {self.name} /Encoding /Identity-H"
            f" /DescendantFonts [{inner} 0 R] /ToUnicode {unicode} 0 R >>"
        ).encode()


def own_face(font: Any) -> str | None:
    """The name of a document's font if it is one of the program's own."""
    name = str(font.get("/BaseFont", "")).partition("+")[2]
    return name if name in _own_faces() and "/DescendantFonts" in font else None


def with_text_for_all(cmap: bytes) -> bytes:
    """Returns a map of glyphs to texts in which no glyph is without a text."""
    return _UNSAID.sub(rb"\1 <" + _NO_TEXT.encode() + b">", cmap)


def plain(value: Any) -> bytes:
    """A value without streams in it, as PDF writes it."""
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, pikepdf.Object):
        return value.unparse(resolved=True)
    return b"null" if value is None else str(value).encode()


def stream(data: bytes, entries: bytes) -> bytes:
    """A stream, as PDF writes it."""
    head = b"<< " + entries + f" /Length {len(data)} >>\nstream\n".encode()
    return head + data + b"\nendstream"


@lru_cache(maxsize=1)
def _own_faces() -> dict[str, Path]:
    """The program's fonts by the names that they have inside a PDF."""
    return {_name_in_pdf(face): path for face, path in font_files().items()}


def _name_in_pdf(face: Face) -> str:
    style = " Italic" if face.style == "italic" else ""
    return f"{face.family}{_WEIGHTS[face.weight]}{style}".replace(" ", "-")


def _widths(widths: Any) -> Iterator[tuple[int, str]]:
    """Glyph and width of each entry of a CID font's widths, in both ways of writing them."""
    entries = list(widths)
    while entries:
        first, second = int(entries.pop(0)), entries.pop(0)
        if isinstance(second, pikepdf.Array):
            yield from ((first + place, str(width)) for place, width in enumerate(second))
        else:
            width = str(entries.pop(0))
            yield from ((glyph, width) for glyph in range(first, int(second) + 1))


def _cmap(unicode: dict[int, str]) -> bytes:
    rows = [f"<{glyph:04x}> <{text}>" for glyph, text in sorted(unicode.items())]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()


def _cut_to(path: Path, glyphs: set[int]) -> bytes:
    """A font file with the shapes of some glyphs alone, which keep their numbers."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(
        retain_gids=True, notdef_outline=True, layout_features=[], name_IDs=[], hinting=False
    )  # fmt: skip
    font = TTFont(path, recalcTimestamp=False)
    for table in _NOT_KEPT & set(font.keys()):
        del font[table]  # before the cutter reads them, which takes nearly all its time
    cutter = subset.Subsetter(options)
    cutter.populate(gids=sorted(glyphs))
    cutter.subset(font)
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()
