"""What is to be imported, and what came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from campaigner.problems import Problem
from campaigner.sources import WEB
from campaigner.tables import AnyFile, Table

AT_ONCE = 50_000  # rows in one transaction


@dataclass(frozen=True, kw_only=True)
class ImportRequest:
    """What is to be imported, and how.

    ``confirmed``: the other system had the signatures confirmed, so they count at once; if not,
    each gets a confirmation mail. ``language`` is that of rows that name none (default: the
    campaign's first); ``mapping`` names the headers of columns that are not recognised, those of
    partners' consents as ``consent:PARTNER``. ``month_first`` says how dates like ``03/12/2026``
    are read (default: as the other dates of the column show), and ``signed_on`` on which day rows
    without a date were signed (default: today). ``yes_means`` and ``no_means`` are
    answers that begin with neither yes nor no. ``words`` are those in which people were asked, by
    column (``letter``, ``consent:PARTNER``) or as ``statement`` of all who signed; those of columns
    are the campaign's own by default.
    ``wording`` is the version of the petition's words that people signed (its number or its hash),
    or ``unknown`` (default: the current words).
    Rows that cannot be used are written to ``rejects`` (default: ``NAME.rejects.csv`` beside the
    table), with their number and reason; with ``replace``, over a file that is somebody's. With
    ``dry_run`` nothing is written at all.
    """

    file: AnyFile
    confirmed: bool = False
    source: str = WEB
    language: str = ""
    mapping: Mapping[str, str] | None = None
    month_first: bool | None = None
    signed_on: date | None = None
    yes_means: tuple[str, ...] = ()
    no_means: tuple[str, ...] = ()
    words: Mapping[str, str] | None = None
    rejects: Path | None = None
    replace: bool = False
    dry_run: bool = False
    wording: str = ""
    at_once: int = AT_ONCE

    @property
    def options(self) -> bytes:
        """What is to be the same for an import to be the same as another: a hash."""
        said = (
            *(self.confirmed, self.source, self.language, self.month_first, self.signed_on),
            *(self.yes_means, self.no_means),
        )
        pairs = sorted((self.mapping or {}).items())
        words = [sorted(self.words.items())] if self.words else []
        version = [f"wording {self.wording}"] if self.wording else []
        return hashlib.sha256(repr((said, pairs, *words, *version)).encode()).digest()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many rows became signatures, repeated one, could not be used, or were taken before.

    ``line`` is the last that was read. ``rejects`` is the file of rows that could not be used; None
    if there are none, or if the file has been moved or changed since. ``problems`` has the first
    of those rows; what is said of them includes what they contain. ``notes`` say what was decided
    of rows that were taken. ``codes`` are those of all that was wrong.
    """

    accepted: int
    repeated: int
    rejected: int
    before: int = 0
    line: int = 0
    rejects: Path | None = None
    problems: tuple[Problem, ...] = ()
    table: Table | None = None
    notes: tuple[Problem, ...] = ()
    codes: frozenset[str] = frozenset()
