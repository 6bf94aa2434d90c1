"""Changes of campaigns' files from the desk, and what the files said before and after."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Hashes = tuple[bytes | None, bytes | None]


@dataclass(frozen=True, slots=True)
class KeptChange:
    """A change; ``files`` has the SHA-256 of each file before and after, None if it is not there.

    ``actor`` is empty for what another program wrote. ``written``: whether the files are.
    """

    id: int
    campaign: str
    at: int
    actor: str
    what: str
    written: bool
    files: Mapping[str, Hashes]


_SELECT = "SELECT id, campaign, at, actor, what, written FROM campaign_changes"


def keep_content(connection: sqlite3.Connection, digest: bytes, text: str) -> None:
    """Keep what a file says, once."""
    connection.execute(
        "INSERT INTO campaign_contents (sha256, packed) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (digest, zlib.compress(text.encode())),
    )


def content(connection: sqlite3.Connection, digest: bytes) -> str | None:
    """Returns the text that has this SHA-256, if it is kept."""
    row = connection.execute(
        "SELECT packed FROM campaign_contents WHERE sha256 = ?", (digest,)
    ).fetchone()
    return zlib.decompress(row[0]).decode() if row else None


def note(
    connection: sqlite3.Connection,
    campaign: str,
    at: int,
    actor: str,
    what: str,
    files: Mapping[str, Hashes],
    *,
    written: bool = False,
) -> int:
    """Note a change, whose contents are kept already; returns its number."""
    row = connection.execute(
        "INSERT INTO campaign_changes (campaign, at, actor, what, written) VALUES (?, ?, ?, ?, ?)"
        " RETURNING id",
        (campaign, at, actor, what, written),
    ).fetchone()
    connection.executemany(
        "INSERT INTO campaign_changed_files (change, name, before, after) VALUES (?, ?, ?, ?)",
        [(row[0], name, before, after) for name, (before, after) in files.items()],
    )
    return int(row[0])


def set_written(connection: sqlite3.Connection, change: int) -> None:
    """Record that a change's files are written."""
    connection.execute("UPDATE campaign_changes SET written = 1 WHERE id = ?", (change,))


def unwritten(connection: sqlite3.Connection, campaign: str = "") -> list[KeptChange]:
    """Returns the changes whose files may not be written, of one campaign or of all."""
    where, values = ("campaign = ?", (campaign,)) if campaign else ("TRUE", ())
    rows = connection.execute(f"{_SELECT} WHERE written = 0 AND {where} ORDER BY id", values)
    return _with_files(connection, rows.fetchall())


def latest(
    connection: sqlite3.Connection, campaign: str, most: int, before: int = 0
) -> list[KeptChange]:
    """Returns a campaign's latest changes, the newest first; ``before`` one, if given."""
    rows = connection.execute(
        f"{_SELECT} WHERE campaign = ? AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?",
        (campaign, before, before, most),
    )
    return _with_files(connection, rows.fetchall())


def later(connection: sqlite3.Connection, campaign: str, change: int) -> list[KeptChange]:
    """Returns a campaign's changes after one, the oldest first."""
    rows = connection.execute(
        f"{_SELECT} WHERE campaign = ? AND id > ? ORDER BY id", (campaign, change)
    )
    return _with_files(connection, rows.fetchall())


def of_number(connection: sqlite3.Connection, campaign: str, change: int) -> KeptChange | None:
    """Returns a campaign's change by its number, if it is kept."""
    rows = connection.execute(f"{_SELECT} WHERE campaign = ? AND id = ?", (campaign, change))
    return next(iter(_with_files(connection, rows.fetchall())), None)


def last_known(connection: sqlite3.Connection, campaign: str) -> dict[str, bytes | None]:
    """Returns what each file of a campaign was after the last change of it, by its SHA-256."""
    rows = connection.execute(
        "SELECT name, after, max(change) FROM campaign_changed_files"
        " JOIN campaign_changes ON id = change WHERE campaign = ? GROUP BY name",
        (campaign,),
    )
    return {name: after for name, after, _ in rows}


def prune(connection: sqlite3.Connection, campaign: str, most: int) -> None:
    """Remove all but the latest changes of a campaign, and the contents that nothing needs."""
    removed = connection.execute(
        "DELETE FROM campaign_changes WHERE campaign = ? AND written = 1 AND id NOT IN"
        " (SELECT id FROM campaign_changes WHERE campaign = ? ORDER BY id DESC LIMIT ?)",
        (campaign, campaign, most),
    ).rowcount
    if removed:
        _forget_contents(connection)


def forget(connection: sqlite3.Connection, campaign: str) -> None:
    """Remove all changes of a campaign, and the contents that nothing needs."""
    connection.execute("DELETE FROM campaign_changes WHERE campaign = ?", (campaign,))
    _forget_contents(connection)


def _forget_contents(connection: sqlite3.Connection) -> None:
    connection.execute(
        "DELETE FROM campaign_contents WHERE sha256 NOT IN"
        " (SELECT before FROM campaign_changed_files WHERE before IS NOT NULL"
        " UNION SELECT after FROM campaign_changed_files WHERE after IS NOT NULL)"
    )


def _with_files(
    connection: sqlite3.Connection, rows: Sequence[Sequence[object]]
) -> list[KeptChange]:
    found = []
    for number, campaign, at, actor, what, written in rows:
        files = connection.execute(
            "SELECT name, before, after FROM campaign_changed_files WHERE change = ? ORDER BY name",
            (number,),
        )
        by_name = {name: (before, after) for name, before, after in files}
        change = KeptChange(number, campaign, at, actor, what, bool(written), by_name)  # type: ignore[arg-type]
        found.append(change)
    return found
