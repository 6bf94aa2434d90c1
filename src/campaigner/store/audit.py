"""Who did what. Nothing here names a signatory."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that an organiser did; ``at`` in seconds since 1970, UTC."""

    at: int
    actor: str
    action: str
    campaign: str
    details: str


def record(
    connection: sqlite3.Connection,
    at: int,
    actor: str,
    action: str,
    campaign: str = "",
    **details: object,
) -> int:
    """Record a deed, and return its number.

    ``details`` hold counts and conditions, never who was concerned.
    """
    row = connection.execute(
        "INSERT INTO audit (at, actor, action, campaign, details) VALUES (?, ?, ?, ?, ?)"
        " RETURNING id",
        (at, actor, action, campaign, _json(details)),
    ).fetchone()
    return int(row[0])


def complete(connection: sqlite3.Connection, deed: int, **details: object) -> None:
    """Record what came of a deed that was recorded when it began."""
    connection.execute("UPDATE audit SET details = ? WHERE id = ?", (_json(details), deed))


def is_unfinished(connection: sqlite3.Connection, action: str) -> bool:
    """Returns whether of a deed of that kind something can still be read in the database's file.

    It was interrupted, or another program kept the file from being rewritten.
    """
    sql = f"SELECT EXISTS (SELECT 1 FROM audit WHERE {_UNFINISHED})"
    return bool(connection.execute(sql, (action,)).fetchone()[0])


def finish(connection: sqlite3.Connection, action: str) -> None:
    """Record that the file was rewritten after deeds of that kind that were not finished."""
    connection.execute(
        "UPDATE audit SET details = json_set(details, '$.rewritten', json('true'))"
        f" WHERE {_UNFINISHED}",
        (action,),
    )


# Before “rewritten”, the audit had “complete” for the same.
_UNFINISHED = (
    "action = ? AND json_valid(details)"
    " AND coalesce(json_extract(details, '$.rewritten'), json_extract(details, '$.complete')) = 0"
)
REMOVED = "signatures removed"
ERASE = "person erase"
_LATEST = 20


def latest_erasures(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """Returns the latest erasures, and what is recorded of each: another as one begins or ends."""
    rows = connection.execute(
        "SELECT id, details FROM audit WHERE action = ? ORDER BY id DESC LIMIT ?", (ERASE, _LATEST)
    )
    return [(int(number), str(details)) for number, details in rows]


def record_removed(
    connection: sqlite3.Connection, at: int, actor: str, campaign: str, counted: int
) -> None:
    """Record of how many counted signatures of a campaign the data was removed, if of any.

    The ledger has no other word about them. Removals one after the other are one deed.
    """
    if not counted:
        return
    last = connection.execute(
        "SELECT id, at, actor, action, campaign, details FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if last and tuple(last)[1:5] == (at, actor, REMOVED, campaign):
        sofar = json.loads(last["details"])["counted"]
        details = json.dumps({"counted": sofar + counted})
        connection.execute("UPDATE audit SET details = ? WHERE id = ?", (details, last["id"]))
    else:
        record(connection, at, actor, REMOVED, campaign, counted=counted)


def removed(connection: sqlite3.Connection, campaign: str) -> int:
    """Returns of how many counted signatures of a campaign the data was removed.

    A deed that is no longer as it was written says nothing about any.
    """
    rows = connection.execute(
        "SELECT details FROM audit WHERE action = ? AND campaign = ?", (REMOVED, campaign)
    )
    return sum(_counted(details) for (details,) in rows)


def _counted(details: str) -> int:
    try:
        counted = json.loads(details)["counted"]
    except (ValueError, TypeError, LookupError):
        return 0
    return counted if isinstance(counted, int) else 0


SAMPLE = "sample"


def samples_drawn(connection: sqlite3.Connection, campaign: str) -> list[tuple[str, int]]:
    """Returns the seed and the size of each sample that was drawn, by the audit, in their order.

    An entry that cannot be read stands for a sample without seed and size.
    """
    rows = connection.execute(
        "SELECT details FROM audit WHERE action = ? AND campaign = ? ORDER BY id",
        (SAMPLE, campaign),
    )
    return [_seed_and_size(details) for (details,) in rows]


def _seed_and_size(details: str) -> tuple[str, int]:
    try:
        said = json.loads(details)
        return str(said["seed"]), int(said["size"])
    except (ValueError, LookupError, TypeError):
        return "", 0


def deeds_before(connection: sqlite3.Connection, before: int, most: int) -> list[tuple[int, Deed]]:
    """Returns the latest deeds with numbers below ``before`` (0: all), the newest first."""
    rows = connection.execute(
        "SELECT id, at, actor, action, campaign, details FROM audit"
        " WHERE (:before = 0 OR id < :before) ORDER BY id DESC LIMIT :most",
        {"before": before, "most": most},
    )
    return [(number, Deed(*rest)) for number, *rest in rows]


def deeds_of(connection: sqlite3.Connection, action: str, campaign: str) -> list[Deed]:
    """Returns the deeds of a kind in a campaign, the newest first."""
    rows = connection.execute(
        "SELECT at, actor, action, campaign, details FROM audit"
        " WHERE action = ? AND campaign = ? ORDER BY id DESC",
        (action, campaign),
    )
    return [Deed(*row) for row in rows]


def deeds(connection: sqlite3.Connection) -> list[Deed]:
    """Returns all deeds, the oldest first."""
    rows = connection.execute("SELECT at, actor, action, campaign, details FROM audit ORDER BY id")
    return [Deed(*row) for row in rows]


def _json(details: dict[str, object]) -> str:
    return json.dumps(details, ensure_ascii=False, sort_keys=True)
