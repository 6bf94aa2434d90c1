"""Sources: the ambassadors, partners and channels through which supporters come.

A source has a short code. Links and QR codes carry it, and what comes through them is counted
under it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from campaigner.errors import UsageError
from campaigner.text import slug
from campaigner.vocabulary.signatures import SourceKind

WEB, PAPER = "web", "paper"
"""What counts as the source of supporters whom nobody brought."""

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody or something that brings supporters in."""

    code: str
    kind: SourceKind
    name: str


def parse_code(text: str) -> str:
    """Returns a source's code: lower-case letters, digits and hyphens, at most 40.

    Raises UsageError if it cannot be one, or is one of those that nobody in particular has.
    """
    code = text.strip().lower()
    if not _CODE.fullmatch(code):
        raise UsageError(
            f"“{text}” is not a valid code for a source.",
            hint=f"Use at most 40 letters a–z, digits and hyphens, for example {slug(text)[:40]}.",
        )
    if code in (WEB, PAPER):
        raise UsageError(
            f"“{code}” stands for supporters whom nobody brought.", hint="Choose another code."
        )
    return code


def paper_source(source: str) -> str:
    """Returns what paper that somebody handed round counts under: ``paper/amira``, or ``paper``."""
    return PAPER if source in ("", PAPER) else f"{PAPER}/{source}"


def is_paper(source: str) -> bool:
    """Returns whether what counts under a source was given on paper."""
    return source == PAPER or source.startswith(f"{PAPER}/")
