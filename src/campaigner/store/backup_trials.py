"""What was found in copies of the database."""

from __future__ import annotations

import sqlite3
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Trial:
    """What was found in a copy: when it was tried (seconds since 1970, UTC), what it has.

    ``signatures`` are those that count, by ledgers of ``rows`` in all; ``trouble`` is what is
    wrong, empty if all fits.
    """

    tried_at: int
    petitions: int = 0
    rows: int = 0
    signatures: int = 0
    trouble: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether all fits."""
        return not self.trouble


def save(connection: sqlite3.Connection, path: str, trial: Trial) -> None:
    """Keeps what was found in a copy that is noted; what was found before goes.

    So does what was found in copies that are not noted any more.
    """
    connection.execute(
        "INSERT OR REPLACE INTO backup_trials"
        " (path, tried_at, petitions, rows, signatures, trouble) VALUES (?, ?, ?, ?, ?, ?)",
        (path, *astuple(trial)),
    )
    connection.execute(
        "DELETE FROM backup_trials WHERE path NOT IN (SELECT path FROM issued_files)"
    )


def all_of(connection: sqlite3.Connection) -> dict[str, Trial]:
    """Returns what was found in each copy, by its path."""
    rows = connection.execute(
        "SELECT path, tried_at, petitions, rows, signatures, trouble FROM backup_trials"
    )
    return {path: Trial(*found) for path, *found in rows}
