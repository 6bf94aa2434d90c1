"""How wide a text is in the program's fonts: SVG breaks and shortens no lines itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from campaigner.rendering.fonts.faces import FACES, Face, font_files, opened_font

_BROADEST = 1.0  # of a character that the font lacks, in its size


def width(text: str, size: float, weight: int = 400, family: str = "Fira Sans") -> float:
    """Returns how wide a line is, in the unit of its size."""
    advances = _advances(_face(family, weight))
    return size * sum(advances.get(ord(char), _BROADEST) for char in text)


def shortened(
    text: str, most: float, size: float, weight: int = 400, family: str = "Fira Sans"
) -> str:
    """Returns a text that is at most so wide, with an ellipsis if something is left out."""
    if width(text, size, weight, family) <= most:
        return text
    while text and width(f"{text}…", size, weight, family) > most:
        text = text[:-1]
    return f"{text.rstrip()}…"


def wrapped(
    text: str,
    most: float,
    size: float,
    weight: int = 400,
    family: str = "Fira Sans",
    lines: int = 99,
) -> list[str]:
    """Returns a text in lines that are at most so wide; what does not fit in ``lines`` is cut."""
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and width(longer, size, weight, family) <= most:
            found[-1] = longer
        else:
            found.append(word)
    if len(found) > lines:
        found[lines - 1 :] = [" ".join(found[lines - 1 :])]
    return [shortened(line, most, size, weight, family) for line in found]


def balanced(
    text: str, most: float, size: float, weight: int = 400, family: str = "Fira Sans"
) -> list[str]:
    """Returns a text in as few lines as ``wrapped``, the longest of them as short as may be."""
    best = wrapped(text, most, size, weight, family)
    narrower = most
    while len(best) > 1 and narrower > most / 2:
        narrower -= most / 40
        lines = wrapped(text, narrower, size, weight, family)
        if len(lines) > len(best) or "…" in "".join(lines):
            break
        best = lines
    return best


def _face(family: str, weight: int) -> Face:
    return next(
        face
        for face in FACES
        if (face.family, face.weight, face.style) == (family, weight, "normal")
    )


@lru_cache(maxsize=8)
def _advances(face: Face) -> Mapping[int, float]:
    """The width of each character, as a part of the size."""
    with opened_font(font_files()[face]) as font:
        unit, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: widths[name][0] / unit for code, name in font.getBestCmap().items()}
