"""The region around each area: as the map of hexagons has it, or else the nation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from campaigner.campaigns.variants import nation_of
from campaigner.papers.constituents.order import WORDS
from campaigner.papers.pictures.wording import WORDS as PICTURE_WORDS
from campaigner.papers.pictures.wording import Wording
from campaigner.petitions.opening import OpenPetition
from campaigner.rendering.templating.words import words_in
from campaigner.store.hexagons import hexagons_of


def regions_of(
    here: OpenPetition, scheme: str, codes: Iterable[str], folders: Sequence[Path], language: str
) -> dict[str, str]:
    """Returns what the region around each area is called, by the code of the area."""
    wording = Wording(language, words_in(folders, PICTURE_WORDS, language))
    nations = words_in(folders, WORDS, language)["nations"]
    placed = hexagons_of(here.database.conn, scheme, language)
    names = {each.code: wording.region(each.region) for each in placed if each.region}
    for code in codes:
        nation = nation_of(code)
        if code not in names and nation:
            names[code] = nations[nation.value]
    return names
