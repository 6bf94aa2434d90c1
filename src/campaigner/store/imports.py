"""How far the import of a file has come, so that it can resume."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields


@dataclass(slots=True)
class Progress:
    """Up to which line a file was imported, and with what result."""

    line: int = 0
    accepted: int = 0
    repeated: int = 0
    rejected: int = 0
    rejects_end: int = 0
    done: int = 0


_NAMES = tuple(field.name for field in fields(Progress))


def progress_of(connection: sqlite3.Connection, petition: int, file: bytes) -> Progress:
    """Returns how far a file (by its hash) has been imported into a petition."""
    row = connection.execute(
        f"SELECT {', '.join(_NAMES)} FROM imports WHERE petition = ? AND file = ?",
        (petition, file),
    ).fetchone()
    return Progress(*row) if row else Progress()


def keep_progress(
    connection: sqlite3.Connection, petition: int, file: bytes, progress: Progress
) -> None:
    """Note how far a file has been imported; belongs to the transaction that imports the rows."""
    connection.execute(
        f"INSERT OR REPLACE INTO imports (petition, file, {', '.join(_NAMES)})"
        f" VALUES (?, ?{', ?' * len(_NAMES)})",
        (petition, file, *(getattr(progress, name) for name in _NAMES)),
    )
