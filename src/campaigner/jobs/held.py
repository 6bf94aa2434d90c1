"""What jobs hold about people: tables that were uploaded, and letters that wait to be fetched.

They are files about many people: when one is erased, ``privacy.people`` names those that the person
may be in. They go when their time is up, and with their campaign.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from campaigner.holding import Limits, Person, Removed
from campaigner.jobs.expiry import remove_expired
from campaigner.store import jobs
from campaigner.store.database import Database


class Jobs:
    """Files of jobs; the rows of jobs name nobody."""

    name = "jobs"
    tables = frozenset(("jobs", "job_files"))
    kinds = ("job_files",)

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns nothing: the letters are exported, and a table is deleted when they are made."""
        del connection, person
        return []

    def erase(self, database: Database, person: Person) -> Removed:
        """Removes nothing: the files are about others, too."""
        del database, person
        return Removed()

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns how many files of jobs are past their time."""
        return {"job_files": len(jobs.files_past(connection, limits.now))}

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Removes them, with the letters that they were made of."""
        done = remove_expired(database, limits.now)
        yield Removed({"job_files": len(done.gone)}, done.left)


HELD = Jobs()
