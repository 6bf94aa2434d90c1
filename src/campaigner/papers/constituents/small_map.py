"""The small map on which the area of a representative is marked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from campaigner.papers.pictures.area_maps import area_map, has_map, placed_areas
from campaigner.papers.pictures.picture import Picture
from campaigner.papers.pictures.wording import WORDS, Wording
from campaigner.petitions.opening import OpenPetition
from campaigner.rendering.charts.hexagon_map import MapPanel
from campaigner.rendering.templating.words import words_in
from campaigner.representatives.models import Area

_WIDTH = 226  # units of an SVG: some 60 mm
TEMPLATES = ("chart/picture.svg.j2", "chart/map.svg.j2", WORDS)


@dataclass(frozen=True)
class SmallMap:
    """The map of a petition, drawn again for each area, with that area marked.

    ``codes`` are the areas of its hexagons, in their order.
    """

    codes: tuple[str, ...]
    picture: Picture

    def marked(self, area: Area, number: str) -> Markup:
        """Returns the map with an area marked that has a number; empty if the area is not on it."""
        panel = self.picture.panel
        if area.code not in self.codes or not isinstance(panel, MapPanel):
            return Markup("")
        language, folders = self.picture.language, self.picture.folders
        wording = Wording(language, words_in(folders, WORDS, language))
        hexagons = [
            each._replace(marked=code == area.code)
            for code, each in zip(self.codes, panel.hexagons, strict=True)
        ]
        said = wording.say("marked", area=area.name, number=number)
        words = wording.say("marked_words", area=area.name, number=number)
        picture = replace(
            self.picture,
            panel=replace(panel, hexagons=hexagons, marked=said),
            words=f"{self.picture.words} {words}",
        )
        return picture.markup(_WIDTH, heading=False, name="area")


def small_map(here: OpenPetition, language: str) -> SmallMap | None:
    """Returns the map of a petition; None if the places of its areas are not known."""
    if not has_map(here):
        return None
    codes = tuple(each.code for each in placed_areas(here, language))
    return SmallMap(codes, replace(area_map(here, language), source=""))
