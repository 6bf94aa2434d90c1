"""Areas from a HexJSON map: the code, the name, the region and the place of each hexagon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from campaigner.problems import Problem, Severity
from campaigner.representatives.gazetteer import Gazetteer
from campaigner.representatives.importers.documents import Document, text, tree
from campaigner.representatives.importers.options import Options
from campaigner.representatives.records import AreaRecord
from campaigner.representatives.report import Report
from campaigner.store import hexagons
from campaigner.store.database import Database, transaction
from campaigner.vocabulary.papers import HexLayout

_FARTHEST: Final = 10_000  # rows or columns from the middle
_USUAL: Final = "uk-constituency"

Place = tuple[int, int, int, str]


def matches(document: Document) -> bool:
    """Whether a document is a map of hexagons."""
    return isinstance(tree(document.data).get("hexes"), dict)


def take_in(database: Database, document: Document, options: Options) -> Report:
    """Imports the areas of a map and their places, in one transaction.

    The areas are the UK's constituencies, unless the options say otherwise. The places replace
    those of an earlier map of the same areas; without a place in the file nothing is replaced.
    """
    scheme = options.scheme or _USUAL
    report = Report("area")
    layout = _layout(document, report.problems)
    with transaction(database) as connection:
        gazetteer = Gazetteer(connection)
        taken: dict[tuple[int, int], str] = {}
        places: dict[int, Place] = {}
        for code, hexagon in document.data["hexes"].items():
            name = text(tree(hexagon).get("n"))
            if not name:
                continue
            area = gazetteer.place(AreaRecord(scheme, text(code), name))
            at = _free_place(tree(hexagon), name, document.name, taken, report.problems)
            if layout and at:
                places[area] = (area, *at, text(tree(hexagon).get("region")))
        if layout and places:
            hexagons.replace_map(connection, scheme, layout, places.values())
        report.changes, report.unchanged = gazetteer.changes, gazetteer.unchanged
        report.about = tuple(sorted(gazetteer.schemes))
    report.hexagons = len(places)
    return report


def _layout(document: Document, problems: list[Problem]) -> HexLayout | None:
    """The layout of the map; the usual one if it says none, None if it is not known."""
    said = text(document.data.get("layout")) or HexLayout.ODD_R
    if said in list(HexLayout):
        return HexLayout(said)
    message = f"“{said}” is not a known layout, so no map can be drawn."
    hint = f"Use one of: {', '.join(HexLayout)}."
    problems.append(
        Problem(document.name, 0, "unknown-layout", message, hint, severity=Severity.WARNING)
    )
    return None


def _place(hexagon: Mapping[str, Any]) -> tuple[int, int] | None:
    """Column and row; None if one is missing or not a whole number that a map can have."""
    try:
        q, r = int(text(hexagon.get("q"))), int(text(hexagon.get("r")))
    except ValueError:
        return None
    return (q, r) if max(abs(q), abs(r)) <= _FARTHEST else None


def _free_place(
    hexagon: Mapping[str, Any],
    name: str,
    path: str,
    taken: dict[tuple[int, int], str],
    problems: list[Problem],
) -> tuple[int, int] | None:
    """The place of a hexagon, if it has one and no other is there."""
    at = _place(hexagon)
    if at is None:
        message = f"the hexagon of {name} has no place (“q” and “r”, whole numbers)."
        problems.append(_warning(path, "no-place", message))
        return None
    if at in taken:
        message = f"the hexagon of {name} is in the same place as that of {taken[at]}."
        problems.append(_warning(path, "same-place", message))
        return None
    taken[at] = name
    return at


def _warning(path: str, code: str, message: str) -> Problem:
    return Problem(path, 0, code, message, "It is left out of maps.", 0, Severity.WARNING)
