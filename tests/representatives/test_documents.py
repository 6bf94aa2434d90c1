"""Popolo, the Members API, Congress, Open States, Represent, the Scottish Parliament."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from campaigner.representatives.importers import (
    Report,
    import_areas,
    import_representatives,
)
from campaigner.representatives.lookup import representatives
from campaigner.representatives.models import Representative
from campaigner.store.database import Database
from campaigner.vocabulary.papers import FileFormat

TODAY = date(2026, 11, 23)


def load(database: Database, folder: Path, data: Any) -> Report:
    path = folder / "people.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return import_representatives(database, path, today=TODAY)


def only(database: Database, language: str = "en") -> Representative:
    (found,) = representatives(database, language=language, today=TODAY)
    return found


MEMBERSHIP = {"person_id": "p", "role": "councillor"}
POPOLO_DIALECTS: dict[str, Any] = {
    "names by id": {
        "persons": [{"id": "p", "name": "Ann Sample"}],
        "organizations": [{"id": "o", "name": "Sampleton Council"}],
        "areas": [{"id": "a", "name": "Central"}],
        "memberships": [{**MEMBERSHIP, "organization_id": "o", "area_id": "a"}],
    },
    "language maps": {
        "persons": [{"id": "p", "name": {"lang:en": "Ann Sample", "lang:cy": "Ann Sampl"}}],
        "organizations": [{"id": "o", "name": {"lang:en": "Sampleton Council"}}],
        "areas": [{"id": "a", "name": {"lang:en": "Central", "lang:cy": "Canol"}}],
        "memberships": [
            {
                **MEMBERSHIP,
                "role": {"lang:en": "councillor"},
                "organization_id": "o",
                "area_id": "a",
            }
        ],
    },
    "area on the post": {
        "persons": [{"id": "p", "name": "Ann Sample"}],
        "organizations": [
            {
                "id": "o",
                "name": "Sampleton Council",
                "posts": [{"id": "x", "role": "Councillor", "area": {"name": "Central"}}],
            }
        ],
        "memberships": [{"person_id": "p", "post_id": "x", "organization_id": "o"}],
    },
    "all embedded": [
        {
            "name": "Ann Sample",
            "id": "p",
            "memberships": [
                {
                    "role": "Cllr",
                    "organization": {"name": "Sampleton Council"},
                    "area": {"name": "Central"},
                }
            ],
        }
    ],
    "people, and collections by id": {
        "people": {"p": {"id": "p", "given_name": "Ann", "family_name": "Sample"}},
        "organizations": {"o": {"id": "o", "name": "Sampleton Council"}},
        "memberships": [
            {
                "person": {"id": "p"},
                "organization": "o",
                "role": "councillor",
                "area": {"name": "Central"},
            }
        ],
    },
    "memberships in the organization": {
        "persons": [{"id": "p", "other_names": [{"name": "Ann Sample"}]}],
        "organizations": [
            {
                "id": "o",
                "name": "Sampleton Council",
                "memberships": [{**MEMBERSHIP, "area": {"name": "Central"}}],
            }
        ],
    },
}


@pytest.mark.parametrize("dialect", POPOLO_DIALECTS)
def test_popolo_in_each_dialect(database: Database, tmp_path: Path, dialect: str) -> None:
    report = load(database, tmp_path, POPOLO_DIALECTS[dialect])
    assert (report.added, report.problems) == (1, [])
    found = only(database)
    assert (found.name, found.role) == ("Ann Sample", "councillor")
    assert found.organisation == "Sampleton Council"
    assert found.area
    assert found.area.name == "Central"
    assert found.salutation == "Dear Councillor Sample"


def test_popolo_gives_names_and_areas_in_welsh(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, POPOLO_DIALECTS["language maps"])
    found = only(database, "cy")
    assert (found.name, found.area.name if found.area else "") == ("Ann Sampl", "Canol")
    assert found.envelope_name == "Y Cynghorydd Ann Sampl"


@pytest.mark.parametrize(
    ("started", "ended", "in_office"),
    [
        ("2020", None, True),
        ("2020-05", "9999-12-31", True),  # written for an open end
        ("1970-01", "1974", False),
        ("2020-05-07", "2026-11-23", False),  # the first day out of office
        ("2027-05", None, False),  # not yet
    ],
)
def test_popolo_dates_may_be_partial(
    database: Database, tmp_path: Path, started: str, ended: str | None, in_office: bool
) -> None:
    data = {
        "persons": [{"id": "p", "name": "Ann Sample"}],
        "memberships": [{**MEMBERSHIP, "start_date": started, "end_date": ended}],
    }
    load(database, tmp_path, data)
    assert bool(representatives(database, today=TODAY)) == in_office


def test_a_party_is_no_role(database: Database, tmp_path: Path) -> None:
    data = {
        "persons": [{"id": "p", "name": "Ann Sample", "email": "ann@example.org"}],
        "organizations": [
            {"id": "council", "name": "Sampleton Council"},
            {"id": "party", "name": "Orange", "classification": "party"},
        ],
        "memberships": [
            {**MEMBERSHIP, "organization_id": "council", "on_behalf_of_id": "party"},
            {**MEMBERSHIP, "organization_id": "party", "role": "member"},
        ],
    }
    load(database, tmp_path, data)
    found = only(database)
    assert (found.party, found.email) == ("Orange", "ann@example.org")


def member(number: int = 1, house: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "value": {
            "id": number,
            "nameListAs": "Sample, Olive",
            "nameDisplayAs": "Dame Olive Sample",
            "nameFullTitle": "The Rt Hon Dame Olive Sample DBE MP",
            "nameAddressAs": "Dame Olive",
            "latestParty": {"name": "Orange"},
            "latestHouseMembership": {
                "membershipFrom": "Sampleton",
                "membershipFromId": 77,
                "house": house,
                "membershipStartDate": "2024-07-04T00:00:00",
                "membershipEndDate": None,
            },
            **changes,
        },
        "links": [],
    }


CONTACT = {
    "value": [
        {"typeId": 4, "type": "Constituency", "line1": "1 High Street", "postcode": "AB1 2CD"},
        {
            "typeId": 1,
            "type": "Parliamentary office",
            "line1": "House of Commons",
            "line2": "London",
            "postcode": "SW1A 0AA",
            "email": "olive@example.org",
            "isWebAddress": False,
        },
        {"typeId": 6, "type": "Website", "line1": "https://example.org", "isWebAddress": True},
    ],
    "links": [{"rel": "self", "href": "/Members/1/Contact"}],
}


@pytest.mark.parametrize("saved", [{"items": [member()], "totalResults": 1}, member()])
def test_the_members_api_is_taken_at_its_word(
    database: Database, tmp_path: Path, saved: dict[str, Any]
) -> None:
    load(database, tmp_path, saved)
    found = only(database)
    assert found.envelope_name == "The Rt Hon Dame Olive Sample DBE MP"
    assert found.salutation == "Dear Dame Olive"
    assert found.derived == ()
    welsh = only(database, "cy")
    assert welsh.envelope_name == "Y Gwir Anrh. Y Fonesig Olive Sample AS"
    assert welsh.derived == ("envelope_name", "salutation")


def test_contact_details_join_members_who_are_known(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, member())
    report = load(database, tmp_path, CONTACT)
    assert report.changed == 1
    found = only(database)
    assert found.address == ("House of Commons", "London", "SW1A 0AA")
    assert found.email == "olive@example.org"


def test_contact_details_of_nobody_known_are_a_problem(database: Database, tmp_path: Path) -> None:
    report = load(database, tmp_path, CONTACT)
    assert [problem.code for problem in report.problems] == ["unknown-person"]


def test_lords_have_no_constituency(database: Database, tmp_path: Path) -> None:
    lord = member(2, 2, nameDisplayAs="Lord Sample", nameFullTitle=None, nameAddressAs=None)
    load(database, tmp_path, lord)
    found = only(database)
    assert (found.role, found.area) == ("lord", None)
    assert found.envelope_name == "The Lord Sample"
    assert found.address[-1] == "SW1A 0PW"


def test_the_members_api_and_a_table_are_of_the_same_people(
    database: Database, tmp_path: Path
) -> None:
    table = tmp_path / "mps.csv"
    table.write_text("PCON24CD,PCON24NM,MP,ID\nE14009001,Sampleton,Olive Sample,1\n")
    import_representatives(database, table, today=TODAY)
    load(database, tmp_path, member())
    found = only(database)
    assert found.name == "Dame Olive Sample"
    assert found.area
    assert found.area.code == "E14009001"


CONGRESS = """\
- id: {bioguide: S000001}
  name: {first: Sam, last: Sample, official_full: Sam T. Sample Jr.}
  terms:
  - {type: rep, start: '2019-01-03', end: '2021-01-03', state: AL, district: 3, party: Orange}
  - type: sen
    start: '2025-01-03'
    end: '2031-01-03'
    state: AL
    party: Orange
    address: 1 SAMPLE OFFICE BUILDING WASHINGTON DC 20510
