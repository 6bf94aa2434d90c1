"""Sources in the database, and what came through each."""

from __future__ import annotations

from datetime import datetime

from campaigner.errors import CampaignerError, UnknownName
from campaigner.sources import PAPER, WEB, Source
from campaigner.store.database import Database, transaction
from campaigner.vocabulary import SourceKind


def add(database: Database, source: Source, now: datetime) -> None:
    """Add a source. Raises CampaignerError where its code is taken."""
    with transaction(database) as connection:
        added = connection.execute(
            "INSERT INTO sources (code, kind, name, added_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            (source.code, source.kind.value, source.name, int(now.timestamp())),
        )
    if not added.rowcount:
        taken = get(database, source.code)
        raise CampaignerError(
            f"The code “{source.code}” is taken by the {taken.kind} “{taken.name}”.",
            hint="Choose another: what came through a code is counted under it for good.",
        )


def remove(database: Database, code: str) -> None:
    """Remove a source and its name; what was counted under its code stands.

    Raises UnknownName where there is no such source.
    """
    get(database, code)
    with transaction(database) as connection:
        connection.execute("DELETE FROM sources WHERE code = ?", (code,))


def get(database: Database, code: str) -> Source:
    """The source of a code. Raises UnknownName, with the nearest, where there is none."""
    row = database.execute(
        "SELECT code, kind, name FROM sources WHERE code = ?", (code.lower(),)
    ).fetchone()
    if row is None:
        raise UnknownName("source", code, (source.code for source in every(database)))
    return _source(row)


def known_code(database: Database, code: str) -> str:
    """The code as it is counted: that of a source, or ``web`` or ``paper``.

    Raises UnknownName, with the nearest, where there is no such source.
    """
    code = code.strip().lower()
    return code if code in (WEB, PAPER) else get(database, code).code


def every(database: Database) -> list[Source]:
    """All sources, by kind and code."""
    rows = database.execute("SELECT code, kind, name FROM sources ORDER BY kind, code")
    return [_source(row) for row in rows]


def signatures_by_source(database: Database, campaign: str = "") -> dict[str, int]:
    """How many counted signatures came through each code, of one campaign or of all."""
    rows = database.execute(
        "SELECT value, sum(count) FROM sums JOIN petitions ON petitions.id = petition"
        " WHERE dimension = 'source' AND campaign = coalesce(?, campaign) GROUP BY value",
        (campaign or None,),
    )
    return {code: count for code, count in rows if count}


def _source(row: tuple[str, str, str]) -> Source:
    code, kind, name = row
    return Source(code, SourceKind(kind), name)
