"""Areas and languages in tables of signatures: what is known is taken, the rest is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.petitions.importing.request import ImportRequest, ImportResult
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.opening import OpenPetition
from campaigner.representatives.importers import import_areas
from campaigner.store import tallies
from campaigner.store.database import Database
from campaigner.workspace import Workspace
from petitioners import petition_here, the_petition

AREAS = """\
pcon24cd,pcon24nm
E14009901,Sampleton North
E14009902,Sampleton South
W07000112,Ynys Môn
S14000107,Sample Lochs
"""
POSTCODES = "pcds,pcon24cd\nLE93 1AA,E14009901\nLE93 2AA,E14009902\n"


@pytest.fixture
def here(workspace: Workspace, database: Database, tmp_path: Path) -> OpenPetition:
    for text in (AREAS, POSTCODES):
        (tmp_path / "areas.csv").write_text(text, encoding="utf-8")
        import_areas(database, tmp_path / "areas.csv")
    return petition_here(workspace, database, the_petition(database))


def take(
    here: OpenPetition, folder: Path, *cells: str, header: str = "area", language: str = ""
) -> ImportResult:
    lines = [
        f'Sam Sample,sam{number}@example.org,LE93 1AA,"{cell}"'
        for number, cell in enumerate(cells, start=1)
    ]
    path = folder / "signatures.csv"
    path.write_text("\n".join((f"name,email,postcode,{header}", *lines)) + "\n", encoding="utf-8")
    return import_signatures(here, ImportRequest(file=path, confirmed=True, language=language))


def counted(here: OpenPetition, by: str) -> dict[str, int]:
    return dict(tallies.sums(here.database.conn, here.petition.id, by))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("E14009902", "E14009902"),
        ("e14009902", "E14009902"),
        ("Sampleton South", "E14009902"),
        ("SAMPLETON SOUTH", "E14009902"),
        ("Sampleton South (E14009902)", "E14009902"),
        ("Ynys Mon", "W07000112"),
        ("S14000006", "S14000107"),
    ],
)
def test_a_known_area_is_counted_under_its_code(
    here: OpenPetition, tmp_path: Path, cell: str, code: str
) -> None:
    done = take(here, tmp_path, cell)
    assert (done.accepted, done.notes) == (1, ())
    assert counted(here, "area") == {code: 1}


@pytest.mark.parametrize("cell", ["N/A", "E99999999", "E14000001", "Nowhere", "North", "12"])
def test_for_an_area_that_is_not_known_the_postcode_decides_and_it_is_said(
    here: OpenPetition, tmp_path: Path, cell: str
) -> None:
    done = take(here, tmp_path, "Sampleton South", cell)
    assert (done.accepted, counted(here, "area")) == (2, {"E14009901": 1, "E14009902": 1})
    (note,) = done.notes
    assert (note.code, note.line) == ("unknown-area", 3)
    assert note.message == "The area of 1 row (3) is not known, so the postcode decides."


def test_what_a_cell_holds_is_not_repeated(here: OpenPetition, tmp_path: Path) -> None:
    done = take(here, tmp_path, "Secret Name")
    assert "Secret" not in str(done.notes)


def test_an_empty_area_needs_no_word(here: OpenPetition, tmp_path: Path) -> None:
    assert take(here, tmp_path, "").notes == ()
    assert counted(here, "area") == {"E14009901": 1}


@pytest.mark.parametrize(
    ("cell", "language"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en_GB", "en"),
        ("en-GB", "en"),
        ("cy_GB.UTF-8", "cy"),
        ("English", "en"),
        ("English (UK)", "en"),
        ("Welsh", "cy"),
        ("Cymraeg", "cy"),
        ("Saesneg", "en"),
        ("", "en"),
    ],
)
def test_a_language_of_the_campaign_is_known_by_tag_and_name(
    here: OpenPetition, tmp_path: Path, cell: str, language: str
) -> None:
    done = take(here, tmp_path, cell, header="language")
    assert (done.accepted, done.notes) == (1, ())
    assert counted(here, "language") == {language: 1}


@pytest.mark.parametrize("cell", ["xx", "fr", "Klingon", "english welsh"])
def test_in_the_place_of_another_language_comes_the_default_and_it_is_said(
    here: OpenPetition, tmp_path: Path, cell: str
) -> None:
    done = take(here, tmp_path, cell, header="language", language="cy")
    assert counted(here, "language") == {"cy": 1}
    (note,) = done.notes
    assert note.code == "unknown-language"
    assert note.message == "The language of 1 row (2) is not known, so it is cy."


def test_many_rows_are_named_by_the_first_ten(here: OpenPetition, tmp_path: Path) -> None:
    (note,) = take(here, tmp_path, *["?"] * 12).notes
    assert "12 rows (2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more)" in note.message
