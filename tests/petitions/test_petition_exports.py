"""What leaves a petition: signatures, public counts, the ledger; and that it is on record."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from campaigner.campaigns.models import Partner
from campaigner.errors import UnknownName
from campaigner.petitions import exports
from campaigner.petitions.counts.public_json import public_json
from campaigner.petitions.exports import CONTACT, PUBLIC, ExportRequest, export
from campaigner.petitions.opening import OpenPetition
from campaigner.store import audit
from campaigner.store.consents import Permission
from campaigner.store.database import Database
from campaigner.vocabulary.consents import ContactPurpose
from campaigner.vocabulary.papers import PetitionExport
from campaigner.workspace import Workspace
from conftest import Command
from edited_ledgers import alone
from petitioners import NOON, SLUG, application, confirmed, person, petition_here, the_petition

MEMBER = "E14001063"


@pytest.fixture
def here(workspace: Workspace, database: Database, monkeypatch: pytest.MonkeyPatch) -> OpenPetition:
    """A petition of three from nowhere in particular and three of one constituency."""
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T13:00:00")
    petition = the_petition(database)
    for number in range(6):
        confirmed(database, petition, person(number), area=MEMBER if number > 2 else "")
    return petition_here(workspace, database, petition)


def text_of(here: OpenPetition, what: PetitionExport, **wanted: Any) -> str:
    with closing(export(here, ExportRequest(what=what, **wanted)).chunks()) as chunks:
        return "".join(chunks)


def noted(here: OpenPetition) -> list[dict[str, object]]:
    deeds = audit.deeds(here.database.conn)
    assert {(each.actor, each.action, each.campaign) for each in deeds} == {
        ("olive", "export", SLUG)
    }
    return [json.loads(each.details) for each in deeds]


def test_signatures_come_without_addresses(here: OpenPetition) -> None:
    text = text_of(here, PetitionExport.CSV)
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == 6
    assert tuple(rows[0]) == PUBLIC
    assert "@" not in text
    assert (rows[0]["district"], rows[0]["signed_on"]) == ("AB10", "2026-12-11")


def test_a_partner_gets_the_addresses_of_those_alone_who_allowed_it(
    workspace: Workspace, database: Database
) -> None:
    petition = the_petition(database)
    asked = replace(application(), consents=(Permission("rene-cassin", ContactPurpose.CAMPAIGN),))
    confirmed(database, petition, asked)
    confirmed(database, petition, person(1))
    here = petition_here(workspace, database, petition)
    asking = Partner(name="Rene Cassin", consent={"en": "May they write?"})
    here = replace(here, campaign=here.campaign.model_copy(update={"partners": [asking]}))
    (row,) = text_of(here, PetitionExport.JSON_LINES, partner="Rene Cassin").splitlines()
    assert tuple(json.loads(row)) == CONTACT
    assert json.loads(row)["email"] == "ana@example.org"
    assert noted(here) == [
        {"format": "jsonl", "partner": "rene-cassin", "rows": 1, "complete": True}
    ]


@pytest.mark.parametrize("wrong", [{"partner": "Nobody"}, {"language": "fr"}])
def test_an_unknown_partner_or_language_is_named_and_nothing_is_exported(
    here: OpenPetition, wrong: dict[str, str]
) -> None:
    with pytest.raises(UnknownName):
        export(here, ExportRequest(what=PetitionExport.CSV, **wrong))
    assert audit.deeds(here.database.conn) == []


@pytest.mark.parametrize(
    ("wanted", "found"), [({"area": MEMBER}, 3), ({"area": ""}, 3), ({"source": "paper"}, 0)]
)
def test_signatures_of_one_area_or_source(
    here: OpenPetition, wanted: dict[str, str], found: int
) -> None:
    assert len(text_of(here, PetitionExport.JSON_LINES, **wanted).splitlines()) == found
    assert noted(here) == [
        {"format": "jsonl", "partner": "", "rows": found, "complete": True} | wanted
    ]


def test_an_export_that_breaks_off_is_on_record_with_what_went_out(
    here: OpenPetition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "_AT_ONCE", 2)
    with closing(export(here, ExportRequest(what=PetitionExport.JSON_LINES)).chunks()) as chunks:
        assert len(next(chunks).splitlines()) == 2
        assert len(next(chunks).splitlines()) == 2
    assert noted(here) == [{"format": "jsonl", "partner": "", "rows": 4, "complete": False}]


def test_an_export_that_is_killed_is_on_record_too(
    here: OpenPetition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "_AT_ONCE", 2)
    with closing(export(here, ExportRequest(what=PetitionExport.JSON_LINES)).chunks()) as chunks:
        next(chunks)
        assert noted(here) == [{"format": "jsonl", "partner": "", "rows": None, "complete": False}]


def test_an_export_is_of_one_moment_while_others_sign(here: OpenPetition) -> None:
    from campaigner.store.database import opened

    with closing(export(here, ExportRequest(what=PetitionExport.LEDGER)).chunks()) as chunks:
        text = next(chunks)
        with opened(here.workspace.database_path) as other:
            confirmed(other, here.petition, person(99))
        text += "".join(chunks)
    assert len(text.splitlines()) == 7
    assert alone(text.splitlines()) is None


def test_the_ledger_is_as_it_stands_now_and_not_when_the_petition_was_opened(
    here: OpenPetition,
) -> None:
    confirmed(here.database, here.petition, person(99))
    assert alone(text_of(here, PetitionExport.LEDGER).splitlines()) is None
    assert noted(here)[0]["rows"] == 7


@pytest.mark.parametrize(
    ("what", "media_type", "columns"),
    [
        (PetitionExport.CSV, "text/csv; charset=utf-8", PUBLIC),
        (PetitionExport.JSON_LINES, "application/jsonl; charset=utf-8", PUBLIC),
        (PetitionExport.UK_JSON, "application/json", ()),
        (PetitionExport.LEDGER, "application/jsonl; charset=utf-8", ()),
    ],
)
def test_an_export_says_what_it_is(
    here: OpenPetition, what: PetitionExport, media_type: str, columns: tuple[str, ...]
) -> None:
    made = export(here, ExportRequest(what=what))
    assert (made.media_type, made.columns) == (media_type, columns)


def test_public_json_has_the_shape_of_parliaments_and_points_at_nobody(here: OpenPetition) -> None:
    for number in range(10, 15):
        confirmed(here.database, here.petition, person(number), area="W07000081")
    for number in range(15, 17):
        confirmed(here.database, here.petition, person(number), area="E14009909")
    data = json.loads(text_of(here, PetitionExport.UK_JSON))
    found = data["data"]["attributes"]
    assert data["links"]["self"] == "https://example.org/right-to-food.json"
    assert (found["state"], found["signature_count"]) == ("open", 13)
    assert found["signatures_by_country"] == [
        {"name": "United Kingdom", "code": "GB", "signature_count": 13}
    ]
    (only,) = found["signatures_by_constituency"]  # three and two are too few to publish
    assert (only["ons_code"], only["signature_count"]) == ("W07000081", 5)
    assert set(only) == {"name", "ons_code", "mp", "signature_count"}
    assert found["signatures_by_region"] == []


def test_thresholds_are_in_public_json_in_its_language(here: OpenPetition) -> None:
    found = public_json(here, "cy")["data"]["attributes"]
    assert found["action"] == "Hawl gyfreithiol i fwyd"
    assert found["response_threshold_reached_at"] == "2026-12-11T12:00:00.000Z"
    assert found["debate_threshold_reached_at"] == "2026-12-11T12:00:00.000Z"
    assert (
        public_json(replace(here, now=NOON + 366 * 86_400), "en")["data"]["attributes"]["state"]
        == "closed"
    )


@pytest.mark.parametrize("what", PetitionExport)
def test_the_command_writes_the_same_to_a_file_as_to_the_screen(
    campaigner: Command, here: OpenPetition, tmp_path: Path, what: PetitionExport
) -> None:
    shown = campaigner("petition", "export", SLUG, "--format", what)
    called = campaigner("petition", "export", SLUG, "-f", what, "-o", tmp_path / "export")
    assert (shown.code, called.code) == (0, 0)
    written = (tmp_path / "export").read_text("utf-8-sig")  # a CSV file has a mark for Excel
    assert written.splitlines() == shown.stdout.splitlines()
    assert called.stdout == ""


def test_an_unknown_format_lists_those_that_there_are(
    campaigner: Command, here: OpenPetition
) -> None:
    called = campaigner("petition", "export", SLUG, "--format", "pdf")
    assert called.code == 2
    assert "'uk-json'" in called.stderr
