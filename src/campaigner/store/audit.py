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


def deeds(connection: sqlite3.Connection) -> list[Deed]:
    """Returns all deeds, the oldest first."""
    rows = connection.execute("SELECT at, actor, action, campaign, details FROM audit ORDER BY id")
    return [Deed(*row) for row in rows]


def _json(details: dict[str, object]) -> str:
    return json.dumps(details, ensure_ascii=False, sort_keys=True)
