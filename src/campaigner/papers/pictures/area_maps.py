"""The map of a petition: a hexagon for each area, darker where more have signed."""

from __future__ import annotations

from campaigner.errors import CampaignerError, UnknownName
from campaigner.papers.pictures.picture import Picture
from campaigner.papers.pictures.wording import Wording, folders_of, source_line, wording_of
from campaigner.petitions.counts.published import published_counts
from campaigner.petitions.opening import OpenPetition
from campaigner.rendering.charts.hexagon_map import MapPanel
from campaigner.rendering.charts.hexagons import Hexagon
from campaigner.rendering.charts.palette import breaks, step_of
from campaigner.store.hexagons import Placed, hexagons_of, layout_of
from campaigner.vocabulary.papers import HexLayout, PictureKind
from campaigner.vocabulary.signatures import Grouping

_NAMED = 3  # areas in the text alternative


class NoMap(CampaignerError):
    """Nobody has imported where the hexagons of the areas are."""

    code = "no-map"


def has_map(here: OpenPetition) -> bool:
    """Returns whether a map can be drawn: the places of the areas' hexagons are known."""
    return bool(layout_of(here.database.conn, here.petition.scheme))


def placed_areas(here: OpenPetition, language: str) -> list[Placed]:
    """Returns the areas of a petition with their hexagons. Raises NoMap if there are none."""
    scheme = here.petition.scheme
    placed = hexagons_of(here.database.conn, scheme, language)
    if not placed:
        kind = f"the areas “{scheme}”" if scheme else "this petition, which names no kind of areas"
        raise NoMap(f"There is no map of hexagons for {kind}.")
    return placed


def area_map(here: OpenPetition, language: str = "en", mark: str = "") -> Picture:
    """Returns the map of a petition; ``mark`` is the code of an area to be outlined.

    Areas whose counts are not published have no number and one pale colour.
    Raises NoMap, UnknownName for the area.
    """
    wording = wording_of(here, language)
    placed = placed_areas(here, language)
    if mark and mark not in {each.code for each in placed}:
        raise UnknownName("area", mark, (each.code for each in placed))
    counts = published_counts(here, Grouping.AREA)
    known = {row.value: row.count for row in counts.rows if row.value}
    begins = breaks([known[each.code] for each in placed if each.code in known], counts.below)
    layout = HexLayout(layout_of(here.database.conn, here.petition.scheme))
    ordered = sorted(placed, key=lambda each: (-known.get(each.code, 0), each.name))
    rare = _rare(wording, counts.below)
    rows = tuple(
        (each.name, wording.number(known[each.code]) if each.code in known else rare)
        for each in ordered
    )
    shown = dict(rows)
    marked = next((each.name for each in placed if each.code == mark), "")
    panel = MapPanel(
        layout,
        [
            Hexagon(
                *(each.q, each.r, step_of(known.get(each.code, 0), begins)),
                each.region,
                each.code == mark,
            )
            for each in placed
        ],
        _spans(wording, begins, max(known.values(), default=0)),
        rare if len(known) < len(placed) or not known else "",
        wording.say("marked", area=marked, number=shown[marked]) if marked else "",
    )
    sentences = [wording.in_total(counts.total)]
    sentences += _findings(wording, ordered, known, counts.below)
    if marked:
        sentences.append(wording.say("marked_words", area=marked, number=shown[marked]))
    return Picture(
        PictureKind.MAP,
        language,
        wording.say("map_title"),
        " ".join(sentences),
        (wording.say("area"), wording.signatures_head),
        rows,
        source_line(here, wording),
        counts.total,
        panel,
        folders_of(here),
    )


def _rare(wording: Wording, below: int) -> str:
    fewer = wording.say("fewer", number=wording.number(below))
    return fewer if below > 1 else wording.say("none")


def _spans(wording: Wording, begins: tuple[int, ...], most: int) -> tuple[str, ...]:
    """What each step means: ``5 to 19``; the last has no end, unless it is one number."""
    said = []
    for at, first in enumerate(begins):
        number = wording.number(first)
        last = begins[at + 1] - 1 if at + 1 < len(begins) else None
        if last == first or (last is None and first == most):
            said.append(wording.say("one", number=number))
        elif last is None:
            said.append(wording.say("most", number=number))
        else:
            said.append(wording.say("span", **{"from": number, "to": wording.number(last)}))
    return tuple(said)


def _findings(
    wording: Wording, ordered: list[Placed], known: dict[str, int], below: int
) -> list[str]:
    """Where most and fewest signed, and how many areas have no number."""
    named = [each for each in ordered if each.code in known]
    said = []
    if named:
        said.append(wording.say("most_in", places=_places(wording, named[:_NAMED], known)))
    if len(named) > 2 * _NAMED:
        fewest = named[: -_NAMED - 1 : -1]
        said.append(wording.say("fewest_in", places=_places(wording, fewest, known)))
    if few := len(ordered) - len(named):
        key = "few_areas" if below > 1 else "none_areas"
        numbers = {"number": few, "all": len(ordered), "floor": below}
        filled = {name: wording.number(each) for name, each in numbers.items()}
        said.append(wording.say(key, **filled))
    return said


def _places(wording: Wording, areas: list[Placed], known: dict[str, int]) -> str:
    return wording.listed([f"{each.name} ({wording.number(known[each.code])})" for each in areas])
