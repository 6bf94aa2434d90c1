"""How the text of a table was saved: UTF-8, UTF-16, or what older programs write.

A file can be in two encodings, if rows of two programs were joined. It is read as UTF-8, and the
bytes that are not are read as the older encoding that fits them best; the lines are named.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from campaigner.errors import CampaignerError

_SAMPLE = 64 * 1024
_MARKS = (  # the longer ones first: one begins like another
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Excel for Windows, Excel for Mac, “CSV (MS-DOS)”, and Excel for Windows in Central Europe, in
# Cyrillic and in Greek; of two that fit as well, the first.
_OLDER = {
    "cp1252": "Windows-1252",
    "mac_roman": "Mac OS Roman",
    "cp850": "MS-DOS (850)",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
}
_LATIN_ENDS = "\u0250"
_NAMED_LINES = 5
_ESCAPED = re.compile("[\udc80-\udcff]+")  # bytes that are not UTF-8
_CONTROL = bytes({*range(0x20), 0x7F} - {*b"\t\n\v\f\r"})
LOST = "\ufffd"  # what stands for a character that cannot be read


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a file.

    ``older`` is that of the ``lines`` that are not in UTF-8, counted from 1; ``others`` says
    whether there are lines that are.
    """

    name: str = "utf-8-sig"
    older: str = ""
    lines: tuple[int, ...] = ()
    count: int = 0
    others: bool = False

    @property
    def remark(self) -> str:
        """What to check after reading, empty if nothing had to be guessed."""
        if not self.older:
            return ""
        known = _OLDER[self.older]
        shown = ", ".join(map(str, self.lines)) + (" …" if self.count > len(self.lines) else "")
        which = f"{'lines' if self.count > 1 else 'line'} {shown}"
        what = f"is not in UTF-8 ({which}). It was read as {known}"
        if self.others:
            return f"some of this file {what}. Check the accents."
        return f"this file is not in UTF-8. It was read as {known} ({which}). Check the accents."

    def text(self, file: BinaryIO) -> io.TextIOWrapper:
        """Returns the text of a file, line by line, with its line breaks as they are."""
        errors = "surrogateescape" if self.older else "replace"
        return io.TextIOWrapper(file, encoding=self.name, errors=errors, newline="")

    def decoded(self, text: str) -> str:
        """Returns a text with the bytes that were not UTF-8 read as the older encoding."""
        if text.isascii() or not self.older:
            return text
        return _reread(text, self.older)


def encoding_of(opened: Callable[[], BinaryIO]) -> Encoding:
    """Returns the encoding of a file, which is read as a whole, maybe twice.

    Raises CampaignerError with the code ``not-text`` if it is not text.
    """
    with opened() as file:
        start = file.read(_SAMPLE)
        if name := _wide(start):
            while file.read(_SAMPLE * 16):
                pass  # damage is found before anything is taken
            return Encoding(name)
        if b"\0" in start:
            raise CampaignerError("This is not text.", code="not-text")
        if _is_utf8(start, file):
            return Encoding()
    if _is_binary(start):
        raise CampaignerError("This is not text.", code="not-text")
    with opened() as file:
        return _mixed(file)


def _is_binary(start: bytes) -> bool:
    """Returns whether the start of a file has too many control characters for a text."""
    return len(start) - len(start.translate(None, _CONTROL)) > len(start) // 20


def _wide(start: bytes) -> str:
    """Returns the name of an encoding with two or four bytes a character, marked or not."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    return next(filter(partial(_has_separators, start), ("utf-16-le", "utf-16-be")), "")


def _has_separators(start: bytes, name: str) -> bool:
    """Returns whether a text without a mark has separators: in the wrong encoding it has none."""
    if b"\0" not in start:
        return False
    try:
        text = codecs.getincrementaldecoder(name)().decode(start)
    except UnicodeDecodeError:
        return False
    return "\0" not in text and not set("\n\r\t,;|").isdisjoint(text)


def _is_utf8(start: bytes, file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(start)
        while chunk := file.read(_SAMPLE * 16):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _mixed(file: BinaryIO) -> Encoding:
    lines: list[int] = []
    count, others, sample = 0, False, bytearray()
    for number, line in enumerate(file, start=1):
        if line.isascii():
            continue
        try:
            others = bool(line.decode("utf-8-sig").strip()) or others
        except UnicodeDecodeError:
            count += 1
            if len(lines) < _NAMED_LINES:
                lines.append(number)
            if len(sample) < _SAMPLE:
                sample += line
    escaped = sample.decode("utf-8", "surrogateescape")
    older = max(_OLDER, key=lambda name: _sense(_reread(escaped, name)))
    return Encoding("utf-8-sig", older, tuple(lines), count, others)


def _reread(escaped: str, name: str) -> str:
    return _ESCAPED.sub(lambda found: _decoded(found[0], name), escaped)


def _decoded(escaped: str, name: str) -> str:
    return escaped.encode("utf-8", "surrogateescape").decode(name, "replace")


def _sense(text: str) -> int:
    """Returns how much a text looks like words, by its letters that are not ASCII."""
    around = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    return sum(_fits(*three) for three in around if not three[1].isascii())


def _fits(before: str, char: str, after: str) -> int:
    """Returns 1 for a letter that fits in between (José), -1 for one that does not (JosŽ)."""
    if not char.isalpha():
        between = before.isalpha() and after.isalpha()
        return (1 if char == "’" else -1) if between else 0
    if before.isdigit() or after.isdigit() or _is_out_of_place(before, char, after):
        return -1
    if (char.isupper() and before.islower()) or (char.islower() and after.isupper()):
        return -1
    return 1 if before.isalpha() or after.isalpha() else 0


def _is_out_of_place(before: str, char: str, after: str) -> bool:
    """Returns whether a letter is in a run of Latin letters with accents, or in another script."""
    if char < _LATIN_ENDS:
        return not before.isascii() and not after.isascii() and before.isalpha() and after.isalpha()
    return any(near.isascii() and near.isalpha() for near in (before, after))
