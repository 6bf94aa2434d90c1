"""PDFs joined into one whose small objects are compressed, hundreds at a time."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator

from campaigner.rendering.joining.print_run import Joined, Written
from campaigner.rendering.joining.shared_fonts import stream

_IN_STREAM = 400  # objects that are compressed together


class PackedJoined(Joined):
    """A PDF that grows by whole documents, with objects that are packed in streams.

    Memory grows by a few bytes an object.
    """

    def __init__(self, file: Written, title: str) -> None:
        super().__init__(file, title)
        self._streams_of = array("I")  # of each object: the stream that it is packed in, or 0
        self._places_in = array("H")
        self._waiting: list[tuple[int, bytes]] = []

    def _pack(self, number: int, content: str) -> int:
        """Write an object that is not a stream, compressed with others; returns its number."""
        self._waiting.append((number, content.encode("latin-1")))
        if len(self._waiting) == _IN_STREAM:
            self._write_packed()
        return number

    def _write_packed(self) -> None:
        if not self._waiting:
            return
        holder = self._reserve()
        index, at = [], 0
        for place, (number, content) in enumerate(self._waiting):
            index.append(f"{number} {at}")
            at += len(content) + 1
            self._note_packed(number, holder, place)
        head = (" ".join(index) + "\n").encode()
        body = b"\n".join(content for _, content in self._waiting)
        entries = f"/Type /ObjStm /N {len(self._waiting)} /First {len(head)} /Filter /FlateDecode"
        self._waiting.clear()
        self._put(holder, stream(zlib.compress(head + body, 9), entries.encode()))

    def _note_packed(self, number: int, holder: int, place: int) -> None:
        for known in (self._streams_of, self._places_in):
            known.extend([0] * (number + 1 - len(known)))
        self._streams_of[number], self._places_in[number] = holder, place

    def _write_index(self, info: int) -> None:
        """The index as a stream: where each object is, in the file or in a stream of objects."""
        self._write_packed()
        number, start = self._reserve(), self._at
        self._offsets[number] = start
        identifier = self._digest.hexdigest()[:32]
        size = len(self._offsets)
        packed = zlib.compressobj(9)
        data = [packed.compress(row) for row in self._index_rows()]
        data.append(packed.flush())
        entries = (
            f"/Type /XRef /Size {size} /W [1 6 2] /Root {self._root} 0 R /Info {info} 0 R"
            f" /ID [<{identifier}> <{identifier}>] /Filter /FlateDecode"
        )
        self._put(number, stream(b"".join(data), entries.encode()))
        self._write(f"startxref\n{start}\n%%EOF\n".encode())

    def _index_rows(self) -> Iterator[bytes]:
        yield bytes(7) + b"\xff\xff"
        known = len(self._streams_of)
        for number in range(1, len(self._offsets)):
            holder = self._streams_of[number] if number < known else 0
            if holder:
                place = self._places_in[number]
                yield b"\2" + holder.to_bytes(6, "big") + place.to_bytes(2, "big")
            elif offset := self._offsets[number]:
                yield b"\1" + offset.to_bytes(6, "big") + bytes(2)
            else:
                yield bytes(9)
