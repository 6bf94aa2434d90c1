"""The real files import as they are, with the counts that they are known to have."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError
from campaigner.problems import Severity
from campaigner.representatives.importers import Options, import_areas, import_representatives
from campaigner.representatives.lookup import areas_of, representatives, representatives_for
from campaigner.store import areas
from campaigner.store.database import Database
from campaigner.workspace import Workspace
from conftest import TODAY, Command

pytestmark = pytest.mark.slow


def test_the_mps_and_a_sample_of_the_postcodes(
    database: Database, shared_data: Path, tmp_path: Path
) -> None:
    with gzip.open(shared_data / "uk" / "postcode_pcon24.csv.gz", "rt") as file:
        header, *rows = file.readlines()
    sample = tmp_path / "postcodes.csv"
    sample.write_text(header + "".join(rows[::400]))
    report = import_representatives(database, shared_data / "uk" / "mps-2026-04.csv", today=TODAY)
    assert (report.added, report.failed) == (650, 0)
    report = import_areas(database, sample)
    assert (report.postcodes_added, report.failed) == (len(rows[::400]), 0)
    with (shared_data / "uk" / "mps-2026-04.csv").open(encoding="utf-8-sig") as file:
        mps = {row["PCON24CD"]: row["MP"] for row in csv.DictReader(file)}
    for row in rows[::8000]:
        postcode, code = row.strip().split(",")
        (found,) = representatives_for(database, postcode, today=TODAY)
        assert (found.area and found.area.code, found.name) == (code, mps[code])
    assert areas_of(database, "AB10 1AB")[0].name == "Aberdeen South"
    assert len(areas.every(database.conn, "uk-constituency")) == 650
    assert len(areas.every(database.conn, "senedd-constituency")) == 16


@pytest.mark.parametrize(
    ("constituency", "envelope_name", "salutation"),
    [
        ("Altrincham and Sale West", "Mr Connor Rand MP", "Dear Mr Rand"),
        ("Chorley", "Sir Lindsay Hoyle MP", "Dear Sir Lindsay"),
        ("Aldershot", "Alex Baker MP", "Dear Alex Baker"),
        ("Gower", "Tonia Antoniazzi MP", "Dear Tonia Antoniazzi"),
    ],
)
def test_an_mp_is_addressed_by_the_title_in_the_name_alone(
    database: Database,
    shared_data: Path,
    constituency: str,
    envelope_name: str,
    salutation: str,
) -> None:
    import_representatives(database, shared_data / "uk" / "mps-2026-04.csv", today=TODAY)
    by_area = {
        person.area.name: person for person in representatives(database, today=TODAY) if person.area
    }
    found = by_area[constituency]
    assert (found.envelope_name, found.salutation) == (envelope_name, salutation)
    assert found.address == ("House of Commons", "London", "SW1A 0AA")


@pytest.mark.parametrize(
    ("file", "added", "country"),
    [
        ("uk/mps-2026-04.csv", 650, ""),
        ("us/legislators-current.yaml", 537, ""),
        ("popolo/victoria-councillors.popolo.json", 670, "AU"),
        ("popolo/holyrood-language-maps.popolo.json", 133, ""),
    ],
)
def test_the_files_of_people(
    database: Database, shared_data: Path, file: str, added: int, country: str
) -> None:
    options = Options(country=country)
    report = import_representatives(database, shared_data / file, options=options, today=TODAY)
    refused = [each for each in report.problems if each.severity is not Severity.NOTE]
    assert (report.added, refused) == (added, [])
    again = import_representatives(database, shared_data / file, options=options, today=TODAY)
    assert (again.changes, again.unchanged) == ([], added)


@pytest.mark.parametrize(
    ("file", "scheme", "known", "postcodes"),
    [
        ("uk/onspd-sample-2025-09.csv.gz", "uk-constituency", 6, 8_048),
        ("us/zcta-congressional-district.csv", "us-district", 437, 33_774),
        ("uk/ocd-country-gb.csv", "ocd-division", 875, 0),
        ("uk/constituencies-2024.hexjson", "uk-constituency", 650, 0),
        ("uk/senedd2026_from_pcon24.csv", "senedd-constituency", 16, 0),
    ],
)
def test_the_files_of_areas(
    database: Database, shared_data: Path, file: str, scheme: str, known: int, postcodes: int
) -> None:
    report = import_areas(database, shared_data / file)
    assert (report.problems, report.postcodes) == ([], postcodes)
    assert len(areas.every(database.conn, scheme)) == known


def test_congress_has_1312_district_offices(database: Database, shared_data: Path) -> None:
    import_representatives(database, shared_data / "us" / "legislators-current.yaml", today=TODAY)
    offices = shared_data / "us" / "legislators-district-offices.yaml"
    assert import_representatives(database, offices, today=TODAY).problems == []
    count = database.conn.execute("SELECT count(*) FROM contact_details WHERE kind = 'office'")
    assert count.fetchone()[0] == 1312


def test_the_shipped_senedd_table_is_that_of_the_boundary_review(
    database: Database, shared_data: Path
) -> None:
    path = shared_data / "uk" / "senedd2026_from_pcon24.csv"
    import_areas(database, path)
    pairs = database.conn.execute(
        "SELECT small.code, large.name FROM area_parents JOIN areas small ON small.id = area"
        " JOIN areas large ON large.id = parent"
    ).fetchall()
    with path.open(encoding="utf-8") as file:
        wanted = {(row["pcon24cd"], row["senedd_constituency"]) for row in csv.DictReader(file)}
    assert {tuple(pair) for pair in pairs} == wanted


@pytest.mark.parametrize("file", ["uk/members-api.openapi.json", "popolo/person.schema.json"])
def test_descriptions_of_data_are_not_taken_for_data(
    database: Database, shared_data: Path, file: str
) -> None:
    with pytest.raises(CampaignerError, match=r"not (its )?data"):
        import_representatives(database, shared_data / file, today=TODAY)


def test_ann_in_cardiff_has_one_mp_and_six_members_of_the_senedd(
    campaigner: Command, workspace: Workspace, shared_data: Path, tmp_path: Path
) -> None:
    campaigner("representative", "import", shared_data / "uk" / "mps-2026-04.csv")
    places = tmp_path / "postcodes.csv"
    places.write_text("pcds,pcon24cd\nCF10 1EP,W07000091\n")
    campaigner("area", "import", places)
    with (shared_data / "uk" / "senedd2026_from_pcon24.csv").open(encoding="utf-8") as file:
        names = {row["senedd_constituency"] for row in csv.DictReader(file)}
    members = tmp_path / "senedd.csv"
    rows = [f"Aelod{n} {letter},{name}" for n, name in enumerate(names) for letter in "ABCDEF"]
    members.write_text("\n".join(["ms,constituency", *rows]), encoding="utf-8")
    assert campaigner("representative", "import", members).code == 0
    found = campaigner("representative", "find", "CF10 1EP", "--format", "json").json
    assert [person["role"] for person in found] == ["mp"] + ["ms"] * 6
    assert {person["area_name"] for person in found[1:]} == {"Caerdydd Penarth"}


def test_sam_whose_zip_lies_in_two_districts_is_asked(
    campaigner: Command, workspace: Workspace, shared_data: Path
) -> None:
    campaigner("representative", "import", shared_data / "us" / "legislators-current.yaml")
    campaigner("area", "import", shared_data / "us" / "zcta-congressional-district.csv")
    find = ["representative", "find", "35005", "--role", "representative"]
    asked = campaigner(*find)
    assert "is in several areas: AL-6, AL-7" in asked.stderr
    chosen = campaigner(*find, "--area", "AL-7", "--format", "json").json
    assert [person["area_code"] for person in chosen] == ["AL-7"]
