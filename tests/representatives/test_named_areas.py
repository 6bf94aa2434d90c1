"""Areas as people and other systems write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.representatives.importers import import_areas
from campaigner.representatives.named_areas import areas_named
from campaigner.store import areas
from campaigner.store.database import Database

AREAS = """\
pcon24cd,pcon24nm,pcon24nmw
W07000112,Ynys Môn,
W07000091,Cardiff South and Penarth,De Caerdydd a Phenarth
E14009901,Sampleton North,
S14000107,Sample Lochs,
"""
WARDS = "wd24cd,wd24nm\nE05000001,St. Thomas\nE05000002,St Thomas\nE05000003,Sampleton North\n"


@pytest.fixture
def country(database: Database, tmp_path: Path) -> Database:
    for text in (AREAS, WARDS):
        (tmp_path / "areas.csv").write_text(text, encoding="utf-8")
        import_areas(database, tmp_path / "areas.csv")
    return database


def codes(database: Database, text: str, scheme: str = "uk-constituency") -> list[str]:
    found = areas_named(database, text, (scheme,))
    return [areas.get(database.conn, each)["code"] for each in found]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("E14009901", "E14009901"),
        ("e14009901", "E14009901"),
        (" E14009901 ", "E14009901"),
        ("Sampleton North (E14009901)", "E14009901"),
        ("Sampleton North", "E14009901"),
        ("sampleton  NORTH", "E14009901"),
        ("Sampleton North constituency", "E14009901"),
        ("Sampleton North Borough Constituency", "E14009901"),
        ("Sampleton North BC", "E14009901"),
        ("The constituency of Sampleton North", "E14009901"),
        ("Ynys Mon", "W07000112"),
        ("Cardiff South & Penarth", "W07000091"),
        ("De Caerdydd a Phenarth", "W07000091"),
        ("S14000006", "S14000107"),  # the code that it had before
    ],
)
def test_a_code_or_a_name_is_the_area(country: Database, text: str, code: str) -> None:
    assert codes(country, text) == [code]


@pytest.mark.parametrize(
    "text", ["", " ", "-", "N/A", "=1+1", "E99999999", "Nowhere", "%", "North"]
)
def test_anything_else_is_none(country: Database, text: str) -> None:
    assert codes(country, text) == []


def test_several_areas_can_have_one_name(country: Database) -> None:
    assert sorted(codes(country, "St Thomas", "uk-ward")) == ["E05000001", "E05000002"]
    assert codes(country, "Sampleton North", "uk-ward") == ["E05000003"]
    assert len(areas_named(country, "Sampleton North")) == 2
