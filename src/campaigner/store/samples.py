"""Samples of counted signatures, and what an auditor found each to be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from campaigner.vocabulary.signatures import SampleFinding


class Sample(NamedTuple):
    """A sample: the checkpoint and the seed that it was drawn with, and how many counted then."""

    id: int
    petition: int
    size: int
    root: bytes
    seed: str
    total: int
    drawn_at: int


def add_sample(
    connection: sqlite3.Connection,
    petition: int,
    size: int,
    root: bytes,
    seed: str,
    total: int,
    drawn_at: int,
    rows: Iterable[int],
) -> int:
    """Adds a sample of ledger rows in the order in which they were drawn; returns its number."""
    (number,) = connection.execute(
        "INSERT INTO samples (petition, size, root, seed, total, drawn_at)"
        " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (petition, size, root, seed, total, drawn_at),
    ).fetchone()
    connection.executemany(
        "INSERT INTO sampled_rows (sample, place, number) VALUES (?, ?, ?)",
        ((number, place, row) for place, row in enumerate(rows, 1)),
    )
    return int(number)


def sample_of(connection: sqlite3.Connection, petition: int, number: int) -> Sample | None:
    """Returns a petition's sample of that number, if there is one."""
    row = connection.execute(
        "SELECT id, petition, size, root, seed, total, drawn_at FROM samples"
        " WHERE id = ? AND petition = ?",
        (number, petition),
    ).fetchone()
    return Sample(*row) if row else None


def samples_of(connection: sqlite3.Connection, petition: int) -> list[Sample]:
    """Returns a petition's samples, the oldest first."""
    rows = connection.execute(
        "SELECT id, petition, size, root, seed, total, drawn_at FROM samples WHERE petition = ?"
        " ORDER BY id",
        (petition,),
    )
    return [Sample(*row) for row in rows]


def rows_of(connection: sqlite3.Connection, sample: int) -> list[tuple[int, int]]:
    """Returns the places of a sample, each with its ledger row."""
    rows = connection.execute(
        "SELECT place, number FROM sampled_rows WHERE sample = ? ORDER BY place", (sample,)
    )
    return [(place, number) for place, number in rows]


def same_sample(
    connection: sqlite3.Connection, petition: int, root: bytes, seed: str, size: int
) -> int | None:
    """Returns the sample that was drawn before in the same way, with as many rows."""
    row = connection.execute(
        "SELECT id FROM samples WHERE petition = ? AND root = ? AND seed = ?"
        " AND (SELECT count(*) FROM sampled_rows WHERE sample = id) = ?",
        (petition, root, seed, size),
    ).fetchone()
    return int(row[0]) if row else None


def findings_of(
    connection: sqlite3.Connection, sample: int
) -> dict[int, tuple[int, SampleFinding | None]]:
    """Returns by place the ledger row, and what it was found to be, of each in a sample."""
    rows = connection.execute(
        "SELECT place, number, found FROM sampled_rows WHERE sample = ? ORDER BY place", (sample,)
    )
    return {
        place: (number, SampleFinding(found) if found else None) for place, number, found in rows
    }


def record_findings(
    connection: sqlite3.Connection, sample: int, found: Mapping[int, SampleFinding]
) -> None:
    """Keep what the signatures at these places were found to be."""
    connection.executemany(
        "UPDATE sampled_rows SET found = ? WHERE sample = ? AND place = ?",
        ((finding, sample, place) for place, finding in found.items()),
    )


def counts_at(connection: sqlite3.Connection, petition: int, number: int, size: int) -> bool:
    """Returns whether a ledger row counts a signature that still counts with ``size`` rows."""
    row = connection.execute(
        "SELECT kind FROM ledger WHERE petition = ? AND number = ?", (petition, number)
    ).fetchone()
    if row is None or row[0] not in ("confirmed", "paper"):
        return False
    later = connection.execute(
        "SELECT change FROM ledger WHERE petition = ? AND about = ? AND number <= ?"
        " ORDER BY number DESC LIMIT 1",
        (petition, number, size),
    ).fetchone()
    return later is None or later[0] == 1
