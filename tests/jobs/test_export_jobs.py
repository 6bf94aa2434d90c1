"""A petition as a file, made as a job while people sign."""

from __future__ import annotations

import csv
import io
import json

import pytest

from campaigner.jobs.asking import start_papers
from campaigner.jobs.downloads import downloads, fetch
from campaigner.jobs.wanted import ExportWanted
from campaigner.opening import OpenWorkspace
from campaigner.privacy.people import erase_person
from campaigner.store.audit import deeds
from campaigner.vocabulary.desk import JobState
from campaigner.vocabulary.papers import PetitionExport
from job_makers import done_here
from petitioners import confirmed, person, the_petition


@pytest.fixture
def signed(here: OpenWorkspace) -> OpenWorkspace:
    """Three people have signed, one of them through Amira."""
    petition = the_petition(here.database)
    for number, source in enumerate(("web", "amira", "web")):
        confirmed(here.database, petition, person(number, source))
    return here


def made(here: OpenWorkspace, what: PetitionExport, source: str = "") -> str:
    """The file that such a job makes."""
    number = start_papers(here, ExportWanted("right-to-food", what, source)).id
    row = done_here(here)
    assert (row.state, row.trouble) == (JobState.DONE, "")
    (file,) = downloads(here, number)
    return fetch(here, number, file.name).path.read_text("utf-8-sig")


def test_signatures_come_as_a_table_without_anybody_s_address(signed: OpenWorkspace) -> None:
    text = made(signed, PetitionExport.CSV)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 3
    assert "@" not in text
    assert len(list(csv.DictReader(io.StringIO(made(signed, PetitionExport.CSV, "amira"))))) == 1
    noted = [json.loads(deed.details) for deed in deeds(signed.database.conn)]
    assert [each["rows"] for each in noted if "rows" in each] == [3, 1]


def test_the_counts_and_the_ledger_come_without_anybody(signed: OpenWorkspace) -> None:
    assert "signature_count" in made(signed, PetitionExport.UK_JSON)
    assert len(made(signed, PetitionExport.LEDGER).splitlines()) >= 3
    assert len(made(signed, PetitionExport.JSON_LINES).splitlines()) == 3


def test_who_is_erased_is_looked_for_in_a_file_that_waits_to_be_fetched(
    signed: OpenWorkspace,
) -> None:
    made(signed, PetitionExport.CSV)
    (address,) = signed.database.execute(
        "SELECT email FROM signatures ORDER BY id LIMIT 1"
    ).fetchone()
    shared = {each.path.rpartition("/")[2] for each in erase_person(signed, address).shared}
    assert "signatures-right-to-food.csv" in shared