- id: {bioguide: S000002}
  name: {first: Ann, last: Sample}
  terms:
  - {type: rep, start: 2025-01-03, end: 2027-01-03, state: AK, district: 0, party: Mauve}
"""
OFFICES = """\
- id: {bioguide: S000001}
  offices:
  - {id: S000001-x, address: 1 Main St, suite: Suite 2, city: Sampleville, state: AL, zip: '35005'}
- id: {bioguide: S999999}
  offices: []
"""


def test_congress_and_its_district_offices(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "congress.yaml"
    path.write_text(CONGRESS)
    assert import_representatives(database, path, today=TODAY).added == 2
    path.write_text(OFFICES)
    report = import_representatives(database, path, today=TODAY)
    assert (report.changed, [problem.line for problem in report.problems]) == (1, [2])
    ann, sam = representatives(database, today=TODAY)
    assert (ann.role, ann.area.code if ann.area else "") == ("representative", "AK-0")
    assert sam.address == ("1 Sample Office Building", "Washington, DC 20510")
    assert sam.salutation == "Dear Senator Sample:"


def test_open_states_people_in_a_zip(database: Database, tmp_path: Path) -> None:
    person = """\
id: ocd-person/{number}
name: {name} Sample
party:
- name: Orange
roles:
- type: {kind}
  jurisdiction: ocd-jurisdiction/country:us/state:al/government
  district: '{number}'
  start_date: 2023-01-01
