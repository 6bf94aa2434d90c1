"""A small map of hexagons, and signatures counted on it, for the tests of pictures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from campaigner.petitions.opening import OpenPetition
from campaigner.store.database import transaction

HEXES: dict[str, Any] = {
    "E14009001": {"n": "Sampleton", "q": 0, "r": 0, "region": "E12000003"},
    "E14009002": {"n": "Exampleford", "q": 1, "r": 0, "region": "E12000003"},
    "E14009003": {"n": "Muster", "q": 2, "r": 0, "region": "E12000007"},
    "W07009001": {"n": "Tre Enghraifft", "q": 0, "r": -1, "region": "W92000004"},
    "S14009001": {"n": "Glen Sample", "q": 1, "r": 1, "region": "S92000003"},
}
COUNTS = {
    "E14009001": 120,
    "E14009002": 30,
    "E14009003": 7,
    "W07009001": 5,
    "S14009001": 4,
    "N05009001": 2,
    "": 1,  # not on the map
}


def written_map(folder: Path, hexes: Mapping[str, Any] = HEXES) -> Path:
    """A file with a map."""
    path = folder / "map.hexjson"
    path.write_text(json.dumps({"layout": "odd-r", "hexes": hexes}), encoding="utf-8")
    return path


def counted(
    here: OpenPetition, counts: Mapping[str, int], day: str = "2026-12-11", source: str = "web"
) -> None:
    """So many signatures count in each area."""
    with transaction(here.database) as connection:
        for area, number in counts.items():
            connection.execute(
                "INSERT INTO tallies (petition, area, day, source, country, language, count)"
                " VALUES (?, ?, ?, ?, 'GB', 'en', ?)",
                (here.petition.id, area, day, source, number),
            )
