"""What the overview of a campaign asks for: read from indexes, and counted up to a bound."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

MOST = 1_000
"""The highest number that is counted: of more it is known only that there are more."""

_LOOKED_AT = 20 * MOST


class GivenUp(NamedTuple):
    """How many mails were given up: for their addresses, and for any other reason."""

    bounced: int
    others: int


def suspects(connection: sqlite3.Connection, petition: int) -> int:
    """Returns how many signatures are suspect and wait for somebody to decide."""
    return _number(
        connection,
        "SELECT count(*) FROM (SELECT 1 FROM signatures INDEXED BY signatures_waiting"
        " WHERE petition = ? AND state IN ('pending', 'suspect') AND state = 'suspect' LIMIT ?)",
        petition,
        MOST + 1,
    )


def comments(connection: sqlite3.Connection, petition: int) -> int:
    """Returns how many comments of confirmed signatories nobody has read yet."""
    return _number(
        connection,
        "SELECT count(*) FROM (SELECT 1 FROM (SELECT signature FROM comments WHERE petition = ?"
        " AND state = 'waiting' ORDER BY id LIMIT ?) AS c JOIN signatures AS s"
        " ON s.id = c.signature WHERE s.state = 'confirmed' LIMIT ?)",
        petition,
        _LOOKED_AT,
        MOST + 1,
    )


def late_mails(connection: sqlite3.Connection, before: int) -> tuple[int, int | None]:
    """Returns how many mails have been due since before then and not gone, and since when.

    Updates are left out: an organiser can have stopped them.
    """
    row = connection.execute(
        "SELECT count(*), min(due_at) FROM (SELECT due_at, update_id FROM outbox"
        " WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at < ? ORDER BY due_at LIMIT ?)"
        " WHERE update_id IS NULL",
        (before, MOST + 1),
    ).fetchone()
    return row[0], row[1]


def given_up(connection: sqlite3.Connection, petition: int, since: int) -> GivenUp:
    """Returns how many mails about signatures of a petition were given up since then."""
    row = connection.execute(
        "SELECT coalesce(sum(o.blame = 'address'), 0), coalesce(sum(o.blame <> 'address'), 0)"
        " FROM (SELECT signature, blame FROM outbox INDEXED BY outbox_given_up"
        " WHERE given_up_at >= ? ORDER BY given_up_at DESC LIMIT ?) AS o"
        " JOIN signatures AS s ON s.id = o.signature WHERE s.petition = ?",
        (since, MOST + 1, petition),
    ).fetchone()
    return GivenUp(*row)


def mailed_replies(connection: sqlite3.Connection) -> int:
    """Returns how many forwarded replies wait for somebody to say what they are."""
    return _number(
        connection,
        "SELECT count(*) FROM (SELECT 1 FROM mailed_replies WHERE state = 'waiting' LIMIT ?)",
        MOST + 1,
    )


def failed_jobs(connection: sqlite3.Connection, campaign: str) -> int:
    """Returns how many jobs of a campaign failed."""
    return _number(
        connection,
        "SELECT count(*) FROM jobs WHERE campaign = ? AND state = 'failed'"
        " AND kind NOT IN ('removal', 'everything')",
        campaign,
    )


def newest_backup(connection: sqlite3.Connection) -> int | None:
    """Returns when the database was last copied, as far as is noted."""
    row = connection.execute(
        "SELECT max(made_at) FROM issued_files INDEXED BY issued_files_backups"
        " WHERE about = 'backup'"
    ).fetchone()
    return None if row[0] is None else int(row[0])


def written_on_pages(connection: sqlite3.Connection, campaign: str) -> int:
    """Returns how many letters people wrote on a campaign's pages."""
    return _number(
        connection, "SELECT coalesce(sum(count), 0) FROM letter_counts WHERE campaign = ?", campaign
    )


def letters(connection: sqlite3.Connection, campaign: str) -> int:
    """Returns how many letters organisers made for a campaign; void ones are left out."""
    return _number(
        connection,
        "SELECT count(*) FROM letters INDEXED BY letters_of_campaign"
        " WHERE campaign = ? AND voided_at IS NULL",
        campaign,
    )


def answered(connection: sqlite3.Connection, campaign: str) -> int:
    """Returns how many of a campaign's letters have a reply."""
    return _number(
        connection,
        "SELECT count(DISTINCT letter) FROM letter_replies JOIN letters ON letters.id = letter"
        " WHERE campaign = ? AND voided_at IS NULL",
        campaign,
    )


def _number(connection: sqlite3.Connection, sql: str, *values: object) -> int:
    return int(connection.execute(sql, values).fetchone()[0])
