"""Sources in the database, and what came through each."""

from __future__ import annotations

import sqlite3

from campaigner.errors import UnknownName
from campaigner.sources import PAPER, WEB, Source
from campaigner.vocabulary.signatures import SourceKind


def add_source(connection: sqlite3.Connection, source: Source, added_at: int) -> bool:
    """Adds a source; returns False if its code is taken, and changes nothing then."""
    added = connection.execute(
        "INSERT INTO sources (code, kind, name, added_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (source.code, source.kind, source.name, added_at),
    )
    return added.rowcount > 0


def change_source(connection: sqlite3.Connection, source: Source) -> None:
    """Gives the source of that code another kind and name."""
    connection.execute(
        "UPDATE sources SET kind = ?, name = ? WHERE code = ?",
        (source.kind, source.name, source.code),
    )


def remove_source(connection: sqlite3.Connection, code: str) -> None:
    """Removes a source and its name; what was counted under its code stands."""
    connection.execute("DELETE FROM sources WHERE code = ?", (code,))


def source_of(connection: sqlite3.Connection, code: str) -> Source:
    """Returns the source of a code. Raises UnknownName, with the nearest, if there is none."""
    row = connection.execute(
        "SELECT code, kind, name FROM sources WHERE code = ?", (code.strip().lower(),)
    ).fetchone()
    if row is None:
        raise UnknownName("source", code, (source.code for source in all_sources(connection)))
    return _source(row)


def known_code(connection: sqlite3.Connection, code: str) -> str:
    """Returns the code as it is counted: that of a source, or ``web`` or ``paper``.

    Raises UnknownName, with the nearest, if there is no such source.
    """
    plain = code.strip().lower()
    return plain if plain in (WEB, PAPER) else source_of(connection, code).code


def all_sources(connection: sqlite3.Connection) -> list[Source]:
    """Returns all sources, by kind and code."""
    rows = connection.execute("SELECT code, kind, name FROM sources ORDER BY kind, code")
    return [_source(row) for row in rows]


def signatures_by_source(connection: sqlite3.Connection, campaign: str = "") -> dict[str, int]:
    """Returns how many counted signatures came through each code, of one campaign or of all."""
    rows = connection.execute(
        "SELECT value, sum(count) FROM sums JOIN petitions ON petitions.id = petition"
        " WHERE dimension = 'source' AND campaign = coalesce(?, campaign) GROUP BY value",
        (campaign or None,),
    )
    return {code: count for code, count in rows if count}


def signatures_of(connection: sqlite3.Connection, campaign: str, code: str) -> int:
    """Returns how many counted signatures of a campaign came through one code."""
    row = connection.execute(
        "SELECT coalesce(sum(count), 0) FROM petitions JOIN sums ON sums.petition = petitions.id"
        " WHERE campaign = ? AND dimension = 'source' AND value = ?",
        (campaign, code),
    ).fetchone()
    return int(row[0])


def _source(row: sqlite3.Row) -> Source:
    code, kind, name = row
    return Source(code, SourceKind(kind), name)
