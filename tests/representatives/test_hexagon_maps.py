"""The places on a map of hexagons are kept when it is imported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from campaigner.representatives.importers import Options, import_areas
from campaigner.store import areas, hexagons
from campaigner.store.database import Database, transaction
from campaigner.store.hexagons import Placed

HEXES: dict[str, Any] = {
    "E14009001": {"n": "Sampleton", "q": 2, "r": 1, "region": "E12000003"},
    "E14009002": {"n": "Exampleford", "q": "3", "r": -1},
}
SCHEME = "uk-constituency"


def written(folder: Path, hexes: dict[str, Any], **said: str) -> Path:
    path = folder / "map.hexjson"
    path.write_text(json.dumps({**said, "hexes": hexes}), encoding="utf-8")
    return path


def test_places_regions_and_layout_are_kept(database: Database, tmp_path: Path) -> None:
    report = import_areas(database, written(tmp_path, HEXES, layout="even-q"))
    assert (report.added, report.hexagons, report.problems) == (2, 2, [])
    assert report.as_dict()["hexagons"] == 2
    assert "The map has 2 hexagons." in report.summary()
    assert hexagons.layout_of(database.conn, SCHEME) == "even-q"
    assert hexagons.hexagons_of(database.conn, SCHEME) == [
        Placed("E14009001", "Sampleton", 2, 1, "E12000003"),
        Placed("E14009002", "Exampleford", 3, -1, ""),
    ]


def test_a_map_of_any_scheme_is_kept_for_itself(database: Database, tmp_path: Path) -> None:
    import_areas(database, written(tmp_path, HEXES))
    wards = {"E05009001": {"n": "Mill", "q": 0, "r": 0}}
    import_areas(database, written(tmp_path, wards, layout="odd-q"), options=Options("", "uk-ward"))
    assert len(hexagons.hexagons_of(database.conn, SCHEME)) == 2
    assert hexagons.layout_of(database.conn, SCHEME) == "odd-r"  # if the file says none
    assert [each.name for each in hexagons.hexagons_of(database.conn, "uk-ward")] == ["Mill"]


def test_a_new_map_replaces_the_places(database: Database, tmp_path: Path) -> None:
    import_areas(database, written(tmp_path, HEXES))
    moved = {"E14009002": {"n": "Exampleford", "q": 9, "r": 9}}
    report = import_areas(database, written(tmp_path, moved, layout="even-r"))
    assert (report.added, report.hexagons) == (0, 1)
    assert hexagons.hexagons_of(database.conn, SCHEME) == [
        Placed("E14009002", "Exampleford", 9, 9, "")
    ]
    assert len(areas.every(database.conn, SCHEME)) == 2


@pytest.mark.parametrize(
    ("hexagon", "code"),
    [
        ({"n": "Nowhere"}, "no-place"),
        ({"n": "Nowhere", "q": 1.5, "r": 2}, "no-place"),
        ({"n": "Nowhere", "q": "left", "r": 2}, "no-place"),
        ({"n": "Nowhere", "q": 10**9, "r": 2}, "no-place"),
        ({"n": "Nowhere", "q": None, "r": [1]}, "no-place"),
        ({"n": "Twin", "q": 2, "r": 1}, "same-place"),
    ],
)
def test_a_hexagon_without_a_place_of_its_own_is_an_area_but_not_on_the_map(
    database: Database, tmp_path: Path, hexagon: dict[str, Any], code: str
) -> None:
    report = import_areas(database, written(tmp_path, {**HEXES, "E14009003": hexagon}))
    assert (report.added, report.hexagons, report.failed) == (3, 2, 0)
    assert [problem.code for problem in report.problems] == [code]


def test_an_unknown_layout_leaves_the_map_as_it_was(database: Database, tmp_path: Path) -> None:
    import_areas(database, written(tmp_path, HEXES, layout="even-r"))
    report = import_areas(database, written(tmp_path, HEXES, layout="spiral"))
    assert [problem.code for problem in report.problems] == ["unknown-layout"]
    assert hexagons.layout_of(database.conn, SCHEME) == "even-r"
    assert len(hexagons.hexagons_of(database.conn, SCHEME)) == 2


def test_areas_without_places_leave_the_map_as_it_was(database: Database, tmp_path: Path) -> None:
    import_areas(database, written(tmp_path, HEXES))
    import_areas(database, written(tmp_path, {"E14009001": {"n": "Sampleton"}}))
    assert len(hexagons.hexagons_of(database.conn, SCHEME)) == 2


def test_areas_that_become_one_keep_their_hexagon(database: Database, tmp_path: Path) -> None:
    import_areas(database, written(tmp_path, HEXES))
    with transaction(database) as connection:
        other = areas.add(connection, SCHEME, "sampleton-new", "Sampleton New", "sampletonnew")
        known = areas.find_by_code(connection, SCHEME, "E14009001")
        assert known is not None
        areas.merge(connection, other, known)
    codes = [each.code for each in hexagons.hexagons_of(database.conn, SCHEME)]
    assert codes == ["E14009002", "sampleton-new"]


def test_the_real_constituencies(database: Database, shared_data: Path) -> None:
    report = import_areas(database, shared_data / "uk" / "constituencies-2024.hexjson")
    assert (report.hexagons, report.problems) == (650, [])
    placed = hexagons.hexagons_of(database.conn, SCHEME, "cy")
    assert len({(each.q, each.r) for each in placed}) == 650
    assert len({each.region for each in placed}) == 12
    assert placed[-1].name == "Ynys Môn"
