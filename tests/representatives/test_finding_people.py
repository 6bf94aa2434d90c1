"""Representatives found by what somebody types."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.opening import OpenWorkspace
from campaigner.representatives.atlas import import_places
from campaigner.representatives.directory import find_people, import_people
from campaigner.representatives.postcodes import PostcodeError
from campaigner.vocabulary.representatives import Role
from conftest import Command

PEOPLE = """\
name,role,post,area_code,area,area_name_cy,organisation
Ms Siân O'Sample,mp,,W07000091,Cardiff South and Penarth,De Caerdydd a Phenarth,
Ada Specimen,mp,,E14009901,Sampleton North,,
Vacant,mp,,E14009902,Sampleton South,,
Rosa Office,minister,Secretary of State for Sampling,,,,
Lord Sample,lord,,,,,
Ann Specimen,councillor,,E05009901,St Thomas,,Sampleton City Council
"""
POSTCODES = "pcds,pcon24cd,osward\nLE93 1AA,E14009901,E05009901\nAL1 1AA,E14009902,\n"


@pytest.fixture
def here(here: OpenWorkspace, tmp_path: Path) -> OpenWorkspace:
    (tmp_path / "postcodes.csv").write_text(POSTCODES, encoding="utf-8")
    import_places(here, tmp_path / "postcodes.csv")
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    import_people(here, tmp_path / "people.csv")
    return here


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("LE93 1AA", ["Ada Specimen", "Ann Specimen"]),
        ("le931aa", ["Ada Specimen", "Ann Specimen"]),
        ("LE93", ["Ada Specimen", "Ann Specimen"]),
        ("specimen", ["Ada Specimen", "Ann Specimen"]),
        ("Ada Specimen", ["Ada Specimen"]),
        ("Ms Ada Specimen MP", ["Ada Specimen"]),
        ("sian osample", ["Ms Siân O'Sample"]),
        ("Sampleton North", ["Ada Specimen"]),
        ("e14009901", ["Ada Specimen"]),
        ("Cardiff South & Penarth", ["Ms Siân O'Sample"]),
        ("De Caerdydd a Phenarth", ["Ms Siân O'Sample"]),
        ("st thomas", ["Ann Specimen"]),
        ("Sampleton City Council", ["Ann Specimen"]),
        ("secretary of state", ["Rosa Office"]),
        ("Lord Sample", ["Lord Sample"]),
    ],
)
def test_a_text_finds_whom_it_means(here: OpenWorkspace, text: str, names: list[str]) -> None:
    assert sorted(person.name for person in find_people(here, text).found) == sorted(names)


def test_roles_narrow_what_is_found(here: OpenWorkspace) -> None:
    found = find_people(here, "specimen", [Role.COUNCILLOR]).found
    assert [person.name for person in found] == ["Ann Specimen"]


def test_the_name_of_an_area_whose_seat_is_vacant_says_so(here: OpenWorkspace) -> None:
    found = find_people(here, "Sampleton South")
    assert found.remarks == ("The seat of Sampleton South (MP) is vacant.",)


def test_letters_that_begin_a_postcode_nobody_imported_are_looked_for_as_a_name(
    here: OpenWorkspace,
) -> None:
    assert [person.name for person in find_people(here, "AD").found] == ["Ada Specimen"]


def test_who_is_not_known_gets_the_nearest_name(here: OpenWorkspace) -> None:
    assert find_people(here, "Adda Speciman").remarks == (
        "Nobody is known as “Adda Speciman”. Did you mean “Ada Specimen”?",
    )


def test_what_looks_like_a_postcode_and_is_none_is_refused(here: OpenWorkspace) -> None:
    with pytest.raises(PostcodeError):
        find_people(here, "SE1 1ZZZ")
    assert find_people(here, "ZE1").remarks == ("ZE1 is not in the imported postcode data.",)


def test_the_command_finds_by_name_and_by_area(here: OpenWorkspace, campaigner: Command) -> None:
    for text in ("Ada", "Sampleton North"):
        called = campaigner("representative", "find", text, "--format", "json")
        assert [person["name"] for person in called.json] == ["Ada Specimen"]
    missing = campaigner("representative", "find", "Nobody At All")
    assert (missing.code, "Nobody is known as" in missing.stderr) == (1, True)
