"""Campaigns that were removed, and what of each is removed beside what names people in time."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from campaigner.store import campaign_changes


class OfCampaign(NamedTuple):
    """How much is held of a campaign: what names people, and what was written for it."""

    signatures: int
    letters: int
    bookings: int
    files: int


def counts(connection: sqlite3.Connection, campaign: str, petition: int) -> OfCampaign:
    """Returns how much is held of a campaign."""
    asked = (
        ("SELECT count(*) FROM signatures WHERE petition = ?", petition),
        ("SELECT count(*) FROM letters WHERE campaign = ? AND sender_name <> ''", campaign),
        ("SELECT count(*) FROM bookings WHERE campaign = ?", campaign),
        ("SELECT count(*) FROM issued_files WHERE campaign = ? AND signature IS NULL", campaign),
    )
    return OfCampaign(*(int(connection.execute(sql, (it,)).fetchone()[0]) for sql, it in asked))


def mark(connection: sqlite3.Connection, petition: int, now: int) -> None:
    """Notes that a campaign is removed: its petition is closed and is never opened again."""
    connection.execute(
        "UPDATE petitions SET removed_at = coalesce(removed_at, :now),"
        " closes_at = min(closes_at, :now), closing_set = 1 WHERE id = :petition",
        {"now": now, "petition": petition},
    )


def removed(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Returns the campaigns that were removed, and when, the newest first."""
    rows = connection.execute(
        "SELECT campaign, removed_at FROM petitions WHERE removed_at IS NOT NULL"
        " ORDER BY removed_at DESC, campaign"
    )
    return [(campaign, at) for campaign, at in rows]


def remove_rest(connection: sqlite3.Connection, campaign: str, petition: int) -> int:
    """Removes what else there is about people in a campaign, and its history; returns how much.

    They are places at events, letters and links on their way, what was typed of sheets, who was
    asked to work on the campaign, and the earlier texts of its files.
    """
    of_campaign = ("bookings", "mailed_letters", "data_links", "organiser_campaigns")
    done = [
        connection.execute(f"DELETE FROM {table} WHERE campaign = ?", (campaign,)).rowcount
        for table in of_campaign
    ]
    for table in ("sheet_entries", "sheet_pictures"):
        gone = connection.execute(f"DELETE FROM {table} WHERE petition = ?", (petition,))
        done.append(gone.rowcount)
    campaign_changes.forget(connection, campaign)
    return sum(done)
