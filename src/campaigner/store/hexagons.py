"""Maps of hexagons: the place of each area of a scheme."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class Placed(NamedTuple):
    """An area's hexagon: column, row (upwards), and the code of the region around it, or empty."""

    code: str
    name: str
    q: int
    r: int
    region: str


def replace_map(
    connection: sqlite3.Connection,
    scheme: str,
    layout: str,
    places: Iterable[tuple[int, int, int, str]],
) -> None:
    """Keep the map of a scheme in the place of an earlier one.

    ``places`` are the ids of areas with column, row and region.
    """
    connection.execute("DELETE FROM hexagons WHERE scheme = ?", [scheme])
    connection.execute(
        "INSERT INTO hexagon_maps (scheme, layout) VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET layout = excluded.layout",
        [scheme, layout],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO hexagons (area, scheme, q, r, region) VALUES (?, ?, ?, ?, ?)",
        ((area, scheme, q, r, region) for area, q, r, region in places),
    )


def layout_of(connection: sqlite3.Connection, scheme: str) -> str:
    """Returns the layout of a scheme's map; empty if there is none."""
    row = connection.execute(
        "SELECT layout FROM hexagon_maps WHERE scheme = ?", [scheme]
    ).fetchone()
    return row[0] if row else ""


def hexagons_of(connection: sqlite3.Connection, scheme: str, language: str = "en") -> list[Placed]:
    """Returns the hexagons of a scheme by the areas' codes, with their names in a language."""
    rows = connection.execute(
        "SELECT code, coalesce(area_names.name, areas.name), q, r, region"
        " FROM hexagons JOIN areas ON areas.id = hexagons.area"
        " LEFT JOIN area_names ON area_names.area = areas.id AND language = ?"
        " WHERE hexagons.scheme = ? ORDER BY code",
        [language, scheme],
    )
    return [Placed(*row) for row in rows]
