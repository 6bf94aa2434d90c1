"""Links by which people see their own data: asked for, mailed, opened once."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import NamedTuple

from campaigner.store.mailed_letters import Marks


@dataclass(frozen=True, slots=True)
class DataLink:
    """A link that is to be mailed, was mailed, or was opened; times in seconds since 1970."""

    id: int
    email: str
    language: str
    campaign: str
    signature: int | None
    made_at: int
    tries: int
    expires_at: int | None
    opened_at: int | None


class Addressee(NamedTuple):
    """An address that something is held of: of which campaign, and of which signature."""

    email: str | None = None
    campaign: str = ""
    signature: int | None = None


_SELECT = (
    "SELECT id, email, language, campaign, signature, made_at, tries, expires_at, opened_at"
    " FROM data_links"
)


def asked_for(connection: sqlite3.Connection, marks: Marks, since: int) -> tuple[int, int]:
    """Returns how many links an address was to be mailed since then, and a network asked for."""
    row = connection.execute(
        "SELECT count(*) FILTER (WHERE mailbox = ? AND email IS NOT NULL),"
        " count(*) FILTER (WHERE network = ? AND network <> x'')"
        " FROM data_links WHERE made_at > ?",
        (*marks, since),
    ).fetchone()
    return row[0], row[1]


def add(
    connection: sqlite3.Connection, marks: Marks, language: str, to: Addressee, now: int
) -> None:
    """Note that a link was asked for; with an address it is to be mailed."""
    connection.execute(
        "INSERT INTO data_links (mailbox, network, language, email, campaign, signature, made_at,"
        " due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*marks, language, *to, now, now),
    )


_WAITING = "sent_at IS NULL AND email IS NOT NULL"


def has_due(connection: sqlite3.Connection, now: int) -> bool:
    """Returns whether a link is to be mailed now."""
    sql = f"SELECT EXISTS (SELECT 1 FROM data_links WHERE {_WAITING} AND due_at <= ?)"
    return bool(connection.execute(sql, (now,)).fetchone()[0])


def claim(connection: sqlite3.Connection, now: int, until: int) -> DataLink | None:
    """Returns the link that has been due the longest; other senders leave it alone until then."""
    row = connection.execute(
        f"{_SELECT} WHERE {_WAITING} AND due_at <= ? ORDER BY due_at, id LIMIT 1", (now,)
    ).fetchone()
    if row is None:
        return None
    put_off(connection, row["id"], until, row["tries"] + 1)
    return DataLink(*row)


def is_waiting(connection: sqlite3.Connection, link: int) -> bool:
    """Returns whether a link is still to be mailed."""
    sql = f"SELECT 1 FROM data_links WHERE id = ? AND {_WAITING}"
    return connection.execute(sql, (link,)).fetchone() is not None


def put_off(connection: sqlite3.Connection, link: int, due_at: int, tries: int) -> None:
    """Lets a link be mailed later."""
    connection.execute(
        "UPDATE data_links SET due_at = ?, tries = ? WHERE id = ?", (due_at, tries, link)
    )


def mark_sent(connection: sqlite3.Connection, link: int, now: int) -> None:
    """Notes that a link was mailed, or will not be."""
    connection.execute("UPDATE data_links SET sent_at = ? WHERE id = ?", (now, link))


def set_token(connection: sqlite3.Connection, link: int, digest: bytes, expires_at: int) -> None:
    """Notes the hash of the token that is mailed; one that was mailed before is no longer good."""
    connection.execute(
        "UPDATE data_links SET link = ?, expires_at = ? WHERE id = ?", (digest, expires_at, link)
    )


def of_token(connection: sqlite3.Connection, digest: bytes) -> DataLink | None:
    """Returns the link of a token's hash, opened or not."""
    row = connection.execute(f"{_SELECT} WHERE link = ?", (digest,)).fetchone()
    return DataLink(*row) if row else None


def of_session(connection: sqlite3.Connection, digest: bytes) -> DataLink | None:
    """Returns the link that was opened in a browser, by the hash of what that keeps."""
    row = connection.execute(f"{_SELECT} WHERE session = ?", (digest,)).fetchone()
    return DataLink(*row) if row else None


def open_link(connection: sqlite3.Connection, link: int, session: bytes, now: int) -> None:
    """Notes that a link was opened, and the hash of what the browser keeps."""
    connection.execute(
        "UPDATE data_links SET opened_at = ?, session = ? WHERE id = ?", (now, session, link)
    )


def close_session(connection: sqlite3.Connection, session: bytes) -> None:
    """Forgets what a browser keeps: it shows nothing any more."""
    connection.execute("UPDATE data_links SET session = NULL WHERE session = ?", (session,))


def times_of(
    connection: sqlite3.Connection, mailbox: bytes
) -> list[tuple[int, int | None, int | None]]:
    """Returns when links were asked for an address, mailed and opened, as far as is known."""
    rows = connection.execute(
        "SELECT made_at, sent_at, opened_at FROM data_links WHERE mailbox = ? ORDER BY id",
        (mailbox,),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def remove_of(connection: sqlite3.Connection, mailbox: bytes) -> int:
    """Removes all that is known of an address; returns how many rows."""
    return connection.execute("DELETE FROM data_links WHERE mailbox = ?", (mailbox,)).rowcount


def count_before(connection: sqlite3.Connection, before: int) -> int:
    """Returns how many links were asked for before then."""
    row = connection.execute("SELECT count(*) FROM data_links WHERE made_at < ?", (before,))
    return int(row.fetchone()[0])


def remove_before(connection: sqlite3.Connection, before: int) -> int:
    """Removes the links that were asked for before then; returns how many."""
    return connection.execute("DELETE FROM data_links WHERE made_at < ?", (before,)).rowcount
