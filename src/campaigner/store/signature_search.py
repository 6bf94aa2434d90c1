"""Finding signatures by what they have in common."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from campaigner.store.signatures import COLUMNS, Signature, as_signature
from campaigner.text import comparison_key, fold
from campaigner.vocabulary.signatures import CameBy, SignatureStanding, SignatureState


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What the wanted signatures have in common; everything that is given has to hold.

    ``since`` and ``until`` bound the time of signing, in seconds since 1970, UTC; ``network`` is
    the keyed hash of an IP address; ``words`` are anywhere in name, email or postcode,
    whatever their case and accents; ``numbers`` are ids as a JSON array. ``name`` is the whole
    name, ``name_start`` and ``email_start`` are beginnings.
    """

    domain: str = ""
    network: bytes = b""
    name: str = ""
    name_start: str = ""
    email_start: str = ""
    sheet: str = ""
    came: CameBy | None = None
    standing: SignatureStanding | None = None
    words: str = ""
    since: int | None = None
    until: int | None = None
    area: str | None = None
    source: str = ""
    numbers: str = ""
    states: tuple[SignatureState, ...] = ()

    def given(self) -> dict[str, object]:
        """Returns the conditions that were given, apart from the states."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            name: value
            for name, value in values.items()
            if name != "states" and (value or (name == "area" and value is not None))
        }


# Each condition's SQL; the values are parameters.
IN_INK_OR_ON_A_SHEET = "(wet_ink = 1 OR sheet IS NOT NULL)"
_ON_PAPER = "(sheet IS NOT NULL OR source = 'paper' OR source GLOB 'paper/*')"
_STANDING = (
    f"CASE WHEN commons OR lords OR senedd THEN '{SignatureStanding.PRESENTABLE.value}'"
    f" WHEN wet_ink AND address_seen THEN '{SignatureStanding.WITH_ADDRESS.value}'"
    f" WHEN wet_ink THEN '{SignatureStanding.WET_INK.value}'"
    f" WHEN sheet IS NULL THEN '{SignatureStanding.ONLINE.value}'"
    f" ELSE '{SignatureStanding.UNSEEN.value}' END"
)
_CLAUSES = {
    "domain": "email IS NOT NULL AND lower(substr(email, instr(email, '@') + 1)) = lower(:domain)",
    "network": "id IN (SELECT signature FROM networks"
    " WHERE petition = :petition AND network = :network)",
    "name": "name_key = comparison_key(:name)",
    "name_start": "name_key >= comparison_key(:name_start)"
    " AND name_key < comparison_key(:name_start) || char(0x10ffff)",
    "email_start": "email IS NOT NULL AND lower(email) >= lower(:email_start)"
    " AND lower(email) < lower(:email_start) || char(0x10ffff)",
    "sheet": "sheet = :sheet",
    "came": f"{_ON_PAPER} = (:came = '{CameBy.PAPER.value}')",
    "standing": f"{_STANDING} = :standing",
    "words": "instr(folded(name || ' ' || coalesce(email, '') || ' ' || postcode), folded(:words))",
    "since": "signed_at >= :since",
    "until": "signed_at < :until",
    "area": "area = :area",
    "source": "source = :source",
    "numbers": "id IN (SELECT value FROM json_each(:numbers))",
}


def matching(
    connection: sqlite3.Connection,
    petition: int,
    conditions: Conditions,
    *,
    after: int = 0,
    limit: int = -1,
) -> Iterator[Signature]:
    """Returns the signatures of a petition that meet all conditions, as they came.

    Only those with a higher id than ``after``, and no more than ``limit`` if that is not negative.
    """
    rows = _select(
        connection,
        petition,
        conditions,
        COLUMNS,
        "AND id > :after ORDER BY id LIMIT :limit",
        {"after": after, "limit": limit},
    )
    return map(as_signature, rows)


def counts_by_state(
    connection: sqlite3.Connection, petition: int, conditions: Conditions
) -> dict[SignatureState, int]:
    """Returns how many signatures of a petition in each state meet all conditions."""
    rows = _select(connection, petition, conditions, "state, count(*)", "GROUP BY state")
    return {SignatureState(state): count for state, count in rows}


def _select(
    connection: sqlite3.Connection,
    petition: int,
    conditions: Conditions,
    columns: str,
    rest: str = "",
    values: Mapping[str, object] = MappingProxyType({}),
) -> sqlite3.Cursor:
    where, parameters = as_sql(connection, petition, conditions)
    return connection.execute(
        f"SELECT {columns} FROM signatures WHERE {where} {rest}", {**parameters, **values}
    )


def as_sql(
    connection: sqlite3.Connection, petition: int, conditions: Conditions
) -> tuple[str, dict[str, object]]:
    """Returns what stands after WHERE, and its parameters; the connection learns to compare."""
    given = conditions.given()
    clauses = ["petition = :petition", *(_CLAUSES[name] for name in given)]
    states = {f"state{number}": state for number, state in enumerate(conditions.states)}
    if states:
        clauses.append(f"state IN ({', '.join(f':{name}' for name in states)})")
    connection.create_function("comparison_key", 1, comparison_key, deterministic=True)
    connection.create_function("folded", 1, fold, deterministic=True)
    return " AND ".join(clauses), {"petition": petition, **given, **states}


def clause(name: str) -> str:
    """Returns the SQL of one condition."""
    return _CLAUSES[name]
