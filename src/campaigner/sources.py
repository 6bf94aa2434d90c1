"""Sources: the ambassadors, partners and channels through which supporters come.

A source has a short code. Links and QR codes carry it, and what comes through them is counted
under it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from campaigner.errors import UsageError
from campaigner.text import slug
from campaigner.vocabulary import SourceKind

WEB, PAPER = "web", "paper"
"""What counts as the source where nobody brought the supporter."""

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody or something that brings supporters in."""

    code: str
    kind: SourceKind
    name: str


def parse_code(text: str) -> str:
    """A source's code: lower-case letters, digits and hyphens, 40 at most.

    Raises UsageError where it is none, or is one that stands for “nobody in particular”.
    """
    code = text.strip().lower()
    if not _CODE.fullmatch(code):
        raise UsageError(
            f"“{text}” cannot be a source’s code.",
            hint=f"Use letters a–z, digits and hyphens, 40 at most: {slug(text)[:40]}",
        )
    if code in (WEB, PAPER):
        raise UsageError(f"“{code}” is the source of those whom nobody in particular brought.")
    return code
