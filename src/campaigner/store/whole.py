"""All rows of a campaign or of the whole workspace, table by table, for an export of everything."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

LEFT_OUT = frozenset(
    (
        *("organiser_attempts", "organiser_factors", "organiser_invitations"),
        *("organiser_passkeys", "organiser_recovery_codes", "organiser_sessions"),
        *("tokens", "data_links", "networks"),  # links that open something, hashes of addresses
        *("postcodes", "tiles", "campaign_contents"),  # public, or made of what is there
        *("witness", "reply_mailboxes", "writing_places"),
    )
)
"""Tables that are in no export: what opens a door, and what is public or can be made again."""
COLUMNS_LEFT_OUT = frozenset(("password", "claim", "claimed_until", "link", "network"))
"""The same of columns in the other tables."""
_ALSO = frozenset(("consent_words",))  # of no campaign: the words that people agreed to
_AT_ONCE = 1_000


def tables(connection: sqlite3.Connection) -> list[str]:
    """Returns the tables that an export of everything has, by name."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name"
    )
    return [name for (name,) in rows if name not in LEFT_OUT]


def of_campaign(connection: sqlite3.Connection) -> Mapping[str, str]:
    """Returns the tables with rows about one campaign, each with the condition for these rows.

    It is in terms of ``:campaign``, its name, and ``:petition``, the number of its petition. A row
    is about a campaign if it says so, or refers to one that does.
    """
    known = {name: _columns(connection, name) for name in tables(connection)}
    found = dict.fromkeys(_ALSO & known.keys(), "1")
    for name, columns in known.items():
        if "campaign" in columns:
            found[name] = "campaign = :campaign"
        elif "petition" in columns:
            found[name] = "petition = :petition"
    more = True
    while more:
        more = False
        for name in known.keys() - found.keys():
            if condition := _by_reference(connection, name, found):
                found[name] = condition
                more = True
    return found


def _by_reference(
    connection: sqlite3.Connection, table: str, found: Mapping[str, str]
) -> str | None:
    """The condition for rows that refer to rows of a campaign; None if there are none."""
    for row in connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
        parent, column = row["table"], row["from"]
        if parent in found and parent not in _ALSO:
            key = row["to"] or _key_of(connection, parent)
            return f"{column} IN (SELECT {key} FROM {parent} WHERE {found[parent]})"
    return None


def rows_of(
    connection: sqlite3.Connection,
    table: str,
    condition: str = "1",
    values: Mapping[str, object] | None = None,
) -> Iterator[dict[str, Any]]:
    """Yields the rows of a table, in the order in which they lie there, read as they are needed."""
    columns = [each for each in _columns(connection, table) if each not in COLUMNS_LEFT_OUT]
    cursor = connection.cursor()
    cursor.row_factory = None
    named = ", ".join(f'"{each}"' for each in columns)
    cursor.execute(f'SELECT {named} FROM "{table}" WHERE {condition}', values or {})
    while some := cursor.fetchmany(_AT_ONCE):
        yield from (dict(zip(columns, row, strict=True)) for row in some)


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row["name"] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def _key_of(connection: sqlite3.Connection, table: str) -> str:
    rows = connection.execute(f'PRAGMA table_info("{table}")')
    return next(str(row["name"]) for row in rows if row["pk"])
