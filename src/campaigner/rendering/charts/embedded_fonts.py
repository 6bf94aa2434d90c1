"""The program's fonts inside an SVG, cut to its own characters: it looks the same elsewhere."""

from __future__ import annotations

import base64
import io
import re
from functools import lru_cache

from markupsafe import Markup

from campaigner.rendering.fonts.faces import FACES, Face, font_files

_OF_PICTURES = (("Fira Sans", 400), ("Fira Sans", 500), ("Spectral", 600))
_TAG = re.compile(r"<[^>]*>")


def font_styles(svg: str) -> Markup:
    """Returns a ``style`` element with the fonts of pictures, cut to the words of an SVG."""
    wanted = frozenset(map(ord, _TAG.sub("", svg))) | frozenset(range(0x20, 0x7F))
    rules = (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f"src:url(data:font/woff2;base64,{_cut(face, wanted)})}}"
        for face in FACES
        if (face.family, face.weight) in _OF_PICTURES and face.style == "normal"
    )
    return Markup(f"<style>{''.join(rules)}</style>")  # noqa: S704 - made of the program's own


@lru_cache(maxsize=32)
def _cut(face: Face, wanted: frozenset[int]) -> str:
    from fontTools.subset import Options, Subsetter, load_font, save_font

    options = Options(flavor="woff2", layout_features=["kern", "liga", "lnum"], hinting=False)
    options.drop_tables += ["meta"]
    font = load_font(str(font_files()[face]), options)
    cutter = Subsetter(options)
    cutter.populate(unicodes=sorted(wanted))
    cutter.subset(font)
    written = io.BytesIO()
    save_font(font, written, options)
    font.close()
    return base64.b64encode(written.getvalue()).decode()