offices:
- classification: capitol
  address: 1 Sample St; Montgomery, AL 36130
"""
    path = tmp_path / "al.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("al/a.yml", person.format(number=7, name="Ann", kind="upper"))
        archive.writestr("al/b.yml", person.format(number=9, name="Bob", kind="lower"))
    assert import_representatives(database, path, today=TODAY).added == 2
    ann, bob = sorted(representatives(database, today=TODAY), key=lambda found: found.name)
    assert (ann.role, bob.role) == ("state-senator", "state-representative")
    assert ann.area
    assert ann.area.code == "AL-7"
    assert ann.address == ("1 Sample St", "Montgomery, AL 36130")


def test_represent_lists_somebody_twice_and_means_one(database: Database, tmp_path: Path) -> None:
    person = {
        "name": "Ann Sample",
        "first_name": "Ann",
        "last_name": "Sample",
        "elected_office": "MP",
        "district_name": "Sampleville",
        "party_name": "Orange",
        "representative_set_name": "House of Commons",
        "related": {"boundary_url": "/boundaries/federal-electoral-districts/35999/"},
        "offices": [{"type": "legislature", "postal": "House of Commons\nOttawa ON  K1A 0A6"}],
    }
    data = {"representatives_centroid": [person], "representatives_concordance": [person]}
    assert load(database, tmp_path, data).added == 1
    found = only(database)
    assert (found.country, found.area.code if found.area else "") == ("CA", "35999")
    assert found.envelope_name == "Ann Sample MP"


def test_a_map_of_hexagons_names_areas(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "map.hexjson"
    path.write_text(json.dumps({"hexes": {"E14009001": {"n": "Sampleton", "r": 1, "q": 2}}}))
    assert import_areas(database, path).added == 1


def test_a_format_can_be_forced(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_text(json.dumps(POPOLO_DIALECTS["names by id"]))
    assert (
        import_representatives(database, path, file_format=FileFormat.POPOLO, today=TODAY).added
        == 1
    )
