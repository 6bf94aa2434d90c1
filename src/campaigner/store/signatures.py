"""Signatures: the rows that hold people's data."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from campaigner.store import many_rows
from campaigner.text import comparison_key
from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.signatures import SignatureState


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature; times in seconds since 1970, UTC. The columns are explained in the schema.

    ``wording`` is the hash of the words that were signed, None if that is not known; ``version``
    says which version of the petition they are, None if no signature under them has counted.
    ``commons``, ``lords`` and ``senedd`` say whether that House can receive it.
    """

    id: int
    petition: int
    state: SignatureState
    name: str
    email: str | None
    postcode: str
    country: str
    language: str
    area: str
    source: str
    signed_at: int
    confirmed_at: int | None
    counted: int | None
    person: int
    place: int | None
    salt: bytes
    sheet: str | None = None
    line: int | None = None
    wet_ink: bool = False
    address_seen: bool = False
    commons: bool = False
    lords: bool = False
    senedd: bool = False
    wording: bytes | None = None
    version: int | None = None

    @property
    def houses(self) -> tuple[Venue, ...]:
        """The Houses that it can be presented to, if it counts."""
        said = {Venue.COMMONS: self.commons, Venue.LORDS: self.lords, Venue.SENEDD: self.senedd}
        return tuple(house for house, can in said.items() if can)


class NewSignature(NamedTuple):
    """A signature to be added; the columns are those of ``Signature`` without its id.

    ``counted`` is the ledger row that counts it, if that is known already, and ``wording`` the id
    of the words that were signed.
    """

    petition: int
    state: str
    name: str
    email: str | None
    postcode: str
    country: str
    language: str
    area: str
    source: str
    signed_at: int
    person: int
    place: int
    salt: bytes
    confirmed_at: int | None = None
    counted: int | None = None
    wording: int | None = None
    sheet: str | None = None
    line: int | None = None
    wet_ink: bool = False
    address_seen: bool = False
    commons: bool = False
    lords: bool = False
    senedd: bool = False


_NAMES = tuple(field.name for field in fields(Signature))
_NEW_NAMES = NewSignature._fields
_WORDING = {
    name: f"(SELECT wordings.{column} FROM wordings WHERE wordings.id = signatures.wording)"
    for name, column in {"wording": "hash", "version": "version"}.items()
}
COLUMNS = ", ".join(_WORDING.get(name, f"signatures.{name}") for name in _NAMES)
# The columns' names are this module's own; all values are parameters.
_SELECT = f"SELECT {COLUMNS} FROM signatures"
_STATES = {each.value: each for each in SignatureState}
_BARE = _NEW_NAMES.index("sheet")
_INSERT, _INSERT_BARE = (
    f"INSERT INTO signatures (name_key, {', '.join(names)})"
    f" VALUES (?, {', '.join('?' * len(names))})"
    for names in (_NEW_NAMES, _NEW_NAMES[:_BARE])
)


def as_signature(row: sqlite3.Row) -> Signature:
    """Returns the signature of a row that has ``COLUMNS``."""
    number, petition, state, *values = row
    return Signature(number, petition, _STATES[state], *values)


def add_signature(connection: sqlite3.Connection, new: NewSignature) -> int:
    """Add a signature; returns its id.

    Raises sqlite3.IntegrityError if the person's place on the petition is taken.
    """
    number = connection.execute(_INSERT, (comparison_key(new.name), *new)).lastrowid
    assert number is not None
    return number


def add_signatures(connection: sqlite3.Connection, new: Iterable[NewSignature]) -> None:
    """Add many signatures that are on no sheet."""
    rows = ((comparison_key(each.name), *each[:_BARE]) for each in new)
    connection.executemany(_INSERT_BARE, rows)


def add_together(connection: sqlite3.Connection, new: Sequence[NewSignature]) -> range:
    """Add signatures that are on no sheet with few statements; returns their ids, in order.

    Belongs inside a write transaction. Raises as ``add_signature``.
    """
    first = last_id(connection) + 1
    rows = [
        (number, comparison_key(each.name), *each[:_BARE]) for number, each in enumerate(new, first)
    ]
    many_rows.insert(connection, "signatures", ("id", "name_key", *_NEW_NAMES[:_BARE]), rows)
    return range(first, first + len(rows))


def people_among(connection: sqlite3.Connection, people: Iterable[int]) -> set[int]:
    """Returns those of the people's keys that have a signature on any petition."""
    rows = connection.execute(
        "SELECT DISTINCT person FROM signatures WHERE person IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(people)),),
    )
    return {person for (person,) in rows}


def signature_of(connection: sqlite3.Connection, number: int) -> Signature | None:
    """Returns the signature of that id, if it is still there."""
    row = connection.execute(f"{_SELECT} WHERE id = ?", (number,)).fetchone()
    return as_signature(row) if row else None


def of_person(connection: sqlite3.Connection, person: int, petition: int) -> list[Signature]:
    """Returns the signatures of a person's key on a petition that are not withdrawn, in order."""
    rows = connection.execute(
        f"{_SELECT} WHERE person = ? AND petition = ? AND place IS NOT NULL ORDER BY id",
        (person, petition),
    ).fetchall()
    return [as_signature(row) for row in rows]


