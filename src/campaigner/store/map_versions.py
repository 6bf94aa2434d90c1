"""Maps of hexagons as they were imported, the last ten of each kind of areas."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from campaigner.store import areas
from campaigner.store.hexagons import replace_map

_KEPT = 10


class Spot(NamedTuple):
    """Where the hexagon of an area is: its code, column, row, and the region around it."""

    code: str
    q: int
    r: int
    region: str


class MapVersion(NamedTuple):
    """A map as it was imported; ``at`` is None if nobody knows when."""

    id: int
    scheme: str
    layout: str
    at: int | None
    actor: str
    origin: str
    places: tuple[Spot, ...]


def current(connection: sqlite3.Connection, scheme: str) -> tuple[str, tuple[Spot, ...]]:
    """Returns the layout and the places of the map of a kind of areas; empty if there is none."""
    row = connection.execute(
        "SELECT layout FROM hexagon_maps WHERE scheme = ?", (scheme,)
    ).fetchone()
    rows = connection.execute(
        "SELECT code, q, r, region FROM hexagons JOIN areas ON areas.id = hexagons.area"
        " WHERE hexagons.scheme = ? ORDER BY code",
        (scheme,),
    )
    return (row[0] if row else "", tuple(Spot(*each) for each in rows))


def schemes(connection: sqlite3.Connection) -> list[str]:
    """Returns the kinds of areas that have a map."""
    return [row[0] for row in connection.execute("SELECT scheme FROM hexagon_maps ORDER BY 1")]


def keep(
    connection: sqlite3.Connection,
    scheme: str,
    drawn: tuple[str, Sequence[Spot]],
    at: int | None,
    actor: str,
    origin: str,
) -> None:
    """Keeps a map, its layout and places; the oldest of the same areas goes if there are many."""
    layout, places = drawn
    connection.execute(
        "INSERT INTO hexagon_map_versions (scheme, layout, at, actor, origin, places)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (scheme, layout, at, actor, origin, json.dumps(places, ensure_ascii=False)),
    )
    connection.execute(
        "DELETE FROM hexagon_map_versions WHERE scheme = :scheme AND id NOT IN (SELECT id"
        " FROM hexagon_map_versions WHERE scheme = :scheme ORDER BY id DESC LIMIT :kept)",
        {"scheme": scheme, "kept": _KEPT},
    )


def versions(connection: sqlite3.Connection, scheme: str) -> list[MapVersion]:
    """Returns the maps that are kept of a kind of areas, the newest first."""
    rows = connection.execute(
        "SELECT id, scheme, layout, at, actor, origin, places FROM hexagon_map_versions"
        " WHERE scheme = ? ORDER BY id DESC",
        (scheme,),
    )
    return [_version(row) for row in rows]


def version(connection: sqlite3.Connection, number: int) -> MapVersion | None:
    """Returns a map that is kept; None if there is none of that number."""
    row = connection.execute(
        "SELECT id, scheme, layout, at, actor, origin, places FROM hexagon_map_versions"
        " WHERE id = ?",
        (number,),
    ).fetchone()
    return _version(row) if row else None


def draw_again(connection: sqlite3.Connection, found: MapVersion) -> None:
    """Puts a map that is kept in the place of the present one; areas that are gone stay gone."""
    known = [
        (area, each.q, each.r, each.region)
        for each in found.places
        if (area := areas.find_by_code(connection, found.scheme, each.code)) is not None
    ]
    replace_map(connection, found.scheme, found.layout, known)


def _version(row: sqlite3.Row) -> MapVersion:
    number, scheme, layout, at, actor, origin, places = row
    spots = tuple(Spot(*each) for each in json.loads(places))
    return MapVersion(number, scheme, layout, at, actor, origin, spots)
