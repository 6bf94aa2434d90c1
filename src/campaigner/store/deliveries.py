"""What of a petition was handed to whom."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class Delivery(NamedTuple):
    """A delivery; days in ISO 8601, empty where there is none.

    ``signatures`` is the count in the first ``size`` rows of the ledger, over which ``root`` is.
    """

    id: int
    petition: int
    recipient: str
    delivered_on: str
    handed_by: str
    signatures: int
    size: int
    root: bytes
    destroy_by: str
    destroyed_on: str
    shown: bool
    recorded_at: int


class DeliveredFile(NamedTuple):
    """A file that was handed over: its name, and the SHA-256 of what it contained."""

    name: str
    sha256: str


_COLUMNS = ", ".join(Delivery._fields)


def add_delivery(
    connection: sqlite3.Connection, delivery: Delivery, files: Iterable[DeliveredFile]
) -> int:
    """Add a delivery; returns its id, whatever the given one has."""
    places = ", ".join("?" * (len(Delivery._fields) - 1))
    added = connection.execute(
        f"INSERT INTO deliveries ({_COLUMNS.removeprefix('id, ')}) VALUES ({places})",
        delivery[1:],
    )
    connection.executemany(
        "INSERT INTO delivered_files (delivery, name, sha256) VALUES (?, ?, ?)",
        [(added.lastrowid, *file) for file in files],
    )
    return int(added.lastrowid or 0)


def deliveries_of(connection: sqlite3.Connection, petition: int) -> list[Delivery]:
    """Returns a petition's deliveries, the first first."""
    return _found(connection, "WHERE petition = ? ORDER BY delivered_on, id", petition)


def all_deliveries(connection: sqlite3.Connection) -> list[Delivery]:
    """Returns every delivery."""
    return _found(connection, "ORDER BY id")


def files_of(connection: sqlite3.Connection, delivery: int) -> list[DeliveredFile]:
    """Returns the files that were handed over, by name."""
    rows = connection.execute(
        "SELECT name, sha256 FROM delivered_files WHERE delivery = ? ORDER BY name", (delivery,)
    )
    return [DeliveredFile(*row) for row in rows]


def set_destroyed(connection: sqlite3.Connection, delivery: int, day: str) -> None:
    """Note the day on which the recipient destroyed what names people."""
    connection.execute("UPDATE deliveries SET destroyed_on = ? WHERE id = ?", (day, delivery))


def set_shown(connection: sqlite3.Connection, delivery: int, *, shown: bool) -> None:
    """Note whether the public page tells of a delivery."""
    connection.execute("UPDATE deliveries SET shown = ? WHERE id = ?", (shown, delivery))


def remove_delivery(connection: sqlite3.Connection, delivery: int) -> None:
    """Remove a delivery with the notes of its files."""
    connection.execute("DELETE FROM deliveries WHERE id = ?", (delivery,))


def forget_who(connection: sqlite3.Connection, deliveries: Iterable[int]) -> None:
    """Remove who handed deliveries in."""
    connection.executemany(
        "UPDATE deliveries SET handed_by = '' WHERE id = ?", [(each,) for each in deliveries]
    )


def _found(connection: sqlite3.Connection, which: str, *values: int) -> list[Delivery]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM deliveries {which}", values)
    return [Delivery._make((*row[:10], bool(row[10]), row[11])) for row in rows]
