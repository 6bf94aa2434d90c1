"""Fonts as they are embedded in a file: without what only programs beside its reader ask for."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from fontTools.ttLib import TTFont

from campaigner.rendering.engine import pydyf

# Names, characters and classes of glyphs: a file names glyphs by number, and says itself what each
# stands for (ISO 32000-1, 9.9).
_UNREAD = ("GDEF", "OS/2", "cmap", "gasp", "meta", "name", "post")


def slim_fonts(pdf: Any) -> None:
    """Take out of a file's embedded fonts what its readers do not use."""
    by_reference = {item.reference: item for item in pdf.objects if isinstance(item, pydyf.Stream)}
    for item in pdf.objects:
        if isinstance(item, dict) and "FontFile2" in item:
            stream = by_reference[item["FontFile2"]]
            content = _slim(b"".join(stream.stream))
            stream.stream = [content]
            stream.extra["Length1"] = len(content)


@lru_cache(maxsize=64)
def _slim(content: bytes) -> bytes:
    with TTFont(io.BytesIO(content), lazy=True, recalcTimestamp=False) as font:
        for name in _UNREAD:
            if name in font:
                del font[name]
        slim = io.BytesIO()
        font.save(slim, reorderTables=None)
    return slim.getvalue()
