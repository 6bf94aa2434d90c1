"""How wide a name is in the small print of a list, before it is laid out: at least as it will be.

Each character counts with its own width in the font that draws it. What shaping does then makes
text narrower: letters join, marks stand over others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from campaigner.rendering.fonts.faces import Face, font_files, opened_font
from campaigner.rendering.fonts.scripts import Script, drawing_of, never_drawn

_SMALL_PRINT = Face("Fira Sans", "fira-sans", 400)
_TEXT = Face("Spectral", "spectral", 400)
_SLACK = 1.03  # of hinting and rounding


def drawable(text: str) -> tuple[str, tuple[Script, ...]]:
    """Returns a text in which what no font at hand draws is named in brackets, and its scripts.

    Letters of a script whose font is not installed become ``[Thai letters]``, anything else its
    name: ``[snowman]``.
    """
    if text.isascii():
        return text, ()
    undrawn = drawing_of(text).undrawn
    if not undrawn:
        return text, ()
    undrawn.update(dict.fromkeys(never_drawn(text)))
    shown = "".join(_named(run, undrawn) for run in _runs(text, undrawn))
    return shown, tuple(script for script in dict.fromkeys(undrawn.values()) if script)


def _runs(text: str, undrawn: Mapping[str, Script | None]) -> Iterator[str]:
    """The runs of a text that are drawn, or are of one script whose font is not installed."""
    kinds = (undrawn[char] or char if char in undrawn else None for char in text)
    for _, run in groupby(zip(text, kinds, strict=True), key=lambda pair: pair[1]):
        yield "".join(char for char, _ in run)


def _named(run: str, undrawn: Mapping[str, Script | None]) -> str:
    first = run[0]
    if first not in undrawn:
        return run
    if script := undrawn[first]:
        return f"[{script.name} letters]"
    return f"[{unicodedata.name(first, f'U+{ord(first):04X}').lower()}]" * len(run)


@lru_cache(maxsize=65_536)
def width(word: str) -> float:
    """Returns how wide a word is at most, in ems."""
    return _SLACK * sum(map(_width, word))


@lru_cache(maxsize=16_384)
def _width(char: str) -> float:
    for face in (_SMALL_PRINT, _TEXT):
        if (found := _widths(font_files()[face]).get(char)) is not None:
            return found
    fallback = drawing_of(char).fonts.get(char)
    return _widths(fallback.path).get(char, 1.0) if fallback else 0.0


@lru_cache
def _widths(path: Path) -> dict[str, float]:
    """The width of each character of a font, in ems."""
    with opened_font(path) as font:
        em, advances = font["head"].unitsPerEm, font["hmtx"]
        return {chr(code): advances[name][0] / em for code, name in font.getBestCmap().items()}


def wrapped(text: str, room: float) -> tuple[str, ...]:
    """Returns a text in lines that are no wider than ``room`` ems, broken between words.

    A word that is wider by itself is broken within.
    """
    lines: list[str] = []
    line, used = "", 0.0
    for word in _short_words(text, room):
        more = width(word)
        gap = width(" ") if line else 0.0
        if line and used + gap + more > room:
            lines.append(line)
            line, used, gap = "", 0.0, 0.0
        line = f"{line} {word}" if line else word
        used += gap + more
    return (*lines, line)


def _short_words(text: str, room: float) -> Iterator[str]:
    for word in text.split():
        while width(word) > room:
            cut = _fitting(word, room)
            cut = word.rfind("-", 0, cut) + 1 or cut
            yield word[:cut]
            word = word[cut:]
        yield word


def _fitting(word: str, room: float) -> int:
    """How many characters of a word fit, with the marks on the last of them; one at least."""
    used, cut = 0.0, 0
    for place, char in enumerate(word):
        used += _SLACK * _width(char)
        if used > room and cut:
            break
        if place + 1 == len(word) or not unicodedata.combining(word[place + 1]):
            cut = place + 1
    return cut
