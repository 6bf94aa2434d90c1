"""Areas known by the codes of the national statistics, wherever a file has them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from campaigner.representatives.importers import Options, import_areas, import_representatives
from campaigner.representatives.lookup import representatives, representatives_for
from campaigner.representatives.schemes import official_code, scheme_of_code
from campaigner.store.database import Database
from conftest import TODAY


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("E14001063", "E14001063"),
        (" w07000081 ", "W07000081"),
        ("gss:S14000021", "S14000021"),
        ("http://statistics.data.gov.uk/id/statistical-geography/N05000001", "N05000001"),
        ("E1400106", ""),
        ("E140010630", ""),
        ("Sampleton", ""),
        ("", ""),
    ],
)
def test_an_official_code_is_known_by_its_shape(text: str, code: str) -> None:
    assert official_code(text) == code


@pytest.mark.parametrize(
    ("code", "scheme"),
    [
        ("E14001063", "uk-constituency"),
        ("W07000081", "uk-constituency"),
        ("S14000021", "uk-constituency"),
        ("N05000001", "uk-constituency"),
        ("E05011017", "uk-ward"),
        ("S17000010", "scottish-region"),
        ("E92000001", ""),
    ],
)
def test_the_start_of_an_official_code_says_what_kind_of_area_it_is(code: str, scheme: str) -> None:
    assert scheme_of_code(code) == scheme


def popolo(area: dict[str, Any], role: str = "mp", **person: str) -> dict[str, Any]:
    return {
        "persons": [{"id": "p", "name": "Bo Specimen", **person}],
        "organizations": [{"id": "o", "name": "Assembly", "classification": "legislature"}],
        "areas": [{"id": "a", "name": "Sampleton West", **area}],
        "memberships": [
            {
                "person_id": "p",
                "organization_id": "o",
                "role": role,
                "area_id": area.get("id", "a"),
            }
        ],
    }


def load(database: Database, folder: Path, data: dict[str, Any], role: str = "") -> None:
    path = folder / "people.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    import_representatives(database, path, options=Options(role=role), today=TODAY)


@pytest.mark.parametrize(
    "area",
    [
        {"id": "E14009904"},
        {"id": "e14009904"},
        {"id": "gss:E14009904"},
        {"identifiers": [{"scheme": "gss", "identifier": "E14009904"}]},
        {"identifiers": [{"scheme": "ocd", "identifier": "country:gb/pcon:e14009904"}]},
    ],
)
@pytest.mark.parametrize("role", ["mp", "member"])
def test_an_area_of_popolo_is_known_by_its_official_code(
    database: Database, tmp_path: Path, area: dict[str, Any], role: str
) -> None:
    (tmp_path / "pc.csv").write_text("pcds,pcon24cd\nLE94 1AA,E14009904\n", encoding="utf-8")
    import_areas(database, tmp_path / "pc.csv")
    load(database, tmp_path, popolo(area, role), role="mp")
    (found,) = representatives_for(database, "LE94 1AA", ("mp",), today=TODAY)
    assert found.area
    assert (found.area.code, found.area.name) == ("E14009904", "Sampleton West")


def test_an_area_that_was_known_by_its_name_gets_its_code(
    database: Database, tmp_path: Path
) -> None:
    load(database, tmp_path, popolo({"id": "sampleton"}))
    load(database, tmp_path, popolo({"id": "E14009904"}))
    (found,) = representatives(database, today=TODAY)
    assert found.area
    assert found.area.code == "E14009904"


@pytest.mark.parametrize("died", ["2026-01-01", "2026-01", "2026"])
def test_no_letter_goes_to_the_dead(database: Database, tmp_path: Path, died: str) -> None:
    load(database, tmp_path, popolo({"id": "E14009904"}))
    assert len(representatives(database, today=TODAY)) == 1
    load(database, tmp_path, popolo({"id": "E14009904"}, death_date=died))
    assert representatives(database, today=TODAY) == []


def test_who_is_dead_when_they_are_first_heard_of_is_not_in_office(
    database: Database, tmp_path: Path
) -> None:
    load(database, tmp_path, popolo({"id": "E14009904"}, death_date="2020-02-02"))
    assert representatives(database, today=TODAY) == []


@pytest.mark.parametrize("header", ["area_code", "area", "constituency"])
def test_a_code_in_any_column_of_areas_and_any_case_is_the_area(
    database: Database, tmp_path: Path, header: str
) -> None:
    (tmp_path / "pc.csv").write_text("pcds,pcon24cd\nLE94 1AA,E14009904\n", encoding="utf-8")
    import_areas(database, tmp_path / "pc.csv")
    path = tmp_path / "people.csv"
    path.write_text(f"name,role,{header}\nBo Specimen,mp,e14009904\n", encoding="utf-8")
    import_representatives(database, path, today=TODAY)
    assert [found.name for found in representatives_for(database, "LE94 1AA", today=TODAY)] == [
        "Bo Specimen"
    ]
