"""The rows of an import, written by themselves: what the import is measured against."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks._spent import Spent
from campaigner.store.database import loading, open_database
from campaigner.store.signatures import COLUMNS


class Copies:
    """The rows of a database, copied part by part as they are added: what the writing alone takes.

    Into bare tables it is what is left of an import without rules, hashes and tallies. Into the
    same schema, there are its indexes and checks, and the tallies by triggers.
    """

    TABLES = (("signatures", COLUMNS, "id"), ("ledger", "*", "number"))

    def __init__(self, source: Path, folder: Path) -> None:
        self.source, self.last = source, 0
        self.bare = sqlite3.connect(folder / "bare.db")
        self.bare.execute("PRAGMA journal_mode = WAL")
        self.same = open_database(folder / "same.db")
        with closing(sqlite3.connect(source)) as read:
            for table, columns, _ in self.TABLES:
                found = read.execute(f"SELECT {columns} FROM {table}").description
                self.bare.execute(f"CREATE TABLE {table} ({', '.join(each[0] for each in found)})")
            petition = read.execute("SELECT * FROM petitions").fetchone()
        marks = ", ".join("?" * len(petition))
        self.same.execute(f"INSERT INTO petitions VALUES ({marks})", petition)
        self.same.execute("UPDATE petitions SET ledger_rows = 0")

    def take(self, last: int) -> tuple[Spent, Spent]:
        """Copies the rows up to the last; returns what that took, bare and into the schema."""
        bare, same = Spent(), Spent()
        with closing(sqlite3.connect(self.source)) as read, loading(self.same):
            for table, columns, number in self.TABLES:
                where = f"{number} > {self.last} AND {number} <= {last}"
                bare.add(copied(read, self.bare, table, columns, where))
                same.add(copied(read, self.same.conn, table, columns, where))
            new = f"level > 0 OR number >= {self.last // 256}"
            self.same.execute(f"DELETE FROM tiles WHERE {new}")
            same.add(copied(read, self.same.conn, "tiles", "*", new))
            with same.measured():
                self.same.execute("UPDATE petitions SET ledger_rows = ?", (last,))
        self.last = last
        return bare, same

    def close(self) -> None:
        """Closes both."""
        self.bare.close()
        self.same.close()


def copied(
    read: sqlite3.Connection, write: sqlite3.Connection, table: str, columns: str, where: str
) -> Spent:
    """Copies rows of a table, 20,000 at once; returns what the writing took."""
    spent = Spent()
    rows = read.execute(f"SELECT {columns} FROM {table} WHERE {where}")
    names = ", ".join(column[0] for column in rows.description)
    marks = ", ".join("?" * len(rows.description))
    while batch := rows.fetchmany(20_000):
        with spent.measured():
            write.execute("BEGIN")
            write.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", batch)
            write.execute("COMMIT")
    return spent
