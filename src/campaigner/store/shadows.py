"""Copies of tables for a rehearsal: what is written to them is gone afterwards, and nobody waits.

A temporary table hides the one of the same name, for its own connection alone. What writes to it
takes no lock on the database, so that others go on writing.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from campaigner.store.database import Database, snapshot

_TABLE = re.compile(r"\ACREATE TABLE ", re.IGNORECASE)
_INDEX = re.compile(r"\ACREATE (UNIQUE )?INDEX ", re.IGNORECASE)
DIRECTORY = (
    *("areas", "area_names", "area_aliases", "area_parents", "hexagon_maps", "hexagons"),
    *("people", "person_identifiers", "person_names", "forms_of_address", "contact_details"),
    *("memberships", "vacancies"),
)
"""The tables of representatives and areas, without postcodes; each after those it refers to."""
PETITIONS = ("petitions", "thresholds")
"""The tables that a campaign's petition is registered in."""


@contextmanager
def shadowed(database: Database, tables: Sequence[str] = DIRECTORY) -> Iterator[None]:
    """Carry out what is done in the block on copies of some tables, which go at its end.

    Nothing but these tables may be written. What is copied already stays so. Inside a transaction
    the copies are undone with what else the block did.
    """
    connection = database.conn
    with snapshot(database):
        connection.execute("SAVEPOINT shadows")
        try:
            for table in tables:
                if not _is_copied(connection, table):
                    _copy(connection, table)
            yield
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK TO shadows")
                connection.execute("RELEASE shadows")


def _is_copied(connection: sqlite3.Connection, table: str) -> bool:
    found = connection.execute("SELECT 1 FROM temp.sqlite_schema WHERE name = ?", (table,))
    return found.fetchone() is not None


def _copy(connection: sqlite3.Connection, table: str) -> None:
    made = connection.execute(
        "SELECT type, sql FROM main.sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL"
        " AND type IN ('table', 'index') ORDER BY type DESC",
        (table,),
    ).fetchall()
    for kind, sql in made:
        if kind == "table":
            connection.execute(_TABLE.sub("CREATE TEMP TABLE ", sql))
            connection.execute(f"INSERT INTO temp.{table} SELECT * FROM main.{table}")
        else:
            connection.execute(_INDEX.sub(r"CREATE \1INDEX temp.", sql))
