"""What people typed from sheets and was not counted yet: it names those who signed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from campaigner.holding import Limits, Person, Removed, time_of
from campaigner.store import sheet_entries
from campaigner.store.database import Database, transaction
from campaigner.store.sheet_entries import Entry, EntryLine
from campaigner.text import comparison_key


class SheetEntries:
    """Lines that were typed up; they go when their sheet is counted, or after some days."""

    name = "sheet_entries"
    tables = frozenset(("sheet_entries", "sheet_entry_lines"))
    kinds = ("sheet_entries",)

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns the lines of a person that wait to be counted."""
        return [
            {
                "sheet": entry.sheet,
                "line": line.line,
                "name": line.name,
                "postcode": line.postcode,
                "email": line.email,
                "typed_at": time_of(entry.changed_at),
            }
            for entry, line in _about(connection, person)
        ]

    def erase(self, database: Database, person: Person) -> Removed:
        """Removes the lines of a person."""
        with transaction(database) as connection:
            found = _about(connection, person)
            sheet_entries.remove_lines(connection, [(entry.id, line.line) for entry, line in found])
        return Removed({"sheet_entries": len(found)} if found else {})

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns how many sheets somebody has begun or finished, and nobody has gone on with."""
        return {"sheet_entries": sheet_entries.count_before(connection, limits.unconfirmed)}

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Removes what was typed of them: the sheets can be typed again."""
        with transaction(database) as connection:
            gone = sheet_entries.remove_before(connection, limits.unconfirmed)
        yield Removed({"sheet_entries": gone})


HELD = SheetEntries()


def _about(connection: sqlite3.Connection, person: Person) -> list[tuple[Entry, EntryLine]]:
    return [each for each in sheet_entries.every_line(connection) if _is_of(each[1], person)]


def _is_of(line: EntryLine, person: Person) -> bool:
    if line.email and person.has(line.email):
        return True
    same = comparison_key(line.name) == comparison_key(person.name)
    return bool(person.name) and same and _packed(line.postcode) == _packed(person.postcode)


def _packed(text: str) -> str:
    return "".join(filter(str.isalnum, text.upper()))
