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


def sheet_of(connection: sqlite3.Connection, petition: int, sheet: str) -> Sheet | None:
    """Returns a petition's sheet by its id; None if it was not made for it."""
    row = connection.execute(
        "SELECT sheet, petition, source, language, lines, made_at, wording, venue FROM sheets"
        " WHERE petition = ? AND sheet = ?",
        (petition, sheet),
    ).fetchone()
    return Sheet(*row) if row else None


def note_counted(
    connection: sqlite3.Connection, petition: int, sheets: Iterable[str], now: int
) -> None:
    """Note that sheets came back and were typed up; those that did before stay as they are."""
    connection.executemany(
        "UPDATE sheets SET counted_at = ? WHERE petition = ? AND sheet = ? AND counted_at IS NULL",
        [(now, petition, sheet) for sheet in sheets],
    )


def counted_at(connection: sqlite3.Connection, sheet: str) -> int | None:
    """Returns when a sheet was first typed up and counted; None if it was not."""
    sql = "SELECT counted_at FROM sheets WHERE sheet = ?"
    row = connection.execute(sql, (sheet,)).fetchone()
    return None if row is None or row[0] is None else int(row[0])


def signatures_on(connection: sqlite3.Connection, sheet: str) -> int:
    """Returns how many signatures are held that stand on a sheet."""
    sql = "SELECT count(*) FROM signatures WHERE sheet = ?"
    return int(connection.execute(sql, (sheet,)).fetchone()[0])


class Batch(NamedTuple):
    """Sheets that were made together; ``back`` of them came back and were typed up.

    ``lines`` is the largest number of lines of one of them, ``venue`` empty for no House.
    """

    made_at: int
    source: str
    language: str
    venue: str
    lines: int
    sheets: int
    back: int


def batches_of(
    connection: sqlite3.Connection, petition: int, most: int, made_at: int | None = None
) -> list[Batch]:
    """Returns batches of a petition, the newest first; with ``made_at`` those of that moment."""
    rows = connection.execute(
        "SELECT made_at, source, language, venue, max(lines), count(*), count(counted_at)"
        " FROM sheets WHERE petition = :petition AND (:made_at IS NULL OR made_at = :made_at)"
        " GROUP BY made_at, source, language, venue ORDER BY made_at DESC, source, language, venue"
        " LIMIT :most",
        {"petition": petition, "made_at": made_at, "most": most},
    )
    return [Batch(*row) for row in rows]


class MadeSheet(NamedTuple):
    """A sheet of a batch, and when it was typed up and counted, if it was."""

    sheet: str
    lines: int
    counted_at: int | None


def sheets_made_at(connection: sqlite3.Connection, petition: int, made_at: int) -> list[MadeSheet]:
    """Returns the sheets that were made at a moment, in the order of their ids."""
    rows = connection.execute(
        "SELECT sheet, lines, counted_at FROM sheets WHERE petition = ? AND made_at = ?"
        " ORDER BY substr(sheet, 1, 8), length(sheet) = 11 DESC, length(sheet), sheet",
        (petition, made_at),
    )
    return [MadeSheet(*row) for row in rows]


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


def note_line(
    connection: sqlite3.Connection, petition: int, sheet: str, line: int, signature: int
) -> None:
    """Note which signature a line was counted as, or repeats."""
    connection.execute(
        "INSERT OR REPLACE INTO sheet_lines (petition, sheet, line, signature) VALUES (?, ?, ?, ?)",
        (petition, sheet, line, signature),
    )


def lines_of(connection: sqlite3.Connection, signature: int) -> list[tuple[str, int]]:
    """Returns the lines that were counted as a signature or repeat it, by sheet and number."""
    rows = connection.execute(
        "SELECT sheet, line FROM sheet_lines WHERE signature = ? ORDER BY sheet, line", (signature,)
    )
    return [(sheet, line) for sheet, line in rows]


def lines_of_removed(connection: sqlite3.Connection, petition: int) -> set[tuple[str, int]]:
    """Returns the lines whose signature is no longer held, by sheet and number."""
    rows = connection.execute(
        "SELECT sheet, line FROM sheet_lines WHERE signature IS NULL AND petition = ?", (petition,)
    )
    return {(sheet, line) for sheet, line in rows}


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
