"""How many letters people wrote on the pages, by campaign, area and day."""

from __future__ import annotations

import sqlite3


def count_letter(connection: sqlite3.Connection, campaign: str, area: str, day: str) -> None:
    """Count one letter more."""
    connection.execute(
        "INSERT INTO letter_counts VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
        (campaign, area, day),
    )


def letter_counts(connection: sqlite3.Connection, campaign: str) -> list[sqlite3.Row]:
    """Returns a campaign's counts as rows of area, day and count, by day and area."""
    return connection.execute(
        "SELECT area, day, count FROM letter_counts WHERE campaign = ? ORDER BY day, area",
        (campaign,),
    ).fetchall()
