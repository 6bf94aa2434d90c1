"""The characters that all letters' fonts are cut to, so that they are the same in each.

All of them are in each of the program's own faces: text in them needs no other font, and runs
from left to right.
"""

from __future__ import annotations

_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x148),  # without the soft hyphen
    (0x14A, 0x17F),
    (0x218, 0x21B),
    (0x1E80, 0x1E85),
    (0x1EF2, 0x1EF3),
    (0x2012, 0x2015),
    (0x2018, 0x201A),
    (0x201C, 0x201E),
)
_SINGLE = "†•…‹›€™−"

CHARACTERS = "".join(chr(code) for first, last in _RANGES for code in range(first, last + 1))
CHARACTERS += _SINGLE
# What the faces join, each with what is joined in it first.
_JOINED = "ffb ffh ffi ffj ffk ffl fft ff fb fh fi fj fk fl ft"
# Drawn once in each style of a page, before any of its text.
SAMPLE = f"{CHARACTERS} {_JOINED}"

_KNOWN = frozenset(CHARACTERS) | {"\n"}


def are_known(texts: str) -> bool:
    """Whether a text has the fixed characters alone, and line feeds."""
    return _KNOWN.issuperset(texts)
