"""What people typed from sheets and was not counted yet, and pictures of signed sheets."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from campaigner.holding import Limits, Person, Removed, time_of
from campaigner.petitions.paper.pictures import remove_pictures
from campaigner.petitions.signatures import signatures_of_person
from campaigner.store import sheet_entries, sheet_pictures
from campaigner.store.database import Database, transaction
from campaigner.store.sheet_entries import Entry, EntryLine
from campaigner.store.sheet_pictures import SheetPicture
from campaigner.text import comparison_key


class SheetEntries:
    """Lines that were typed up go when their sheet is counted, or after some days.

    A picture of a sheet goes after some days, and when somebody on it is erased.
    """

    name = "sheet_entries"
    tables = frozenset(("sheet_entries", "sheet_entry_lines", "sheet_pictures"))
    kinds = ("sheet_entries", "sheet_pictures")

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
        """Removes the lines of a person, and the pictures of the sheets that they are on."""
        pictures = _pictures_with(database.conn, person)
        left = remove_pictures(database, pictures)
        with transaction(database) as connection:
            found = _about(connection, person)
            sheet_entries.remove_lines(connection, [(entry.id, line.line) for entry, line in found])
        counts = {"sheet_entries": len(found), "sheet_pictures": len(pictures) - len(left)}
        return Removed({kind: count for kind, count in counts.items() if count}, left)

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns how many sheets nobody has gone on with, and how many pictures are too old."""
        return {
            "sheet_entries": sheet_entries.count_before(connection, limits.unconfirmed),
            "sheet_pictures": len(sheet_pictures.before(connection, limits.sheet_pictures)),
        }

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Removes them: what was typed of a sheet can be typed again."""
        old = sheet_pictures.before(database.conn, limits.sheet_pictures)
        left = remove_pictures(database, old)
        with transaction(database) as connection:
            gone = sheet_entries.remove_before(connection, limits.unconfirmed)
        counts = {"sheet_entries": gone, "sheet_pictures": len(old) - len(left)}
        yield Removed(counts, left)


HELD = SheetEntries()


def _about(connection: sqlite3.Connection, person: Person) -> list[tuple[Entry, EntryLine]]:
    return [each for each in sheet_entries.every_line(connection) if _is_of(each[1], person)]


def _pictures_with(connection: sqlite3.Connection, person: Person) -> list[SheetPicture]:
    """The pictures of sheets on which a person has signed."""
    counted = signatures_of_person(connection, person)
    sheets = {(each.petition, each.sheet) for each in counted if each.sheet}
    sheets |= {(entry.petition, entry.sheet) for entry, _ in _about(connection, person)}
    found = [sheet_pictures.of_sheet(connection, *each) for each in sorted(sheets)]
    return [each for each in found if each]


def _is_of(line: EntryLine, person: Person) -> bool:
    if line.email and person.has(line.email):
        return True
    same = comparison_key(line.name) == comparison_key(person.name)
    return bool(person.name) and same and _packed(line.postcode) == _packed(person.postcode)


def _packed(text: str) -> str:
    return "".join(filter(str.isalnum, text.upper()))
