"""What an organiser asks for who makes a hand-in pack, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from campaigner.vocabulary.papers import NameList


@dataclass(frozen=True, kw_only=True)
class HandInRequest:
    """A hand-in pack that is wanted.

    ``shown`` is what the list of signatories says of each. ``to`` is who receives the pack: the
    name or the office of somebody in the directory, or any other words; empty for whoever it is.
    ``language`` is one of the campaign's (default: its first).
    """

    shown: NameList = NameList.NAMES
    to: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class HandIn:
    """A hand-in pack that was written.

    ``signatures`` is how many count; ``listed`` how many lines the list of signatories has, and
    ``withheld`` on how many of them no name may be shown. ``bracketed`` lines have letters that
    no font at hand draws: ``packages`` of Debian have fonts for them.
    ``undrawn_comments`` are left out for the same reason. ``sides`` of paper are the
    pages of the PDF. ``unreviewed`` is its language, if no native speaker has checked it yet.
    """

    files: tuple[Path, ...]
    signatures: int
    listed: int
    withheld: int
    bracketed: int
    packages: tuple[str, ...]
    undrawn_comments: int
    sides: int
    rehearsal: bool
    unreviewed: str

    @property
    def sheets(self) -> int:
        """The number of sheets of paper, printed on both sides."""
        return (self.sides + 1) // 2
