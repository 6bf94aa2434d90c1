"""A letter's page in other sizes: if they change its body's class alone, it is not made again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from campaigner.files import read_text
from campaigner.rendering.letter_page import PAGE, LetterPage
from campaigner.rendering.templating.environment import find_template

_BODY = '<body class="{{ classes | join(" ") }}">'
_MADE = re.compile(r'<body class="([^"]*)">')
_ELSEWHERE = re.compile(r"\bclasses\b|\{%-?\s*(?:include|import|from|extends|set)\b|\bself\b")


class Sizes:
    """The page of one letter in whatever sizes are wanted."""

    def __init__(self, letter: LetterPage) -> None:
        self._letter = letter
        self._usual = ""

    def html(self, sizes: Sequence[str]) -> str:
        """The page as HTML, as the letter itself makes it."""
        if not sizes:
            self._usual = self._letter.html()
            return self._usual
        path = find_template(self._letter.folders, PAGE)
        if not self._usual or not changes_body_alone(path, path.stat().st_mtime_ns):
            return self._letter.html(sizes)
        return _MADE.sub(lambda match: _body(match[1], sizes), self._usual, count=1)


def _body(usual: str, sizes: Sequence[str]) -> str:
    return f'<body class="{" ".join([*usual.split(), *sizes])}">'


@lru_cache(maxsize=64)
def changes_body_alone(path: Path, changed: int) -> bool:
    """Whether a template uses its sizes in its body's class alone; ``changed`` is when it was."""
    del changed
    source = read_text(path)
    return source.count(_BODY) == 1 and not _ELSEWHERE.search(source.replace(_BODY, ""))
