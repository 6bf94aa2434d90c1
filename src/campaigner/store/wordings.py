"""The words of petitions as people signed them: added, stated in the ledger, never changed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptWording:
    """A wording; the columns are explained in the schema.

    ``version`` and ``number`` are None until a signature under it has counted.
    """

    id: int
    hash: bytes
    words: str
    kept_at: int
    version: int | None
    number: int | None


_SELECT = "SELECT id, hash, words, kept_at, version, number FROM wordings WHERE petition = ?"


def keep(connection: sqlite3.Connection, petition: int, digest: bytes, words: str, now: int) -> int:
    """Keep a wording, if it is not there yet; returns its id."""
    known = connection.execute(
        "SELECT id FROM wordings WHERE petition = ? AND hash = ?", (petition, digest)
    ).fetchone()
    if known:
        return int(known[0])
    number = connection.execute(
        "INSERT INTO wordings (petition, hash, words, kept_at) VALUES (?, ?, ?, ?)",
        (petition, digest, words, now),
    ).lastrowid
    assert number is not None
    return number


def all_of(connection: sqlite3.Connection, petition: int) -> list[KeptWording]:
    """Returns a petition's wordings: by version, and then those that have none as they came."""
    rows = connection.execute(f"{_SELECT} ORDER BY version IS NULL, version, id", (petition,))
    return [KeptWording(*row) for row in rows]


def with_hash(connection: sqlite3.Connection, petition: int, digest: bytes) -> KeptWording | None:
    """Returns the wording that has this hash, if it is kept."""
    row = connection.execute(f"{_SELECT} AND hash = ?", (petition, digest)).fetchone()
    return KeptWording(*row) if row else None


def unstated(connection: sqlite3.Connection, petition: int) -> dict[bytes, int]:
    """Returns the wordings that the ledger does not state yet: their ids by their hashes."""
    rows = connection.execute(
        "SELECT hash, id FROM wordings WHERE petition = ? AND version IS NULL ORDER BY id",
        (petition,),
    )
    return {bytes(digest): int(number) for digest, number in rows}


def stated(connection: sqlite3.Connection, petition: int) -> list[KeptWording]:
    """Returns the wordings that a petition's ledger states, by version."""
    return [each for each in all_of(connection, petition) if each.version is not None]


def set_stated(connection: sqlite3.Connection, petition: int, wording: int, number: int) -> None:
    """Give a wording the next version, now that a ledger row states it."""
    connection.execute(
        "UPDATE wordings SET number = ?, version = 1 + (SELECT count(version) FROM wordings"
        " WHERE petition = ?) WHERE id = ?",
        (number, petition, wording),
    )


def counts(connection: sqlite3.Connection, petition: int) -> dict[tuple[int | None, str], int]:
    """Returns how many signatures there are by wording (None: not known) and state.

    All signatures of the petition are looked at.
    """
    rows = connection.execute(
        "SELECT wording, state, count(*) FROM signatures WHERE petition = ?"
        " GROUP BY wording, state",
        (petition,),
    )
    return {(wording, state): count for wording, state, count in rows}
