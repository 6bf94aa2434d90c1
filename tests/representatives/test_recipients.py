"""Whom a letter goes to, told by who lives where."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from campaigner.errors import UnknownName, UsageError
from campaigner.representatives.importers import Options, import_areas, import_representatives
from campaigner.representatives.lookup import representatives_for
from campaigner.representatives.postcodes import PostcodeError
from campaigner.representatives.recipients import Wanted, pick_recipients
from campaigner.store.database import Database
from campaigner.workspace import Workspace
from conftest import Command

TODAY = date(2026, 11, 23)
POSTCODES = """\
pcds,pcon24cd,spc26cd
CF10 1EP,W07000091,
AB10 1AB,S14000061,S16009001
AB10 9ZZ,S14000061,S16009001
AB10 9ZZ,S14000060,S16009001
SE1 1AA,E14009001,
"""
MPS = """\
PCON24CD,PCON24NM,MP
W07000091,Cardiff South and Penarth,Dewi Sampl
S14000061,Aberdeen South,Ailsa Sample
S14000060,Aberdeen North,Angus Sample
"""


@pytest.fixture
def country(database: Database, tmp_path: Path) -> Database:
    """A small country: two constituencies in Scotland, one in Wales, one vacant in England."""

    def load(text: str, role: str = "") -> None:
        path = tmp_path / "people.csv"
        path.write_text(text, encoding="utf-8")
        import_representatives(database, path, options=Options(role=role), today=TODAY)

    places = tmp_path / "postcodes.csv"
    places.write_text(POSTCODES, encoding="utf-8")
    import_areas(database, places)
    places.write_text("spc26cd,spr26cd,spr26nm\nS16009001,S17009001,Sample Highlands\n")
    import_areas(database, places)
    load(MPS)
    load("ms,senedd_constituency\n" + "".join(f"Aelod {n},Caerdydd Penarth\n" for n in "ABCDEF"))
    load("msp,spc26cd\nMorag Sample,S16009001\n")
    load("msp,spr26cd\n" + "".join(f"Regional {n},S17009001\n" for n in "ABCDEFG"))
    load("name,role,post\nRosa Office,minister,Secretary of State for Sampling\n")
    return database


def test_dewi_in_wales_has_one_mp_and_six_members_of_the_senedd(country: Database) -> None:
    found = representatives_for(country, "CF10 1EP", ("mp", "ms"), "cy", today=TODAY)
    assert [person.role for person in found] == ["mp"] + ["ms"] * 6
    assert found[0].envelope_name == "Dewi Sampl AS"
    assert found[0].area
    assert found[0].area.name == "De Caerdydd a Phenarth"
    assert found[1].address[-1] == "CF99 1SN"


def test_morag_in_scotland_has_one_mp_and_eight_members_of_its_parliament(
    country: Database,
) -> None:
    found = representatives_for(country, "ab101ab", ("mp", "msp"), today=TODAY)
    assert [person.role for person in found] == ["mp"] + ["msp"] * 8
    regional = [person for person in found if person.area and "region" in person.area.scheme]
    assert len(regional) == 7


def test_no_roles_means_everybody(country: Database) -> None:
    found = representatives_for(country, "CF10 1EP", (), today=TODAY)
    assert len(found) == 7


def test_angus_on_the_boundary_chooses_between_two(country: Database) -> None:
    picked = pick_recipients(country, "AB10 9ZZ", [Wanted("mp")], today=TODAY)
    assert {area.name for area in picked.choices} == {"Aberdeen North", "Aberdeen South"}
    assert len(picked.found) == 2
    assert "Choose one of them" in picked.remarks[0]
    chosen = pick_recipients(country, "AB10 9ZZ", [Wanted("mp")], area="S14000060", today=TODAY)
    assert [person.name for person in chosen.found] == ["Angus Sample"]
    assert chosen.choices == ()


def test_a_choice_keeps_the_areas_of_other_kinds(country: Database) -> None:
    picked = pick_recipients(country, "AB10 9ZZ", area="S14000060", today=TODAY)
    assert sorted(person.role for person in picked.found) == ["mp"] + ["msp"] * 8


def test_a_choice_that_is_none_names_those_there_are(country: Database) -> None:
    with pytest.raises(UsageError, match="not an area of this postcode") as raised:
        pick_recipients(country, "AB10 9ZZ", area="E14009001", today=TODAY)
    assert "S14000060" in raised.value.hint


def test_a_seat_of_which_nothing_is_known_is_said_plainly(country: Database) -> None:
    picked = pick_recipients(country, "SE1 1AA", [Wanted("mp")], today=TODAY)
    assert picked.found == ()
    assert [role for role, _ in picked.unknown] == ["mp"]
    assert picked.remarks == (
        "No MP is known for E14009001: the seat is vacant or has not been imported.",
    )


def test_a_postcode_that_the_table_lacks_is_said_plainly(country: Database) -> None:
    picked = pick_recipients(country, "ZE1 0AA", [Wanted("mp")], today=TODAY)
    assert (picked.found, picked.unknown) == ((), ())
    assert "ZE1 0AA is not in the imported postcode data" in picked.remarks[0]


def test_the_start_of_a_postcode_asks_where_it_means_several(country: Database) -> None:
    picked = pick_recipients(country, "AB10", [Wanted("mp")], today=TODAY)
    assert len(picked.choices) == 2
    assert pick_recipients(country, "CF10", [Wanted("mp")], today=TODAY).choices == ()


@pytest.mark.parametrize("name", ["Rosa Office", "secretary of state for sampling"])
def test_ministers_are_picked_by_name_or_office_wherever_somebody_lives(
    country: Database, name: str
) -> None:
    wanted = [Wanted("mp"), Wanted("minister", (name,))]
    picked = pick_recipients(country, "CF10 1EP", wanted, today=TODAY)
    assert [person.name for person in picked.found] == ["Dewi Sampl", "Rosa Office"]
    assert picked.found[1].salutation == "Dear Secretary of State"
    assert picked.found[1].minister


def test_a_minister_who_is_not_known_gets_the_nearest_name(country: Database) -> None:
    with pytest.raises(UnknownName, match="Rosa Ofice") as raised:
        pick_recipients(country, "CF10 1EP", [Wanted("minister", ("Rosa Ofice",))], today=TODAY)
    assert "Rosa Office" in raised.value.hint


def test_what_is_no_postcode_is_refused(country: Database) -> None:
    with pytest.raises(PostcodeError):
        pick_recipients(country, "nowhere", today=TODAY)


def test_the_command_finds_and_lists(
    country: Database, campaigner: Command, workspace: Workspace
) -> None:
    called = campaigner("representative", "find", "CF10 1EP", "--role", "mp", "--format", "json")
    (found,) = called.json
    assert called.code == 0
    assert {key: found[key] for key in ("name", "role", "area_code", "area_name")} == {
        "name": "Dewi Sampl",
        "role": "mp",
        "area_code": "W07000091",
        "area_name": "Cardiff South and Penarth",
    }
    assert found["envelope_name"] == "Dewi Sampl MP"
    assert found["salutation"] == "Dear Dewi Sampl"
    everybody = campaigner("representative", "list", "--check", "--format", "json").json
    assert all(person["derived"] for person in everybody)
    assert "Rosa Office" in campaigner("representative", "list", "--role", "minister").stdout


def test_the_command_asks_for_a_choice_and_says_what_it_lacks(
    country: Database, campaigner: Command, workspace: Workspace
) -> None:
    straddling = campaigner("representative", "find", "AB10 9ZZ", "-r", "mp", "--format", "json")
    assert len(straddling.json) == 2
    assert "is in several areas" in straddling.stderr
    chosen = campaigner("representative", "find", "AB10 9ZZ", "-r", "mp", "--area", "S14000060")
    assert "Angus Sample" in chosen.stdout
    assert "Ailsa Sample" not in chosen.stdout
    vacant = campaigner("representative", "find", "SE1 1AA", "-r", "mp")
    assert (vacant.code, "seat is vacant" in vacant.stderr) == (1, True)
    unknown = campaigner("area", "lookup", "ZE1 0AA", "--format", "json")
    assert (unknown.code, unknown.json) == (1, [])
    assert campaigner("area", "lookup", "XX1 1XX").code == 1
    assert campaigner("area", "lookup", "AB10", "--format", "json").json[0]["scheme"]
    listed = campaigner("area", "list", "--scheme", "senedd-constituency", "--format", "json").json
    assert [area["name"] for area in listed] == ["Caerdydd Penarth"]


def test_the_command_reports_an_import_as_json(
    campaigner: Command, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(MPS, encoding="utf-8")
    report = campaigner("representative", "import", path, "--report", "json").json
    assert (report["added"], report["changed"], report["ended"]) == (3, 0, 0)
    assert report["changes"][0] == {
        "kind": "added",
        "name": "Dewi Sampl",
        "role": "mp",
        "area": "Cardiff South and Penarth",
        "what": [],
    }


def test_sam_at_a_terminal_is_asked_which_area_is_theirs(
    country: Database,
    campaigner: Command,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter([7, 2])  # the first is none of the two
    monkeypatch.setattr("campaigner.cli.representative.is_interactive", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    found = campaigner("representative", "find", "AB10 9ZZ", "-r", "mp", "--format", "json")
    assert [person["name"] for person in found.json] == ["Ailsa Sample"]
    assert "1  Aberdeen North" in found.stderr
