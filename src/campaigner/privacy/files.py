"""Files about many people, which every package may write: print runs, rejected rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from campaigner.holding import DAY, Limits, Person, Removed
from campaigner.issued import (
    count_files_about_many,
    count_old_tables,
    remove_files_about_many,
    remove_old_tables,
)
from campaigner.store.database import Database


class FilesAboutMany:
    """Files that go when their campaign's time is up, and stay when one person is erased.

    Tables that were uploaded to be imported go after a day.

    ``privacy.people`` names those that the person may be in.
    """

    name = "files"
    tables = frozenset(("begun_batches", "issued_files"))
    kinds = ("files",)

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns nothing: what they say of the person is held elsewhere, too."""
        del connection, person
        return []

    def erase(self, database: Database, person: Person) -> Removed:
        """Removes nothing: they are about others, too."""
        del database, person
        return Removed()

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns how many files are noted for campaigns whose names are past their time."""
        past = count_files_about_many(connection, limits.past_campaigns(connection))
        return {"files": past + count_old_tables(connection, limits.now - DAY)}

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Removes them."""
        old = remove_old_tables(database, limits.now - DAY)
        yield Removed({"files": len(old.gone)}, old.left)
        done = remove_files_about_many(database, limits.past_campaigns(database.conn))
        yield Removed({"files": len(done.gone)}, done.left)


HELD = FilesAboutMany()
