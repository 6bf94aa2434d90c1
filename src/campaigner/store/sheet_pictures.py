"""Photographs and scans of signed sheets: where they are, and since when."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class SheetPicture(NamedTuple):
    """The picture of a sheet: a file, with its SHA-256."""

    petition: int
    sheet: str
    path: str
    sha256: str
    added_at: int


_SELECT = "SELECT petition, sheet, path, sha256, added_at FROM sheet_pictures"


def save(connection: sqlite3.Connection, picture: SheetPicture) -> None:
    """Note the picture of a sheet, in the place of an earlier one."""
    connection.execute(
        "INSERT OR REPLACE INTO sheet_pictures (petition, sheet, path, sha256, added_at)"
        " VALUES (?, ?, ?, ?, ?)",
        picture,
    )


def of_sheet(connection: sqlite3.Connection, petition: int, sheet: str) -> SheetPicture | None:
    """Returns the picture of a sheet; None if there is none."""
    row = connection.execute(f"{_SELECT} WHERE petition = ? AND sheet = ?", (petition, sheet))
    found = row.fetchone()
    return SheetPicture(*found) if found else None


def before(connection: sqlite3.Connection, moment: int) -> list[SheetPicture]:
    """Returns the pictures that were added before then."""
    rows = connection.execute(f"{_SELECT} WHERE added_at < ? ORDER BY added_at", (moment,))
    return [SheetPicture(*row) for row in rows]


def forget(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Forget pictures whose files are gone."""
    connection.executemany("DELETE FROM sheet_pictures WHERE path = ?", [(p,) for p in paths])
