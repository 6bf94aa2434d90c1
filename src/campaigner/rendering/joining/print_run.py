"""Many PDFs joined into one for a print house, page after page, in memory that stays the same.

Pages are copied to the file as they come. The program's own fonts, which each PDF holds cut to
its own letters, are written once at the end, cut to the letters of all. What only screens need
(tags, links) is left out.
"""

from __future__ import annotations

import hashlib
from array import array
from pathlib import Path
from typing import Any, Protocol

import pikepdf

from campaigner.rendering.joining.shared_fonts import SharedFont, own_face, plain, stream

_PAGES_IN_NODE = 64
_KEPT = ("/MediaBox", "/TrimBox", "/BleedBox")


class Written(Protocol):
    """What a file is written to, from start to end."""

    def write(self, content: bytes, /) -> object:
        """Write the next bytes."""


class Joined:
    """A PDF that grows by whole documents; ``finish`` makes it readable."""

    def __init__(self, file: Written, title: str) -> None:
        self.pages = 0
        self._file, self._title = file, title
        self._digest = hashlib.sha256()
        self._offsets = array("Q", [0])
        self._at = 0
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._root, self._tree = self._reserve(), self._reserve()
        self._nodes: list[tuple[int, int]] = []
        self._node, self._kids = self._reserve(), array("Q")
        self._fonts: dict[str, SharedFont] = {}
        self._streams: dict[bytes, int] = {}
        self._bookmarks: list[tuple[str, int]] = []
        self._last_box = "[0 0 595.28 841.89]"

    def add(self, path: Path, bookmark: str = "", room: int | None = None) -> int:
        """Add the pages of a PDF, with a bookmark on the first; gives their number.

        ``room`` is the most pages to add: 0 where the PDF has more, and is left out.
        """
        with pikepdf.open(path) as document:
            count = len(document.pages)
            if room is not None and count > room:
                return 0
            for position, page in enumerate(document.pages):
                number = self._add_page(page)
                if bookmark and position == 0:
                    self._bookmarks.append((bookmark, number))
        return count

    def add_blank(self) -> None:
        """Add an empty page of the size of the one before."""
        self._take_page(f"/MediaBox {self._last_box} /Resources << >>".encode())

    def finish(self) -> None:
        """Write what all pages share, and the index."""
        for font in self._fonts.values():
            self._write_font(font)
        if self._kids:
            self._close_node()
        kids = " ".join(f"{number} 0 R" for number, _ in self._nodes)
        count = sum(pages for _, pages in self._nodes)
        self._put(self._tree, f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode())
        outlines = self._write_bookmarks()
        title = pikepdf.String(self._title).unparse()
        info = self._add(b"<< /Title " + title + b" >>")
        root = f"<< /Type /Catalog /Pages {self._tree} 0 R{outlines}{self._more_of_root()} >>"
        self._put(self._root, root.encode())
        self._write_index(info)

    def _more_of_root(self) -> str:
        """What the catalogue has besides pages and bookmarks, written before it."""
        return ""

    # Pages

    def _add_page(self, page: pikepdf.Page, *more: bytes, number: int = 0) -> int:
        boxes = {key: plain(page.obj[key]) for key in _KEPT if key in page.obj}
        self._last_box = boxes["/MediaBox"].decode()
        content = page.obj.Contents
        if isinstance(content, pikepdf.Array):
            page.contents_coalesce()
            content = page.obj.Contents
        stream_number = self._add(self._stream(content))
        parts = [key.encode() + b" " + value for key, value in boxes.items()]
        resources = self._resources(page.resources)
        parts.append(f"/Contents {stream_number} 0 R /Resources ".encode() + resources)
        return self._take_page(b" ".join([*parts, *more]), number)

    def _take_page(self, entries: bytes, number: int = 0) -> int:
        """Write a page, as the object of that number if one was reserved; returns its number."""
        number = number or self._reserve()
        self._put(number, f"<< /Type /Page /Parent {self._node} 0 R ".encode() + entries + b" >>")
        self._kids.append(number)
        self.pages += 1
        if len(self._kids) == _PAGES_IN_NODE:
            self._close_node()
        return number

    def _close_node(self) -> None:
        kids = " ".join(f"{number} 0 R" for number in self._kids)
        node = (
            f"<< /Type /Pages /Parent {self._tree} 0 R /Kids [{kids}] /Count {len(self._kids)} >>"
        )
        self._put(self._node, node.encode())
        self._nodes.append((self._node, len(self._kids)))
        self._node, self._kids = self._reserve(), array("Q")

    def _resources(self, resources: Any) -> bytes:
        parts = []
        for kind, entries in resources.items():
            if kind == "/Font":
                fonts = (f"{name} {self._font(font)}" for name, font in entries.items())
                parts.append(f"/Font << {' '.join(fonts)} >>".encode())
            elif len(entries):
                parts.append(kind.encode() + b" " + self._copied(entries))
        return b"<< " + b" ".join(parts) + b" >>"

    # Objects

    def _copied(self, value: Any) -> bytes:
        """A value with all that hangs on it; a stream is written once, however often it comes."""
        if isinstance(value, pikepdf.Stream):
            written = self._stream(value)
            key = hashlib.sha256(written).digest()
            if key not in self._streams:
                self._streams[key] = self._add(written)
            return f"{self._streams[key]} 0 R".encode()
        if isinstance(value, pikepdf.Dictionary):
            entries = (key.encode() + b" " + self._copied(entry) for key, entry in value.items())
            return b"<< " + b" ".join(entries) + b" >>"
        if isinstance(value, pikepdf.Array):
            return b"[" + b" ".join(self._copied(entry) for entry in value) + b"]"
        return plain(value)

    def _stream(self, found: Any) -> bytes:
        entries = b" ".join(
            key.encode() + b" " + self._copied(value)
            for key, value in found.items()
            if key != "/Length"
        )
        return stream(found.read_raw_bytes(), entries)

    def _reserve(self) -> int:
        self._offsets.append(0)
        return len(self._offsets) - 1

    def _add(self, content: bytes) -> int:
        number = self._reserve()
        self._put(number, content)
        return number

    def _put(self, number: int, content: bytes) -> None:
        self._offsets[number] = self._at
        self._write(f"{number} 0 obj\n".encode() + content + b"\nendobj\n")

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._digest.update(content)
        self._at += len(content)

    def _font(self, font: Any) -> str:
        """Where a font is; one of the program's own is the same for all documents."""
        name = own_face(font)
        if name is None:
            return self._copied(font).decode("latin-1")
        if name not in self._fonts:
            self._fonts[name] = SharedFont.like(font, name, self._reserve())
        self._fonts[name].take(font)
        return f"{self._fonts[name].number} 0 R"

    def _write_font(self, font: SharedFont) -> None:
        file = self._add(stream(*font.file()))
        descriptor = self._add(font.descriptor_with(file))
        inner = self._add(font.inner_with(descriptor))
        unicode = self._add(stream(*font.to_unicode()))
        self._put(font.number, font.outer_with(inner, unicode))

    # The end

    def _write_bookmarks(self) -> str:
        if not self._bookmarks:
            return ""
        outlines = self._reserve()
        numbers = [self._reserve() for _ in self._bookmarks]
        for position, (title, page) in enumerate(self._bookmarks):
            before = f" /Prev {numbers[position - 1]} 0 R" if position else ""
            after = f" /Next {numbers[position + 1]} 0 R" if position + 1 < len(numbers) else ""
            self._put(
                numbers[position],
                b"<< /Title " + pikepdf.String(title).unparse()
                + f" /Parent {outlines} 0 R /Dest [{page} 0 R /Fit]{before}{after} >>".encode(),
            )  # fmt: skip
        self._put(
            outlines,
            f"<< /Type /Outlines /First {numbers[0]} 0 R /Last {numbers[-1]} 0 R"
            f" /Count {len(numbers)} >>".encode(),
        )
        return f" /Outlines {outlines} 0 R /PageMode /UseOutlines"

    def _write_index(self, info: int) -> None:
        start, identifier = self._at, self._digest.hexdigest()[:32]
        used = self._offsets
        rows = [b"0000000000 65535 f \n"]
        rows += [
            f"{offset:010} 00000 n \n".encode() if offset else b"0000000000 65535 f \n"
            for offset in used[1:]
        ]
        self._write(f"xref\n0 {len(used)}\n".encode() + b"".join(rows))
        self._write(
            f"trailer\n<< /Size {len(used)} /Root {self._root} 0 R /Info {info} 0 R"
            f" /ID [<{identifier}> <{identifier}>] >>\nstartxref\n{start}\n%%EOF\n".encode()
        )
