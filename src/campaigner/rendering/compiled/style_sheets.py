"""Whether a style sheet lets people's words decide how a page looks, beside by their length."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from campaigner.files import read_text

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# What a page shows of a letter's own attributes may stand in its margins alone.
_NAMED = re.compile(r"string-set\s*:[^;{}]*")
_DEPENDING = re.compile(
    r"attr\(|content\(|element\(|running\(|target-(?:text|counter)|leader\("
    r"|@import|\[\s*(?:data-recipient|data-date|href|content)|:(?:has|empty|is|where)\b"
    r"|::?first-(?:letter|line)"
)


@lru_cache(maxsize=64)
def depends_on_words(path: Path, changed: int) -> bool:
    """Whether a style sheet does; ``changed`` is when it was."""
    del changed
    css = _COMMENT.sub("", read_text(path))
    named = "".join(_NAMED.findall(css))
    return bool(_DEPENDING.search(_NAMED.sub("", css))) or "content(" in named
