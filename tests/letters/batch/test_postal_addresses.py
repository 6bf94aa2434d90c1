"""Whom a letter can be posted to: the lines on the envelope, and who has none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pymupdf
import pytest

from campaigner.errors import CampaignerError
from campaigner.letters.batch.ahead import Unaddressed, look_ahead
from campaigner.letters.batch.rehearsal import rehearse
from campaigner.letters.batch.request import BatchRequest, FromTable, ToAll
from campaigner.letters.batch.run import write_batch
from campaigner.letters.request import LetterRequest
from campaigner.letters.single import Written, write
from campaigner.opening import OpenWorkspace
from campaigner.representatives.atlas import import_places
from campaigner.representatives.directory import import_people, people_in_office
from campaigner.representatives.models import Representative
from campaigner.representatives.report import Report
from campaigner.store.database import Database
from campaigner.vocabulary.letters import LetterForm
from campaigner.vocabulary.representatives import Role
from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import write_table

HEADER = ("name", "role", "ward code", "ward", "council", "email", "address", "town", "postcode")
JANE = ("Cllr Jane Sample", "councillor", "E05009901", "St Thomas", "Sampleton City Council")
ANN = ("Cllr Ann Sample", "councillor", "E05009901", "St Thomas", "Sampleton City Council")
PEOPLE = [
    HEADER,
    (*JANE, "jane@example.org", "", "", ""),
    (*ANN, "ann@example.org", "Civic Centre", "Sampleton", "LE93 1AA"),
]


def load(here: OpenWorkspace, *rows: tuple[str, ...]) -> Report:
    return import_people(here, write_table(here.workspace.root / "people.csv", [HEADER, *rows]))


@pytest.fixture
def here(workspace: Workspace, database: Database, bread: Path) -> OpenWorkspace:
    """A workspace whose campaign writes to councillors."""
    here = OpenWorkspace(workspace, database, datetime(2026, 12, 10, 9, tzinfo=UTC), "sam")
    postcodes = [("pcds", "osward"), ("LE93 1AA", "E05009901")]
    import_places(here, write_table(workspace.root / "postcodes.csv", postcodes))
    definition = bread / "campaign.toml"
    text = definition.read_text(encoding="utf-8")
    definition.write_text(text.replace('role = "mp"', 'role = "councillor"'), encoding="utf-8")
    return here


def councillors(here: OpenWorkspace) -> dict[str, Representative]:
    return {person.name: person for person in people_in_office(here, Role.COUNCILLOR)}


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        (("", "", ""), ("Sampleton City Council",)),
        (
            ("Civic Centre", "Sampleton", "LE93 1AA"),
            ("Sampleton City Council", "Civic Centre", "SAMPLETON", "LE93 1AA"),
        ),
        (
            ("Sampleton City Council; Civic Centre", "", "LE93 1AA"),
            ("Sampleton City Council", "Civic Centre", "LE93 1AA"),
        ),
        (
            ("c/o SAMPLETON CITY COUNCIL, Civic Centre", "", ""),
            ("c/o SAMPLETON CITY COUNCIL, Civic Centre",),
        ),
        (
            ("Civic Centre, 12, Paris Street, Sampleton, LE93 1AA", "", ""),
            (
                "Sampleton City Council",
                "Civic Centre",
                "12, Paris Street",
                "Sampleton",
                "LE93 1AA",
            ),
        ),
        (("", "Sampleton", "LE93 1AA"), ("Sampleton City Council", "SAMPLETON", "LE93 1AA")),
        (("N/A", "", ""), ("Sampleton City Council",)),
    ],
)
def test_the_council_is_on_the_envelope_once(
    here: OpenWorkspace, cells: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    load(here, (*JANE, "", *cells))
    jane = councillors(here)["Cllr Jane Sample"]
    assert jane.address == lines
    assert jane.has_postal_address is (len(lines) > 1 or "c/o" in lines[0])


def test_a_house_needs_no_organisation(here: OpenWorkspace) -> None:
    load(here, ("Ada Specimen", "mp", "E14009901", "N", "House of Commons", "", "", "", ""))
    (ada,) = people_in_office(here, Role.MP)
    assert (ada.address, ada.lacks) == (("House of Commons", "London", "SW1A 0AA"), ())


def test_the_import_and_the_list_name_who_has_no_address(here: OpenWorkspace) -> None:
    report = load(here, *PEOPLE[1:])
    assert report.unaddressed == ["Cllr Jane Sample (St Thomas)"]
    lacking = {person.name: person.lacks for person in people_in_office(here, to_check=True)}
    assert lacking == {"Cllr Jane Sample": ("postal address",), "Cllr Ann Sample": ()}


@pytest.fixture
def wanted(here: OpenWorkspace) -> BatchRequest:
    load(here, *PEOPLE[1:])
    rows = [("name", "postcode"), ("Sam Sample", "LE93 1AA"), ("Suzie Sample", "LE93 1AA")]
    return BatchRequest(
        campaign="bread",
        source=FromTable(write_table(here.workspace.root / "supporters.csv", rows)),
        out=str(here.workspace.root / "out"),
        jobs=1,
    )


def test_who_cannot_be_reached_is_told_before_anything_is_made(
    here: OpenWorkspace, wanted: BatchRequest
) -> None:
    jane = Unaddressed("Cllr Jane Sample", "St Thomas", 2)
    assert look_ahead(here, wanted).unaddressed == (jane,)
    assert rehearse(here, wanted).unaddressed == (jane,)
    assert not Path(wanted.out).exists()


@pytest.mark.slow
def test_the_other_letters_are_written_and_these_are_rejects(
    here: OpenWorkspace, wanted: BatchRequest
) -> None:
    done = write_batch(here, wanted)
    assert (done.summary.made, done.summary.failed) == (2, 2)
    assert {problem.message for problem in done.problems} == {
        "Cllr Jane Sample has no postal address."
    }
    assert {problem.code for problem in done.problems} == {"no-postal-address"}
    (letter, _) = sorted(Path(wanted.out).rglob("*.pdf"))
    with pymupdf.open(letter) as pages:
        assert "Cllr Ann Sample\nSampleton City Council\nCivic Centre" in pages[0].get_text()
    rejects = Path(done.rejects).read_text(encoding="utf-8-sig")
    assert rejects.count("has no postal address") == 2


@pytest.mark.slow
def test_once_there_is_an_address_only_the_missing_letters_are_made(
    here: OpenWorkspace, wanted: BatchRequest
) -> None:
    write_batch(here, wanted)
    load(here, (*JANE, "", "Civic Centre", "Sampleton", "LE93 1AA"))
    done = write_batch(here, wanted)
    assert (done.summary.made, done.summary.unchanged, done.problems) == (2, 2, ())


def test_emails_need_no_postal_address(here: OpenWorkspace, wanted: BatchRequest) -> None:
    drafts = replace(wanted, forms=(LetterForm.MESSAGE,))
    assert look_ahead(here, drafts).unaddressed == ()
    done = write_batch(here, drafts)
    assert (done.summary.made, done.problems) == (4, ())


def test_the_organisation_s_own_letters_name_them_too(
    here: OpenWorkspace, wanted: BatchRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__NAME", "Sample Rights")
    to_all = replace(wanted, source=ToAll(Role.COUNCILLOR))
    (jane,) = look_ahead(here, to_all).unaddressed
    assert (jane.name, jane.letters) == ("Cllr Jane Sample", 1)


def test_one_letter_that_cannot_be_posted_is_refused(here: OpenWorkspace) -> None:
    load(here, PEOPLE[1])
    request = LetterRequest(campaign="bread", name="Sam Sample", postcode="LE93 1AA")
    with pytest.raises(CampaignerError, match="Jane Sample has no postal address") as raised:
        write(here, request)
    assert raised.value.code == "no-postal-address"
    written = write(here, replace(request, forms=(LetterForm.TEXT,)))
    assert isinstance(written, Written)


def test_the_command_names_them_first(
    here: OpenWorkspace, wanted: BatchRequest, campaigner: Command
) -> None:
    supporters = here.workspace.root / "supporters.csv"
    called = campaigner("letter", "batch", "bread", "--supporters", supporters, "--jobs", "1")
    assert called.code == 1
    assert called.stderr.index("No postal address: Cllr Jane Sample (St Thomas)") < (
        called.stderr.index("Rows that failed")
    )
    imported = campaigner("representative", "import", here.workspace.root / "people.csv")
    assert "No postal address: Cllr Jane Sample (St Thomas)." in imported.stderr
    listed = campaigner("representative", "list", "--check", "--format", "json").json
    assert {person["name"]: person["lacks"] for person in listed} == {
        "Cllr Ann Sample": [],
        "Cllr Jane Sample": ["postal address"],
    }
