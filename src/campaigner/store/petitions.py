"""Petitions and their thresholds, as the database knows them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, dataclass

from campaigner.store.unusable import not_added


@dataclass(frozen=True, slots=True)
class Petition:
    """A petition; times in seconds since 1970, UTC. It is closed from ``closes_at`` on.

    ``removed_at`` is when two people removed the campaign: nobody signs it or takes its name again.
    ``chain_head`` sealed the first ``chain_rows`` of its ledger before that was a public log.
    """

    id: int
    campaign: str
    scheme: str
    opens_at: int
    closes_at: int
    closing_set: bool
    ledger_rows: int
    chain_rows: int = 0
    chain_head: bytes = b""
    removed_at: int | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A count at which something is due; ``answered_at`` says that it was done.

    ``answered_after`` is how many rows the ledger had then, for answers that are not rows of it.
    """

    at: int
    name: str
    reached_at: int | None = None
    answered_at: int | None = None
    answered_after: int | None = None
    answer: str = ""


_COLUMNS = (
    "id, campaign, scheme, opens_at, closes_at, closing_set, ledger_rows, chain_rows, chain_head,"
    " removed_at"
)


def find_petition(connection: sqlite3.Connection, campaign: str) -> Petition | None:
    """Returns the petition of a campaign, if the database knows it."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM petitions WHERE campaign = ?",
        (campaign,),
    ).fetchone()
    return _petition(row) if row else None


def unregistered(campaign: str, scheme: str, opens_at: int, closes_at: int) -> Petition:
    """Returns a petition that the database does not know: nobody has signed it."""
    return Petition(0, campaign, scheme, opens_at, closes_at, False, ledger_rows=0)


def petition_of(connection: sqlite3.Connection, number: int) -> Petition:
    """Returns the petition of that id.

    Raises DatabaseUnusable if it is not there: it could not be added to a read-only database.
    """
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM petitions WHERE id = ?",
        (number,),
    ).fetchone()
    if row is None:
        raise not_added()
    return _petition(row)


def all_petitions(connection: sqlite3.Connection) -> list[Petition]:
    """Returns every petition, by the name of its campaign."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM petitions ORDER BY campaign")
    return [_petition(row) for row in rows]


def _petition(row: sqlite3.Row) -> Petition:
    number, campaign, scheme, opens_at, closes_at, closing_set, *ledger = row
    return Petition(number, campaign, scheme, opens_at, closes_at, bool(closing_set), *ledger)


def add_petition(
    connection: sqlite3.Connection,
    campaign: str,
    scheme: str,
    opens_at: int,
    closes_at: int,
) -> None:
    """Add a petition whose ledger is empty; one that is there stays as it is."""
    connection.execute(
        "INSERT INTO petitions (campaign, scheme, opens_at, closes_at, chain_head)"
        " VALUES (?, ?, ?, ?, x'') ON CONFLICT DO NOTHING",
        (campaign, scheme, opens_at, closes_at),
    )


def set_times(connection: sqlite3.Connection, petition: int, opens_at: int, closes_at: int) -> None:
    """Set when a petition opens and closes, as its campaign's definition says."""
    connection.execute(
        "UPDATE petitions SET opens_at = ?, closes_at = ? WHERE id = ?",
        (opens_at, closes_at, petition),
    )


def set_closing(connection: sqlite3.Connection, petition: int, closes_at: int) -> None:
    """Set when a petition closes, by an organiser's decision, which wins over the definition."""
    connection.execute(
        "UPDATE petitions SET closes_at = ?, closing_set = 1 WHERE id = ?", (closes_at, petition)
    )


def clear_closing(connection: sqlite3.Connection, petition: int, closes_at: int) -> None:
    """Let the definition decide again when a petition closes: at this time."""
    connection.execute(
        "UPDATE petitions SET closes_at = ?, closing_set = 0 WHERE id = ?", (closes_at, petition)
    )


def thresholds_of(connection: sqlite3.Connection, petition: int) -> list[Threshold]:
    """Returns a petition's thresholds, the lowest first."""
    rows = connection.execute(
        "SELECT at, name, reached_at, answered_at, answered_after, answer FROM thresholds"
        " WHERE petition = ? ORDER BY at",
        (petition,),
    )
    return [Threshold(*row) for row in rows]


def put_thresholds(
    connection: sqlite3.Connection, petition: int, thresholds: Iterable[Threshold]
) -> None:
    """Add thresholds, or change those that are there."""
    connection.executemany(
        "INSERT INTO thresholds"
        " (petition, at, name, reached_at, answered_at, answered_after, answer)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name,"
        " reached_at = excluded.reached_at, answered_at = excluded.answered_at,"
        " answered_after = excluded.answered_after, answer = excluded.answer",
        [(petition, *astuple(each)) for each in thresholds],
    )


def remove_threshold(connection: sqlite3.Connection, petition: int, at: int) -> None:
    """Remove a threshold that the campaign no longer names."""
    connection.execute("DELETE FROM thresholds WHERE petition = ? AND at = ?", (petition, at))
