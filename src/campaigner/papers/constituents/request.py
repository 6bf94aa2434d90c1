"""What an organiser asks for who makes packs for representatives, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from campaigner.vocabulary.representatives import Role


@dataclass(frozen=True, kw_only=True)
class PacksRequest:
    """Packs that are wanted for everybody in a role, written to the folder ``out``.

    ``language`` is one of the campaign's (default: its first); ``signed_by`` is who signs for the
    organisation, as “Name, Director”; ``day`` is the date of the letters (default: today).
    ``areas`` are the codes of those for which packs are made (default: all).
    ``jobs`` is the number of processes (0: one a core), ``scheduler`` the address of a Dask
    scheduler. Without ``letters`` no letters of constituents are enclosed. ``replace`` is that
    files may be replaced whatever they are.
    """

    role: Role
    out: Path
    language: str = ""
    signed_by: str = ""
    day: date | None = None
    areas: tuple[str, ...] = ()
    jobs: int = 0
    scheduler: str = ""
    letters: bool = True
    replace: bool = False


@dataclass(frozen=True, slots=True)
class NotWritten:
    """A pack that could not be made or written, by the name of its file, and why.

    ``code`` is that of the error, as “file-not-ours”; empty if there is none.
    """

    name: str
    message: str
    hint: str = ""
    code: str = ""


@dataclass
class PacksResult:
    """What there is after a run.

    ``made`` and ``unchanged`` count packs, ``pages`` and ``sheets`` of paper are those of all.
    ``letters`` and ``comments`` are in the packs. ``removed`` are files of earlier runs that are no
    longer wanted; ``kept`` are those of them that were changed, and so left. ``remarks`` are said
    of seats and letters, one sentence each.
    """

    out: Path
    made: int = 0
    unchanged: int = 0
    signatures: int = 0
    pages: int = 0
    sheets: int = 0
    letters: int = 0
    comments: int = 0
    failed: list[NotWritten] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    rehearsal: bool = False
    unreviewed: str = ""

    @property
    def packs(self) -> int:
        """The number of packs that are there."""
        return self.made + self.unchanged
