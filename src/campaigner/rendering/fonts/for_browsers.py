"""The letters' own fonts for browsers: cut to the letters of Europe, and compressed."""

from __future__ import annotations

import io
from functools import lru_cache

from campaigner.rendering.fonts.faces import FACES, Face, font_files

# Latin with its supplements, the marks of print, the euro and the arrows of pages.
_RANGES = ((0x20, 0x17F), (0x1E80, 0x1E85), (0x1EF2, 0x1EF3), (0x2010, 0x2044), (0x2190, 0x2193))
_SINGLE = (0x20AC, 0x2122, 0x2212, 0x2713)
_FEATURES = ("kern", "liga", "lnum", "onum", "tnum", "pnum", "ccmp", "locl", "mark")


@lru_cache(maxsize=1)
def web_fonts() -> dict[str, bytes]:
    """Returns the files by their names, ``spectral-400-italic.woff2``, smallest that read well.

    Raises CampaignerError where a font is not installed.
    """
    return {file_name(face): _cut(face) for face in FACES}


def file_name(face: Face) -> str:
    """The name of a face's file: ``fira-sans-500.woff2``."""
    style = "" if face.style == "normal" else f"-{face.style}"
    return f"{face.package}-{face.weight}{style}.woff2"


def _cut(face: Face) -> bytes:
    from fontTools.subset import Options, Subsetter, load_font, save_font

    options = Options(flavor="woff2", layout_features=list(_FEATURES), hinting=False)
    options.drop_tables += ["meta"]  # it names languages, and cannot be cut
    font = load_font(str(font_files()[face]), options)
    wanted = {code for first, last in _RANGES for code in range(first, last + 1)} | {*_SINGLE}
    cutter = Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    written = io.BytesIO()
    save_font(font, written, options)
    font.close()
    return written.getvalue()
