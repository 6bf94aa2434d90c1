"""Packs for representatives: which files there are, and whose comments and letters are in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class PackRecord(NamedTuple):
    """A pack that was written; ``identity`` says what decided it, empty until the file is there.

    ``membership`` is the representative's; ``letters`` counts the letters in it.
    """

    path: str
    campaign: str
    role: str
    membership: int
    identity: str = ""
    sha256: str = ""
    pages: int = 0
    letters: int = 0


_COLUMNS = ", ".join(PackRecord._fields)


def begin(
    connection: sqlite3.Connection,
    pack: PackRecord,
    signatures: Iterable[int],
    letters: Iterable[int],
) -> None:
    """Notes a pack that is about to be written, and whose comments and letters it has."""
    connection.execute(
        f"INSERT OR REPLACE INTO constituent_packs ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        pack._replace(identity=""),
    )
    rows = [("signature", each) for each in signatures] + [("letter", each) for each in letters]
    connection.execute("DELETE FROM people_in_packs WHERE path = ?", (pack.path,))
    connection.executemany(
        "INSERT INTO people_in_packs (path, kind, number) VALUES (?, ?, ?)",
        [(pack.path, *row) for row in rows],
    )


def finish(connection: sqlite3.Connection, path: str, identity: str) -> None:
    """Notes that the file of a pack is there."""
    connection.execute("UPDATE constituent_packs SET identity = ? WHERE path = ?", (identity, path))


def of_role(connection: sqlite3.Connection, campaign: str, role: str) -> dict[str, PackRecord]:
    """Returns a campaign's packs for a role, by their paths."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM constituent_packs WHERE campaign = ? AND role = ?",
        (campaign, role),
    )
    return {row["path"]: PackRecord(*row) for row in rows}


def of_campaigns(connection: sqlite3.Connection, campaigns: Iterable[str]) -> list[PackRecord]:
    """Returns the packs of some campaigns, by path."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM constituent_packs"
        " WHERE campaign IN (SELECT value FROM json_each(?)) ORDER BY path",
        (json.dumps(sorted(campaigns)),),
    )
    return [PackRecord(*row) for row in rows]


def with_people(
    connection: sqlite3.Connection, signatures: Iterable[int], letters: Iterable[int]
) -> list[PackRecord]:
    """Returns the packs that have a comment of these signatures, or one of these letters."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM constituent_packs WHERE path IN"
        " (SELECT path FROM people_in_packs WHERE"
        "  (kind = 'signature' AND number IN (SELECT value FROM json_each(?)))"
        "  OR (kind = 'letter' AND number IN (SELECT value FROM json_each(?)))) ORDER BY path",
        (json.dumps(list(signatures)), json.dumps(list(letters))),
    )
    return [PackRecord(*row) for row in rows]


def forget(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Removes the records of packs, not the files."""
    connection.executemany(
        "DELETE FROM constituent_packs WHERE path = ?", [(path,) for path in paths]
    )
