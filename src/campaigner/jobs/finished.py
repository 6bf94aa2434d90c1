"""What comes of a job's work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from campaigner.vocabulary.desk import JobFile

Told = Callable[[int, int], None]
"""Is told how much is done, of how much."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of a job: its files to be fetched, by role, and how many rows or packs failed.

    ``about`` is what the files are noted as.
    """

    files: Sequence[tuple[JobFile, Path]]
    failed: int
    about: str = "letters to fetch"
