"""The characters that letters' fonts are cut to, so that they are the same in many of them.

All but the Hebrew ones are in each of the program's own faces: text in them needs no other font.
A letter has the smallest of a few sets, each of which contains the one before it: most letters
need few characters, and a name from elsewhere does not make all files larger.
Hebrew has one shape for each letter. Arabic has several, and joins them, in more ways than can be
listed: letters with Arabic words are laid out as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from campaigner.rendering.compiled.fallback import Reason
from campaigner.rendering.fonts.faces import missing_characters

_RANGES = (
    # What is on a keyboard, and in good typesetting.
    ((0x20, 0x7E), (0xA0, 0xA0), (0xA3, 0xA3), (0xB7, 0xB7), (0x2013, 0x2014), (0x2018, 0x2019),
     (0x201C, 0x201D), (0x2022, 0x2022), (0x2026, 0x2026), (0x20AC, 0x20AC)),
    # Western Europe, Welsh.
    ((0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0xFF), (0x174, 0x178), (0x1E80, 0x1E85), (0x1EF2, 0x1EF3)),
    # All of Europe that writes in Latin letters, Turkish, and other signs.
    ((0xA1, 0xAC), (0xAE, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7), (0x100, 0x148), (0x14A, 0x173),
     (0x179, 0x17F), (0x218, 0x21B), (0x2012, 0x2012), (0x2015, 0x2015), (0x201A, 0x201A),
     (0x201E, 0x201E), (0x2020, 0x2020), (0x2039, 0x203A), (0x2122, 0x2122), (0x2212, 0x2212)),
    # Vietnamese; the letters of Africa and India that have marks; rarer signs.
    ((0x18F, 0x18F), (0x192, 0x192), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1E6, 0x1E7),
     (0x1EA, 0x1EB), (0x259, 0x259), (0x2BC, 0x2BC), (0x1E0C, 0x1E0F), (0x1E24, 0x1E25),
     (0x1E36, 0x1E37), (0x1E44, 0x1E47), (0x1E5A, 0x1E5B), (0x1E60, 0x1E63), (0x1E6C, 0x1E6F),
     (0x1E92, 0x1E93), (0x1E9E, 0x1E9E), (0x1EA0, 0x1EF1), (0x1EF4, 0x1EF9), (0x2021, 0x2021),
     (0x2030, 0x2030), (0x2153, 0x2154), (0xFB01, 0xFB02)),
    # Cyrillic.
    ((0x401, 0x40C), (0x40E, 0x44F), (0x451, 0x45C), (0x45E, 0x45F), (0x490, 0x493),
     (0x2116, 0x2116)),
)  # fmt: skip
# What the faces join, each with what is joined in it first.
_JOINED = "ffb ffh ffi ffj ffk ffl fft ff fb fh fi fj fk fl ft"

_SETS = tuple(
    accumulate("".join(chr(code) for first, last in ranges for code in range(first, last + 1))
               for ranges in _RANGES)
)  # fmt: skip
_KNOWN = tuple(frozenset(characters) | {"\n"} for characters in _SETS)
_HEBREW = "".join(map(chr, range(0x5D0, 0x5EB)))
# Their shape stands for another character if text runs from the right: which one a file says
# depends on where it is used first.
_MIRRORED = "()<>[]{}«»‹›"


class Sample(NamedTuple):
    """A text with each character of a set, drawn once in each style of a page, before its text.

    ``other_fonts`` is whether some of them are in none of the program's own faces.
    """

    text: str
    other_fonts: bool


def _samples(hebrew: str, left_out: str = "") -> tuple[Sample, ...]:
    spaced = " ".join(hebrew)  # its font has a space of its own
    without = str.maketrans("", "", left_out)
    texts = (f"{characters} {_JOINED} {spaced}".strip() for characters in _SETS)
    return tuple(Sample(text.translate(without), bool(hebrew)) for text in texts)


_SAMPLES = _samples("")
_FROM_THE_RIGHT = {True: _samples(_HEBREW, _MIRRORED), False: _samples("", _MIRRORED)}


def sample_for(texts: str, from_the_right: bool = False) -> Sample | None:
    """Returns the sample of the smallest set for some texts; None if there is none for them.

    ``from_the_right`` is whether other text of their page runs so.
    """
    used = set(texts)
    is_hebrew = not used.isdisjoint(_HEBREW)
    if not is_hebrew and not from_the_right:
        return _smallest(used, _SAMPLES)
    if not used.isdisjoint(_MIRRORED):
        return None
    return _smallest(used.difference(_HEBREW), _FROM_THE_RIGHT[is_hebrew])


def _smallest(used: set[str], samples: Sequence[Sample]) -> Sample | None:
    for known, sample in zip(_KNOWN, samples, strict=True):
        if known >= used:
            return sample
    return None


def why_there_is_none(texts: str) -> Reason:
    """Returns why there is no sample for some texts."""
    used = set(texts)
    if missing_characters("".join(sorted(used.difference(_HEBREW)))):
        return Reason.SCRIPT
    known = _KNOWN[-1].union(_HEBREW)
    return Reason.BRACKETS if known >= used else Reason.CHARACTERS
