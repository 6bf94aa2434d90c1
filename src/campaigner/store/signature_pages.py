"""Pages of signatures by a key, and how many there are: bounded work, however many are held.

One index leads: it has the signatures that meet one of the conditions, in order. The other
conditions are asked of at most so many of them at once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from campaigner.store import tallies
from campaigner.store.signature_search import (
    IN_INK_OR_ON_A_SHEET,
    Conditions,
    as_sql,
    clause,
)
from campaigner.store.signatures import COLUMNS, Signature, as_signature
from campaigner.vocabulary.signatures import Grouping, SignatureStanding, SignatureState

LOOKED_AT = 5_000  # signatures of a page
_AMONG_WORDS = 2  # times as long as another condition takes to look for words


class Key(NamedTuple):
    """Where a page ends: the value by which signatures are in order, and the id among its like."""

    value: str | int
    id: int


@dataclass(frozen=True, slots=True)
class Lead:
    """An index that leads: which, the column of its order, whether its end comes first, its SQL."""

    index: str
    order: str
    newest_first: bool
    clause: str


class Found(NamedTuple):
    """Some signatures in order; ``looked_to`` is how far the page looked if there may be more."""

    signatures: Sequence[Signature]
    looked_to: Key | None


_OUT = (SignatureState.WITHDRAWN, SignatureState.INVALIDATED)
_WAITING = (SignatureState.PENDING, SignatureState.SUSPECT)
_BY_TIME = Lead("signatures_signed", "signed_at", True, "")
# Those that few signatures meet come first.
_LEADS: Mapping[str, Lead] = {
    "email_start": Lead("signatures_email", "lower(email)", False, clause("email_start")),
    "name": Lead("signatures_name", "name_key", False, clause("name")),
    "name_start": Lead("signatures_name", "name_key", False, clause("name_start")),
    "domain": Lead("signatures_domain", "signed_at", True, clause("domain")),
}
_PAPER = Lead("signatures_paper", "signed_at", True, IN_INK_OR_ON_A_SHEET)
_BY_AREA = Lead("signatures_area", "signed_at", True, clause("area"))
_BY_SOURCE = Lead("signatures_source", "signed_at", True, clause("source"))


def page(
    connection: sqlite3.Connection,
    petition: int,
    conditions: Conditions,
    *,
    limit: int,
    start: Key | None = None,
    backwards: bool = False,
    most: int = 0,
) -> Found:
    """Returns the next signatures after a key, or those before it if ``backwards``.

    The newest come first, or with a beginning of name or email those that sort first. No more than
    ``most`` (default: ``LOOKED_AT``) are looked at.
    """
    lead = lead_of(connection, petition, conditions)
    down = lead.newest_first is not backwards
    most = most or LOOKED_AT // (_AMONG_WORDS if conditions.words else 1) or 1
    looked, values = _looked(conditions, lead, start, down=down)
    where, parameters = as_sql(connection, petition, conditions)
    # The inner query is read row by row in its order, no further than needed.
    rows = connection.execute(
        f"SELECT {COLUMNS}, looked.key AS key FROM ({looked} LIMIT {most:d}) AS looked"
        f" CROSS JOIN signatures ON signatures.id = looked.number WHERE {where} LIMIT {limit:d}",
        {**parameters, **values},
    ).fetchall()
    found = [as_signature(row[:-1]) for row in rows]
    looked_to = None
    if len(rows) == limit:
        looked_to = Key(rows[-1]["key"], found[-1].id)
    elif last := connection.execute(
        f"{looked} LIMIT 1 OFFSET {most - 1:d}", {**parameters, **values}
    ).fetchone():
        looked_to = Key(last["key"], last["number"])
    return Found(found[::-1] if backwards else found, looked_to)


def matches(
    connection: sqlite3.Connection, petition: int, conditions: Conditions, limit: int, most: int
) -> list[tuple[int, str]] | None:
    """Returns the ids and states of the signatures that meet all conditions, as they came.

    They are ``limit`` at most. Returns None if more than ``most`` would have to be looked at.
    """
    lead = lead_of(connection, petition, conditions)
    looked, values = _looked(conditions, lead, None, down=True)
    where, parameters = as_sql(connection, petition, conditions)
    parameters |= values
    if connection.execute(f"{looked} LIMIT 1 OFFSET {most:d}", parameters).fetchone():
        return None
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(
        f"SELECT id, state FROM ({looked}) AS looked"
        f" CROSS JOIN signatures ON signatures.id = looked.number WHERE {where} LIMIT {limit:d}",
        parameters,
    )
    return sorted(cursor.fetchall())


def of_numbers(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[Signature]:
    """Returns the signatures of these ids, as they came."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM signatures"
        " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(numbers)),),
    )
    return [as_signature(row) for row in rows]


