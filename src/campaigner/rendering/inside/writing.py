"""The file as it is written: nothing serialised or compressed twice, fonts cut to size once."""

from __future__ import annotations

from typing import Any

from campaigner.rendering.engine import pydyf
from campaigner.rendering.inside.memory import Memory, active
from campaigner.rendering.inside.originals import clean_font, write_document

_LEAST = 2_000  # bytes of a stream that is worth remembering


class _Settled(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object whose bytes are fixed: they are wanted for the file, and again for its id."""

    def __init__(self, of: Any, data: bytes) -> None:
        super().__init__()
        self.number, self.generation, self.free = of.number, of.generation, of.free
        self._data, self._compressible = data, bool(of.compressible)

    @property
    def data(self) -> bytes:
        return self._data

    @property
    def compressible(self) -> bool:
        return self._compressible


class _Once(pydyf.Stream):  # type: ignore[misc]
    """A stream that is compressed when it is first asked for its bytes."""

    @property
    def data(self) -> bytes:
        if "campaigner_data" not in self.__dict__:
            self.campaigner_data: bytes = super().data
        return self.campaigner_data


def write(
    pdf: Any, output: Any, version: Any = b"1.7", identifier: Any = False, compress: bool = False
) -> None:
    """``PDF.write`` of pydyf, which asks each object twice for its bytes."""
    memory = active()
    if memory is not None:
        for place, each in enumerate(pdf.objects):
            if each.free != "f":
                pdf.objects[place] = _Settled(each, _data(each, memory))
        pdf.add_object = lambda added: _add(pdf, added)
    write_document(pdf, output, version, identifier, compress)


def _add(pdf: Any, added: Any) -> None:
    type(pdf).add_object(pdf, added)
    if type(added) is pydyf.Stream:
        added.__class__ = _Once


def _data(each: Any, memory: Memory) -> bytes:
    """The bytes of an object; those of a large stream that was made elsewhere are remembered."""
    content = each.stream[0] if type(each) is pydyf.Stream and len(each.stream) == 1 else b""
    if type(content) is not bytes or len(content) < _LEAST or not each.compress:
        data: bytes = each.data
        return data
    key = ("stream", pydyf.Dictionary(each.extra).data, content)
    found: bytes | None = memory.get(key)
    if found is None:
        found = each.data
        memory.keep(key, found, len(content) + len(found))
    return found


def clean(font: Any, to_unicode: Any, hinting: Any) -> None:
    """WeasyPrint's ``Font.clean``: the same file, cut to the same glyphs."""
    memory = active()
    if memory is None or "fvar" in font.tables or font.png or font.svg or font.colr:
        clean_font(font, to_unicode, hinting)
        return
    glyphs = tuple(sorted(to_unicode))
    key = ("cut", font.file_content, font.index, glyphs, bool(hinting), bool(font.missing))
    found: bytes | None = memory.get(key)
    if found is not None:
        font.file_content = found
        return
    whole = font.file_content
    clean_font(font, to_unicode, hinting)
    if font.file_content is not whole:  # as it is if it cannot be cut, which is complained of
        memory.keep(key, font.file_content, len(font.file_content) + 32 * len(glyphs))
