"""Counting and removing what is past its time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

_UNCONFIRMED = "state IN ('pending', 'suspect') AND confirmed_at IS NULL AND signed_at < ?"


def count_unconfirmed(connection: sqlite3.Connection, before: int) -> int:
    """Returns how many signatures from before then were never confirmed."""
    sql = f"SELECT count(*) FROM signatures WHERE {_UNCONFIRMED}"
    return int(connection.execute(sql, (before,)).fetchone()[0])


def remove_unconfirmed(connection: sqlite3.Connection, before: int, limit: int) -> int:
    """Removes some of those; returns how many."""
    return connection.execute(
        "DELETE FROM signatures WHERE id IN"
        f" (SELECT id FROM signatures WHERE {_UNCONFIRMED} LIMIT ?)",
        (before, limit),
    ).rowcount


def count_signatures(connection: sqlite3.Connection, petition: int) -> int:
    """Returns how many signatures of a petition are still held with their data."""
    row = connection.execute("SELECT count(*) FROM signatures WHERE petition = ?", (petition,))
    return int(row.fetchone()[0])


def remove_signatures(connection: sqlite3.Connection, petition: int, limit: int) -> tuple[int, int]:
    """Removes some signatures of a petition, the oldest first.

    Returns how many, and how many of them have ever been counted.
    """
    rows = connection.execute(
        "DELETE FROM signatures WHERE id IN"
        " (SELECT id FROM signatures WHERE petition = ? ORDER BY id LIMIT ?)"
        " RETURNING counted IS NOT NULL",
        (petition, limit),
    ).fetchall()
    return len(rows), sum(counted for (counted,) in rows)


def signatures_with_files(
    connection: sqlite3.Connection, before: int, petitions: Iterable[int]
) -> list[int]:
    """Returns the signatures about which files are noted and which are past their time.

    They are of one of the petitions, or were never confirmed and are from before then, or are no
    longer there.
    """
    rows = connection.execute(
        "SELECT DISTINCT issued_files.signature FROM issued_files"
        " LEFT JOIN signatures ON signatures.id = issued_files.signature"
        f" WHERE issued_files.signature IS NOT NULL AND (signatures.id IS NULL OR ({_UNCONFIRMED})"
        " OR petition IN (SELECT value FROM json_each(?)))",
        (before, json.dumps(list(petitions))),
    )
    return [signature for (signature,) in rows]


def ends_of_events(connection: sqlite3.Connection) -> list[int]:
    """Returns when the events at which places are held end or ended."""
    return [end for (end,) in connection.execute("SELECT DISTINCT ends_at FROM bookings")]


def count_bookings(connection: sqlite3.Connection, until: int) -> int:
    """Returns how many places are held at events that ended by then."""
    row = connection.execute("SELECT count(*) FROM bookings WHERE ends_at <= ?", (until,))
    return int(row.fetchone()[0])


def remove_bookings(connection: sqlite3.Connection, until: int) -> int:
    """Removes those; returns how many."""
    return connection.execute("DELETE FROM bookings WHERE ends_at <= ?", (until,)).rowcount


def count_networks(connection: sqlite3.Connection, before: int) -> int:
    """Returns how many hashes of IP addresses are from before then."""
    row = connection.execute("SELECT count(*) FROM networks WHERE seen_at < ?", (before,))
    return int(row.fetchone()[0])


def remove_networks(connection: sqlite3.Connection, before: int) -> int:
    """Removes the hashes of IP addresses from before then; returns how many."""
    return connection.execute("DELETE FROM networks WHERE seen_at < ?", (before,)).rowcount


# Longer hashes are of earlier versions, which had no key for them: they go whatever their age.
_BOUNCES = "FROM bounces WHERE bounced_at < ? OR length(address) > 16"


def count_bounces(connection: sqlite3.Connection, before: int) -> int:
    """Returns how many addresses bounced before then."""
    return int(connection.execute(f"SELECT count(*) {_BOUNCES}", (before,)).fetchone()[0])


def remove_bounces(connection: sqlite3.Connection, before: int) -> int:
    """Forgets the addresses that bounced before then; returns how many."""
    return connection.execute(f"DELETE {_BOUNCES}", (before,)).rowcount


def count_tokens(connection: sqlite3.Connection, now: int) -> int:
    """Returns how many tokens have expired."""
    row = connection.execute("SELECT count(*) FROM tokens WHERE expires_at < ?", (now,))
    return int(row.fetchone()[0])


def remove_tokens(connection: sqlite3.Connection, now: int) -> int:
    """Removes tokens that have expired; returns how many."""
    return connection.execute("DELETE FROM tokens WHERE expires_at < ?", (now,)).rowcount


def has_signatures(connection: sqlite3.Connection, petition: int) -> bool:
    """Returns whether signatures of a petition are still held with their data."""
    sql = "SELECT EXISTS (SELECT 1 FROM signatures WHERE petition = ?)"
    return bool(connection.execute(sql, (petition,)).fetchone()[0])


def events_with_places(connection: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Returns the events at which places are held: campaign, event, when it ends."""
    rows = connection.execute("SELECT DISTINCT campaign, event, ends_at FROM bookings")
    return [(campaign, event, ends_at) for campaign, event, ends_at in rows]
