"""Who would have signed by a dry run of an import: kept aside, for its own connection alone.

A temporary table takes no lock on the database, so that people sign meanwhile, and does not fill
the memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple


class RehearsedSigner(NamedTuple):
    """Somebody who would sign: the key of their person, their place, and what is compared."""

    person: int
    place: int
    name: str
    email: str
    postcode: str


@contextmanager
def rehearsed_signers(connection: sqlite3.Connection) -> Iterator[None]:
    """Room for those who would sign, gone at the end."""
    connection.execute(
        "CREATE TEMP TABLE rehearsed_signers (id INTEGER PRIMARY KEY, person INTEGER NOT NULL,"
        " place INTEGER NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, postcode TEXT NOT NULL)"
    )
    connection.execute("CREATE INDEX temp.rehearsed_persons ON rehearsed_signers (person)")
    try:
        yield
    finally:
        connection.execute("DROP TABLE temp.rehearsed_signers")


def keep(connection: sqlite3.Connection, signers: Iterable[RehearsedSigner]) -> None:
    """Keeps some who would sign."""
    connection.execute("SAVEPOINT rehearsed")  # which takes no lock, and is faster than none
    connection.executemany(
        "INSERT INTO temp.rehearsed_signers (person, place, name, email, postcode)"
        " VALUES (?, ?, ?, ?, ?)",
        signers,
    )
    connection.execute("RELEASE rehearsed")


def of_people(
    connection: sqlite3.Connection, people: Iterable[int]
) -> dict[int, list[RehearsedSigner]]:
    """Returns those who would sign by the keys of their persons, the oldest first."""
    found: dict[int, list[RehearsedSigner]] = {}
    rows = connection.execute(
        "SELECT person, place, name, email, postcode FROM temp.rehearsed_signers"
        " WHERE person IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(sorted(people)),),
    )
    for row in rows:
        signer = RehearsedSigner(*row)
        found.setdefault(signer.person, []).append(signer)
    return found
