"""The pictures of a hand-in pack: time line, map, and the counts by region."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.papers.pictures import MM, Picture, area_map, bars, has_map, timeline
from campaigner.petitions.opening import OpenPetition
from campaigner.vocabulary.papers import BarsOf

WIDTH = 166 * MM  # of the text
_MAP_WIDTH = 136 * MM


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pictures; ``map`` and ``regions`` are None if nobody has imported the areas' hexagons."""

    timeline: Picture
    map: Picture | None
    regions: Picture | None

    @property
    def map_svg(self) -> str:
        """The map as it stands in the pack."""
        return self.map.markup(_MAP_WIDTH, heading=False, name="map") if self.map else ""


def drawn_of(here: OpenPetition, language: str) -> Drawn:
    """Returns the pictures of a petition as a database has it."""
    placed = has_map(here)
    return Drawn(
        timeline(here, language),
        area_map(here, language) if placed else None,
        bars(here, BarsOf.REGIONS, language) if placed else None,
    )
