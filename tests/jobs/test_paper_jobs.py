"""Packs for representatives and for handing in as jobs: a zip, and nothing left beside it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from campaigner.jobs.asking import start_papers
from campaigner.jobs.downloads import downloads, fetch
from campaigner.jobs.expiry import remove_now
from campaigner.jobs.wanted import HandInWanted, PacksWanted
from campaigner.opening import OpenWorkspace
from campaigner.privacy.people import erase_person
from campaigner.store import jobs
from campaigner.store.database import Database
from campaigner.vocabulary.desk import JobState
from campaigner.workspace import Workspace
from job_makers import done_here
from pack_makers import ADA, BARNABY, passing_on, sign

pytestmark = pytest.mark.slow


@pytest.fixture
def here(represented: Workspace, bread: Path, database: Database) -> OpenWorkspace:
    """Suzie and Bea have signed, in two constituencies; Suzie with a comment."""
    here = passing_on(represented, bread, database)
    sign(here, "Suzie Specimen", "LE93 1AA", "I run the food bank.")
    sign(here, "Bea Example", "LE93 2AA")
    return here


def names_in(here: OpenWorkspace, job: int) -> list[str]:
    (made,) = downloads(here, job)
    return ZipFile(BytesIO(fetch(here, job, made.name).path.read_bytes())).namelist()


def test_packs_come_as_a_zip_and_nothing_else_stays(here: OpenWorkspace) -> None:
    number = start_papers(here, PacksWanted("bread")).id
    row = done_here(here)
    assert (row.state, row.done, row.trouble) == (JobState.DONE, 2, "")
    names = names_in(here, number)
    assert {f"{ADA}.pdf", f"{BARNABY}.pdf", "index.csv", "progress.pdf"} <= {*names}
    folder = here.workspace.letters_folder("bread") / f"job-{number}"
    assert [each.name for each in folder.rglob("*") if each.is_file()] == ["packs-bread-mp.zip"]
    remove_now(here.database, jobs.files_of(here.database.conn, number))
    assert not folder.exists()


def test_a_hand_in_pack_comes_as_a_zip(here: OpenWorkspace) -> None:
    number = start_papers(here, HandInWanted("bread", to="The Prime Minister")).id
    row = done_here(here)
    assert (row.state, row.trouble) == (JobState.DONE, "")
    assert [each for each in names_in(here, number) if each.endswith(".pdf")]


def test_who_is_erased_is_looked_for_in_packs_that_wait_to_be_fetched(here: OpenWorkspace) -> None:
    start_papers(here, PacksWanted("bread"))
    done_here(here)
    (address,) = here.database.execute(
        "SELECT email FROM signatures WHERE name = 'Suzie Specimen'"
    ).fetchone()
    shared = {Path(each.path).name for each in erase_person(here, address).shared}
    assert "packs-bread-mp.zip" in shared


def test_packs_that_nobody_signed_for_fail_in_a_sentence(
    represented: Workspace, bread: Path, database: Database
) -> None:
    here = passing_on(represented, bread, database)
    start_papers(here, PacksWanted("bread", role="msp"))
    row = done_here(here)
    assert row.state is JobState.FAILED
    assert row.trouble.endswith(".")