def _looked(
    conditions: Conditions,
    lead: Lead,
    start: Key | None,
    *,
    down: bool,
) -> tuple[str, dict[str, object]]:
    """Returns the query of ids and keys by which an index leads, from a key on."""
    given = conditions.given()
    clauses = ["petition = :petition", *filter(None, [lead.clause])]
    if lead.order == "signed_at":
        # From a key on, one bound is enough: of two, SQLite starts at the first that is written.
        passed = "" if start is None else "until" if down else "since"
        bounds = (name for name in ("since", "until") if name in given and name != passed)
        clauses += map(clause, bounds)
    values: dict[str, object] = {}
    if start:
        clauses.append(f"({lead.order}, id) {'<' if down else '>'} (:key, :key_id)")
        values = {"key": start.value, "key_id": start.id}
    order = "DESC" if down else "ASC"
    table = f"signatures INDEXED BY {lead.index}" if lead.index else "signatures"
    sql = (
        f"SELECT id AS number, {lead.order} AS key FROM {table}"
        f" WHERE {' AND '.join(clauses)} ORDER BY {lead.order} {order}, id {order}"
    )
    return sql, values


def lead_of(connection: sqlite3.Connection, petition: int, conditions: Conditions) -> Lead:
    """Returns the index to look through: that of the condition that few signatures meet."""
    given = conditions.given()
    for name in ("numbers", "sheet", "network"):
        if name in given:
            return Lead("", "id", True, clause(name))
    for name, lead in _LEADS.items():
        if name in given:
            return lead
    return _lead_of_state(conditions) or _lead_of_place(connection, petition, conditions)


def _lead_of_state(conditions: Conditions) -> Lead | None:
    if len(conditions.states) == 1:
        (state,) = conditions.states
        for index, states in (("signatures_out", _OUT), ("signatures_waiting", _WAITING)):
            if state in states:
                there = ", ".join(f"'{each.value}'" for each in states)
                sql = f"state IN ({there}) AND state = '{state.value}'"
                return Lead(index, "signed_at", True, sql)
    in_ink = conditions.standing not in (None, SignatureStanding.ONLINE)
    return _PAPER if in_ink else None


def _lead_of_place(connection: sqlite3.Connection, petition: int, conditions: Conditions) -> Lead:
    by_area, by_source = conditions.area is not None, bool(conditions.source)
    if by_area and by_source:
        area = _counted_in(connection, petition, Grouping.AREA, conditions.area or "")
        source = _counted_in(connection, petition, Grouping.SOURCE, conditions.source)
        return _BY_AREA if area < source else _BY_SOURCE
    if by_source:
        return _BY_SOURCE
    return _BY_AREA if by_area else _BY_TIME


def _counted_in(
    connection: sqlite3.Connection, petition: int, grouping: Grouping, value: str
) -> int:
    return sum(count for _, count in tallies.sums(connection, petition, grouping, value, value))


def key_of(connection: sqlite3.Connection, petition: int, lead: Lead, number: int) -> Key | None:
    """Returns where a signature of a petition stands in the order of an index."""
    row = connection.execute(
        f"SELECT {lead.order} FROM signatures WHERE id = ? AND petition = ?", (number, petition)
    ).fetchone()
    return Key(row[0], number) if row else None
