"""How far the import of a file has come, so that it can be taken up again."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields


@dataclass(slots=True)
class Progress:
    """Up to which line a file was taken in, and what came of it."""

    line: int = 0
    accepted: int = 0
    repeated: int = 0
    rejected: int = 0
    rejects_end: int = 0
    done: int = 0


_NAMES = tuple(field.name for field in fields(Progress))


def progress_of(connection: sqlite3.Connection, petition: int, file: bytes) -> Progress:
    """How far a file (by its hash) has been taken into a petition."""
    row = connection.execute(
        f"SELECT {', '.join(_NAMES)} FROM imports WHERE petition = ? AND file = ?",
        (petition, file),
    ).fetchone()
    return Progress(*row) if row else Progress()


def keep_progress(
    connection: sqlite3.Connection, petition: int, file: bytes, progress: Progress
) -> None:
    """Note how far a file has been taken in; belongs to the transaction that takes it in."""
    connection.execute(
        f"INSERT OR REPLACE INTO imports (petition, file, {', '.join(_NAMES)})"
        f" VALUES (?, ?{', ?' * len(_NAMES)})",
        (petition, file, *(getattr(progress, name) for name in _NAMES)),
    )
