"""Paper sheets that were made, and the source that they are counted under."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its id; ``source`` handed it out, empty for nobody in particular.

    ``wording`` is the id of the words that it was printed with; None if that is not known.
    ``venue`` is the House in whose form it is, empty for none.
    """

    sheet: str
    petition: int
    source: str
    language: str
    lines: int
    made_at: int
    wording: int | None = None
    venue: str = ""


def add_sheets(connection: sqlite3.Connection, sheets: Iterable[Sheet]) -> None:
    """Note sheets that are made."""
    connection.executemany(
        "INSERT INTO sheets (sheet, petition, source, language, lines, made_at, wording, venue)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [astuple(sheet) for sheet in sheets],
    )


def sheets_of(connection: sqlite3.Connection, petition: int) -> dict[str, Sheet]:
    """Returns a petition's sheets by their ids."""
    rows = connection.execute(
        "SELECT sheet, petition, source, language, lines, made_at, wording, venue FROM sheets"
        " WHERE petition = ?",
        (petition,),
    )
    return {row[0]: Sheet(*row) for row in rows}


class TakenLine(NamedTuple):
    """What is held of a line that has been counted."""

    name: str
    wet_ink: bool


def lines_taken(connection: sqlite3.Connection, petition: int) -> dict[tuple[str, int], TakenLine]:
    """Returns the lines that have been counted, by sheet and number."""
    rows = connection.execute(
        "SELECT sheet, line, name, wet_ink FROM signatures"
        " WHERE sheet IS NOT NULL AND petition = ?",
        (petition,),
    )
    return {(sheet, line): TakenLine(name, bool(ink)) for sheet, line, name, ink in rows}


def same_place(
    connection: sqlite3.Connection, petition: int, postcodes: Iterable[str]
) -> list[tuple[int, str, str]]:
    """Returns id, name and postcode of each signature from one of these postcodes."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (postcode TEXT PRIMARY KEY)")
    connection.execute("DELETE FROM wanted")
    connection.executemany(
        "INSERT OR IGNORE INTO wanted VALUES (?)", [(each,) for each in postcodes]
    )
    rows = connection.execute(
        "SELECT id, name, postcode FROM signatures JOIN wanted USING (postcode)"
        " WHERE petition = ? AND state IN ('pending', 'confirmed')",
        (petition,),
    )
    return [(number, name, postcode) for number, name, postcode in rows]
