"""A PDF as one letter's own parts, and a frame of all else that is written once.

The frame comes first in the file, so that nothing in it ever moves: streams, then streams of
other objects. What is a letter's own follows: what its pages show, its links, its title.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import md5
from typing import Any

from campaigner.rendering.engine import pydyf

_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
_ENTRY = struct.Struct(">BIH")
_LEVEL = 4  # of what is compressed for each letter: a third less work, a two-hundredth more bytes
_MOST_KEPT = 200
Kept = dict[tuple[bytes, bool, bytes], bytes]
"""What streams are written as, by their content."""


@dataclass(frozen=True)
class Frame:
    """A file's beginning; ``entries`` say where its objects are, from number 0 on."""

    chunks: tuple[bytes, ...]
    length: int
    entries: tuple[bytes, ...]
    digest: bytes

    @classmethod
    def of(cls, objects: Sequence[Any], left_out: set[int], kept: Kept) -> Frame:
        """The frame of objects that are numbered from 1, without those that are left out.

        ``kept`` are streams that many frames share.
        """
        chunks, offset = [_HEADER], len(_HEADER)
        entries = [bytes(_ENTRY.size)] * (len(objects) + 1)
        entries[0] = _ENTRY.pack(0, 0, 65535)
        packed = []
        for item in objects:
            if item.number in left_out:
                continue
            if item.compressible:
                packed.append((item.number, item.data))
            else:
                entries[item.number] = _ENTRY.pack(1, offset, 0)
                found = (b"%d 0 obj\n" % item.number, _kept_data(item, kept), b"\nendobj\n")
                chunks += found
                offset += sum(map(len, found))
        start = cls(tuple(chunks), offset, tuple(entries), _digest(b"".join(chunks)))
        return start.with_packed(packed)

    def with_packed(self, items: Sequence[tuple[int, bytes]], free: int = 0) -> Frame:
        """The frame with more objects in it, by number, in a stream of the next free number.

        ``free`` numbers from there on are left for objects of a letter's own, or are among items.
        """
        first = len(self.entries)
        entries = [*self.entries, *[bytes(_ENTRY.size)] * (free + 1)]
        stream = first + free
        for place, (number, _) in enumerate(items):
            entries[number] = _ENTRY.pack(2, stream, place)
        entries[stream] = _ENTRY.pack(1, self.length, 0)
        chunk = _object(stream, _packed(items))
        return Frame(
            (*self.chunks, chunk),
            self.length + len(chunk),
            tuple(entries),
            _digest(self.digest + chunk),
        )


def _kept_data(item: Any, kept: Kept) -> bytes:
    """What a stream is written as, compressed once for all frames that have it."""
    key = (b"".join(map(bytes, item.stream)), item.compress, pydyf.Dictionary(item.extra).data)
    if key not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = item.data
    return kept[key]


def _packed(items: Sequence[tuple[int, bytes]]) -> bytes:
    places, position = [], 0
    for number, data in items:
        places.append(f"{number} {position}")
        position += len(data) + 1
    head = " ".join(places).encode()
    body = zlib.compress(b"\n".join([head, *(data for _, data in items)]), 9)
    return _stream(body, f"/Type /ObjStm /N {len(items)} /First {len(head) + 1}".encode())


def own_stream(parts: Iterable[bytes], entries: bytes = b"") -> bytes:
    """What a letter's own stream is written as; its parts are joined by line feeds."""
    return _stream(zlib.compress(b"\n".join(parts), _LEVEL), entries)


def _stream(body: bytes, entries: bytes) -> bytes:
    head = b"<<%b /Filter /FlateDecode /Length %d>>\nstream\n" % (entries, len(body))
    return head + body + b"\nendstream"


def _object(number: int, data: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, data)


def _digest(data: bytes) -> bytes:
    return md5(data, usedforsecurity=False).digest()


def assemble(frame: Frame, own: Mapping[int, bytes], root: bytes, info: bytes) -> bytes:
    """The whole file: a frame, and a letter's own objects by their number.

    ``root`` and ``info`` refer to the file's catalogue and to what it calls itself.
    """
    entries, offset, parts = list(frame.entries), frame.length, list(frame.chunks)
    hashed = md5(frame.digest, usedforsecurity=False)
    for number, data in sorted(own.items()):
        chunk = _object(number, data)
        hashed.update(chunk)
        entries[number] = _ENTRY.pack(1, offset, 0)
        parts.append(chunk)
        offset += len(chunk)
    number = len(entries)
    entries.append(_ENTRY.pack(1, offset, 0))
    identifier = hashed.hexdigest().encode()
    about = b"/Type /XRef /W [1 4 2] /Size %d /Root %b /Info %b /ID [(%b) (%b)]" % (
        number + 1, root, info, identifier, identifier,
    )  # fmt: skip
    parts.append(_object(number, _stream(zlib.compress(b"".join(entries), _LEVEL), about)))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % offset)
    return b"".join(parts)
