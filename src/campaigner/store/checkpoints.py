"""Checkpoints that were signed: what the program must stand by."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class KeptCheckpoint(NamedTuple):
    """A checkpoint of a ledger of ``size`` rows, as the text that was published."""

    size: int
    note: str
    made_at: int


def keep_checkpoint(
    connection: sqlite3.Connection, petition: int, size: int, note: str, now: int
) -> None:
    """Keep a checkpoint, or what has been added to the one of that size."""
    connection.execute(
        "INSERT INTO checkpoints (petition, size, note, made_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET note = excluded.note",
        (petition, size, note, now),
    )


def checkpoints_of(connection: sqlite3.Connection, petition: int) -> list[KeptCheckpoint]:
    """Returns a petition's checkpoints, the smallest first."""
    rows = connection.execute(
        "SELECT size, note, made_at FROM checkpoints WHERE petition = ? ORDER BY size", (petition,)
    )
    return [KeptCheckpoint(*row) for row in rows]


def newest_checkpoint(connection: sqlite3.Connection, petition: int) -> KeptCheckpoint | None:
    """Returns a petition's largest checkpoint, if there is one."""
    row = connection.execute(
        "SELECT size, note, made_at FROM checkpoints WHERE petition = ? ORDER BY size DESC LIMIT 1",
        (petition,),
    ).fetchone()
    return KeptCheckpoint(*row) if row else None