def of_people(
    connection: sqlite3.Connection, people: Iterable[int], petition: int
) -> dict[int, list[Signature]]:
    """Returns the same as ``of_person`` for many people; those who signed nothing are left out."""
    found: dict[int, list[Signature]] = {}
    rows = connection.execute(
        f"{_SELECT} WHERE petition = ? AND place IS NOT NULL"
        " AND person IN (SELECT value FROM json_each(?)) ORDER BY id",
        (petition, json.dumps(sorted(people))),
    )
    for row in rows:
        signature = as_signature(row)
        found.setdefault(signature.person, []).append(signature)
    return found


def of_rows(
    connection: sqlite3.Connection, petition: int, rows: Iterable[int]
) -> dict[int, Signature]:
    """Returns the signatures that these ledger rows counted first, if they are still held.

    All signatures of the petition are looked at once.
    """
    found = connection.execute(
        f"{_SELECT} WHERE petition = ? AND counted IN (SELECT value FROM json_each(?))",
        (petition, json.dumps(sorted(rows))),
    )
    signatures = map(as_signature, found)
    return {each.counted: each for each in signatures if each.counted is not None}


def last_id(connection: sqlite3.Connection) -> int:
    """Returns the highest id that there is; inside a write transaction, ids go on from it."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM signatures").fetchone()[0])


def everywhere(connection: sqlite3.Connection, person: int) -> list[Signature]:
    """Returns all signatures of a person's key, on any petition."""
    rows = connection.execute(f"{_SELECT} WHERE person = ? ORDER BY id", (person,))
    return [as_signature(row) for row in rows]


class Counted(NamedTuple):
    """What a signature says of itself beside what its first ledger row says of it.

    ``leaf``, ``day`` and ``hour`` are the row's; ``same_place`` says whether they agree about the
    rest of where it is counted. ``wording`` is the id of the words that were signed.
    """

    id: int
    name: str
    email: str | None
    postcode: str
    country: str
    signed_at: int
    confirmed_at: int | None
    salt: bytes
    state: str
    counted: int | None
    kind: str | None
    leaf: bytes | None
    day: str
    hour: int
    same_place: int | None
    wording: int | None


def with_ledger(connection: sqlite3.Connection, petition: int) -> Iterator[tuple[Any, ...]]:
    """Yields all signatures that count, or should, each beside its first ledger row.

    As plain tuples, the values of a ``Counted``: millions come this way.
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(
        "SELECT s.id, s.name, s.email, s.postcode, s.country, s.signed_at, s.confirmed_at, s.salt,"
        " s.state, s.counted, l.kind, l.leaf, l.day, l.hour,"
        " s.area = l.area AND s.source = l.source AND s.country = l.country"
        " AND s.language = l.language, s.wording"
        " FROM signatures AS s LEFT JOIN ledger AS l"
        " ON l.petition = s.petition AND l.number = s.counted"
        " WHERE s.petition = :petition AND (s.counted IS NOT NULL OR s.state = 'confirmed')",
        {"petition": petition},
    )
    return iter(cursor)


def set_state(
    connection: sqlite3.Connection,
    number: int,
    state: SignatureState,
    *,
    confirmed_at: int | None,
    counted: int | None,
    place: int | None,
) -> None:
    """Give a signature another state."""
    connection.execute(
        "UPDATE signatures SET state = ?, confirmed_at = ?, counted = ?, place = ? WHERE id = ?",
        (state, confirmed_at, counted, place, number),
    )


def correct(
    connection: sqlite3.Connection, number: int, name: str, postcode: str, area: str
) -> None:
    """Give a signature that was never counted another name, postcode and area."""
    connection.execute(
        "UPDATE signatures SET name = ?, name_key = ?, postcode = ?, area = ?"
        " WHERE id = ? AND counted IS NULL",
        (name, comparison_key(name), postcode, area, number),
    )


def write_again(connection: sqlite3.Connection, number: int) -> None:
    """Write a signature as it is, so that the commit waits for the disk.

    Whoever signs again would otherwise be answered sooner where no mail is queued: that would tell
    strangers whose address has signed.
    """
    connection.execute("UPDATE signatures SET place = place WHERE id = ?", (number,))


def remove(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Remove signatures with all that hangs on them: mail, tokens, consents."""
    connection.executemany("DELETE FROM signatures WHERE id = ?", [(each,) for each in numbers])


def has_waiting(connection: sqlite3.Connection, petition: int) -> bool:
    """Returns whether signatures of a petition wait to be confirmed or decided about."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM signatures WHERE petition = ?"
        " AND state IN ('pending', 'suspect'))",
        (petition,),
    ).fetchone()
    return bool(row[0])


def add_networks(
    connection: sqlite3.Connection, petition: int, seen: Sequence[tuple[int, bytes]], now: int
) -> None:
    """Record the networks (keyed hashes) that signatures, by their ids, came from."""
    columns = ("signature", "petition", "network", "seen_at")
    rows = [(number, petition, network, now) for number, network in seen]
    many_rows.insert(connection, "networks", columns, rows)


def network_of(connection: sqlite3.Connection, signature: int) -> tuple[bytes, int] | None:
    """Returns the hash of the network that a signature came from, and when, while it is kept."""
    row = connection.execute(
        "SELECT network, seen_at FROM networks WHERE signature = ?", (signature,)
    ).fetchone()
    return (row[0], row[1]) if row else None


def times_of_network(
    connection: sqlite3.Connection, petition: int, network: bytes, now: int
) -> list[int]:
    """Returns when a network signed a petition during the last hour."""
    rows = connection.execute(
        "SELECT seen_at FROM networks WHERE petition = ? AND network = ? AND seen_at > ?",
        (petition, network, now - 3600),
    )
    return [moment for (moment,) in rows]
