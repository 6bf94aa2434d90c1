"""Settings that wait for a second person's yes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping


def keep(connection: sqlite3.Connection, proposal: int, wanted: Mapping[str, str]) -> None:
    """Keeps the values that are wanted, by the names of the settings."""
    connection.execute(
        "INSERT INTO proposed_settings (proposal, wanted) VALUES (?, ?)",
        (proposal, json.dumps(dict(wanted), sort_keys=True)),
    )


def wanted(connection: sqlite3.Connection, proposal: int) -> dict[str, str]:
    """Returns the values that are wanted; none if the proposal is about no settings."""
    row = connection.execute(
        "SELECT wanted FROM proposed_settings WHERE proposal = ?", (proposal,)
    ).fetchone()
    return {str(name): str(value) for name, value in json.loads(row[0]).items()} if row else {}
