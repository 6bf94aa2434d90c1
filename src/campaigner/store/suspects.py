"""What is looked at of signatures to find suspect ones: the newest of those that count or wait."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class Looked(NamedTuple):
    """A signature's columns, its email or nothing, and its network's hash or nothing."""

    number: int
    name_key: str
    email: str
    network: bytes
    source: str
    signed_at: int


_SQL = (
    "SELECT s.id, s.name_key, coalesce(s.email, ''), coalesce(n.network, x''), s.source,"
    " s.signed_at FROM signatures AS s INDEXED BY {index}"
    " LEFT JOIN networks AS n ON n.signature = s.id"
    " WHERE s.petition = :petition AND {state} AND s.signed_at < :before"
    " ORDER BY s.signed_at DESC, s.id DESC LIMIT :limit"
)
_LAST = 2**62


def newest(
    connection: sqlite3.Connection, petition: int, before: int | None, limit: int
) -> list[Looked]:
    """Returns the newest signatures that count or wait, signed before then."""
    state = "s.state IN ('pending', 'suspect', 'confirmed')"
    return _looked(connection, "signatures_signed", state, petition, before, limit)


def waiting(
    connection: sqlite3.Connection, petition: int, before: int | None, limit: int
) -> list[Looked]:
    """Returns the newest signatures that are suspect, signed before then."""
    state = "s.state IN ('pending', 'suspect') AND s.state = 'suspect'"
    return _looked(connection, "signatures_waiting", state, petition, before, limit)


def _looked(
    connection: sqlite3.Connection,
    index: str,
    state: str,
    petition: int,
    before: int | None,
    limit: int,
) -> list[Looked]:
    cursor = connection.cursor()
    cursor.row_factory = None
    rows = cursor.execute(
        _SQL.format(index=index, state=state),
        {"petition": petition, "before": _LAST if before is None else before, "limit": limit},
    )
    return [Looked._make(row) for row in rows]
