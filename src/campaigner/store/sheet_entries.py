"""What people type from sheets at the desk, until it is counted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person types from a sheet; ``finished_at`` is None while it is a draft."""

    id: int
    petition: int
    sheet: str
    typist: str
    changed_at: int
    finished_at: int | None


class EntryLine(NamedTuple):
    """A line as it was typed; ``address`` and ``form`` are None if the sheet does not ask."""

    line: int
    name: str
    postcode: str
    email: str
    signature: bool
    address: bool | None
    form: bool | None


_ENTRY = "id, petition, sheet, typist, changed_at, finished_at"
_LINE = "line, name, postcode, email, signature, address, form"


def save(
    connection: sqlite3.Connection,
    petition: int,
    sheet: str,
    typist: str,
    lines: Sequence[EntryLine],
    now: int,
    *,
    finished: bool,
) -> None:
    """Keep what somebody typed from a sheet, in the place of what they typed before."""
    row = connection.execute(
        "INSERT INTO sheet_entries (petition, sheet, typist, changed_at, finished_at)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (petition, sheet, typist) DO UPDATE"
        " SET changed_at = excluded.changed_at, finished_at = excluded.finished_at RETURNING id",
        (petition, sheet, typist, now, now if finished else None),
    ).fetchone()
    connection.execute("DELETE FROM sheet_entry_lines WHERE entry = ?", (row[0],))
    connection.executemany(
        f"INSERT INTO sheet_entry_lines (entry, {_LINE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(row[0], *line) for line in lines],
    )


def of_sheet(connection: sqlite3.Connection, petition: int, sheet: str) -> list[Entry]:
    """Returns what was begun for a sheet, the first that was begun first."""
    rows = connection.execute(
        f"SELECT {_ENTRY} FROM sheet_entries WHERE petition = ? AND sheet = ? ORDER BY id",
        (petition, sheet),
    )
    return [Entry(*row) for row in rows]


def of_petition(connection: sqlite3.Connection, petition: int) -> list[Entry]:
    """Returns what was begun for a petition's sheets, by sheet."""
    rows = connection.execute(
        f"SELECT {_ENTRY} FROM sheet_entries WHERE petition = ? ORDER BY sheet, id", (petition,)
    )
    return [Entry(*row) for row in rows]


def lines_of(connection: sqlite3.Connection, entry: int) -> list[EntryLine]:
    """Returns the lines of an entry in their order."""
    rows = connection.execute(
        f"SELECT {_LINE} FROM sheet_entry_lines WHERE entry = ? ORDER BY line", (entry,)
    )
    return [_line(row) for row in rows]


def reopen(connection: sqlite3.Connection, entry: int, now: int) -> None:
    """Make a draft of an entry that was finished."""
    connection.execute(
        "UPDATE sheet_entries SET finished_at = NULL, changed_at = ? WHERE id = ?", (now, entry)
    )


def remove_of_sheet(connection: sqlite3.Connection, petition: int, sheet: str) -> None:
    """Remove all that was typed from a sheet."""
    connection.execute(
        "DELETE FROM sheet_entries WHERE petition = ? AND sheet = ?", (petition, sheet)
    )


def every_line(connection: sqlite3.Connection) -> list[tuple[Entry, EntryLine]]:
    """Returns each line that waits to be counted, with its entry."""
    rows = connection.execute(
        f"SELECT {_ENTRY}, {_LINE} FROM sheet_entry_lines JOIN sheet_entries ON id = entry"
        " ORDER BY entry, line"
    )
    return [(Entry(*row[:6]), _line(row[6:])) for row in rows]


def remove_lines(connection: sqlite3.Connection, lines: Iterable[tuple[int, int]]) -> None:
    """Remove lines, each by its entry and its number."""
    connection.executemany("DELETE FROM sheet_entry_lines WHERE entry = ? AND line = ?", lines)


def count_before(connection: sqlite3.Connection, moment: int) -> int:
    """Returns how many entries have not been changed since then."""
    sql = "SELECT count(*) FROM sheet_entries WHERE changed_at < ?"
    return int(connection.execute(sql, (moment,)).fetchone()[0])


def remove_before(connection: sqlite3.Connection, moment: int) -> int:
    """Remove entries that have not been changed since then, and return how many."""
    sql = "DELETE FROM sheet_entries WHERE changed_at < ?"
    return connection.execute(sql, (moment,)).rowcount


def _line(row: Sequence[object]) -> EntryLine:
    line, name, postcode, email, signature, address, form = row
    return EntryLine(
        int(str(line)),
        str(name),
        str(postcode),
        str(email),
        bool(signature),
        None if address is None else bool(address),
        None if form is None else bool(form),
    )
