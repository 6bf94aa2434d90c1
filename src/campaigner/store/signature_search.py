"""Finding signatures by what they have in common."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields

from campaigner.store.signatures import COLUMNS, Signature
from campaigner.text import comparison_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What the wanted signatures have in common; all that is given has to hold.

    ``since`` and ``until`` bound the time of signing, in seconds since 1970, UTC; ``network`` is
    the keyed hash of an IP address; ``words`` stand anywhere in name, e-mail or postcode.
    """

    domain: str = ""
    network: bytes = b""
    name: str = ""
    words: str = ""
    since: int | None = None
    until: int | None = None
    area: str | None = None
    source: str = ""
    states: tuple[str, ...] = ()

    def given(self) -> dict[str, object]:
        """The conditions that were given, apart from the state."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            name: value
            for name, value in values.items()
            if name != "states" and (value or (name == "area" and value is not None))
        }


# Each condition's SQL; the values are parameters.
_CLAUSES = {
    "domain": "lower(substr(email, instr(email, '@') + 1)) = lower(:domain)",
    "network": "id IN (SELECT signature FROM networks WHERE network = :network)",
    "name": "comparison_key(name) = comparison_key(:name)",
    "words": "instr(lower(name || ' ' || coalesce(email, '') || ' ' || postcode), lower(:words))",
    "since": "signed_at >= :since",
    "until": "signed_at < :until",
    "area": "area = :area",
    "source": "source = :source",
}


def matching(
    connection: sqlite3.Connection, petition: int, conditions: Conditions
) -> Iterator[Signature]:
    """The signatures of a petition that meet all conditions, as they came."""
    sql, values = _query(COLUMNS, petition, conditions)
    connection.create_function("comparison_key", 1, comparison_key, deterministic=True)
    return (Signature(*row) for row in connection.execute(f"{sql} ORDER BY id", values))


def count_matching(connection: sqlite3.Connection, petition: int, conditions: Conditions) -> int:
    """How many signatures of a petition meet all conditions."""
    sql, values = _query("count(*)", petition, conditions)
    connection.create_function("comparison_key", 1, comparison_key, deterministic=True)
    return int(connection.execute(sql, values).fetchone()[0])


def _query(columns: str, petition: int, conditions: Conditions) -> tuple[str, dict[str, object]]:
    given = conditions.given()
    clauses = ["petition = :petition", *(_CLAUSES[name] for name in given)]
    states = {f"state{number}": state for number, state in enumerate(conditions.states)}
    if states:
        clauses.append(f"state IN ({', '.join(f':{name}' for name in states)})")
    sql = f"SELECT {columns} FROM signatures WHERE {' AND '.join(clauses)}"
    return sql, {"petition": petition, **given, **states}
