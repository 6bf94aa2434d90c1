"""Everything that is held is exported when two owners want it: who is in it, and what is not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from account_holders import at_work, later
from campaigner.jobs.asking import NotNow
from campaigner.jobs.downloads import downloads
from campaigner.jobs.finished import Finished, Told
from campaigner.jobs.work import do_job
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Session
from campaigner.privacy.people import erase_person
from campaigner.privacy.two_people import (
    answer,
    ask_to_export,
    go_on,
)
from campaigner.privacy.works import WORKS
from campaigner.store import jobs, whole
from campaigner.store.database import Database, transaction
from campaigner.store.jobs import JobRow
from campaigner.validation import PLAIN_NAME
from campaigner.vocabulary.desk import JobKind, JobState
from campaigner.workspace import Workspace
from petitioners import confirmed_in
from two_owners import done, failed


@pytest.fixture
def here(represented: Workspace, bread: Path, here: OpenWorkspace) -> OpenWorkspace:
    """Three people have signed the small campaign."""
    confirmed_in(represented, "bread", {"LE93 1AA": 2, "LE93 2AA": 1})
    return here


@pytest.mark.parametrize("campaign", ["", "bread"])
def test_two_owners_export_everything(
    here: OpenWorkspace, olive: Session, omar: Session, campaign: str
) -> None:
    answer(here, omar, ask_to_export(here, olive, campaign).id, yes=True)
    row = done(here)
    (file,) = downloads(here, row.id)
    with ZipFile(file.path) as made:
        names = set(made.namelist())
        people = [json.loads(each) for each in made.read("data/signatures.jsonl").splitlines()]
        assert made.read("definitions/bread/campaign.toml")
    assert len(people) == 3
    assert {"data/ledger.jsonl", "data/audit.jsonl", "README.txt"} <= names
    assert ("data/organisers.jsonl" in names) == (not campaign)
    assert not {f"data/{each}.jsonl" for each in whole.LEFT_OUT} & names
    assert file.path.stat().st_mode & 0o077 == 0
    shared = erase_person(here, "0.le931aa@example.org").shared
    assert str(file.path) in {each.path for each in shared}


def test_an_export_of_all_campaigns_is_among_the_letters_of_none(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    answer(here, omar, ask_to_export(here, olive).id, yes=True)
    (file,) = downloads(here, done(here).id)
    letters = here.workspace.root.resolve() / "letters"
    assert not re.match(PLAIN_NAME, file.path.relative_to(letters).parts[0])


@pytest.mark.parametrize("often", [1, 9])
def test_nobody_is_in_an_export_who_was_erased_while_it_was_made(
    here: OpenWorkspace, olive: Session, omar: Session, often: int
) -> None:
    answer(here, omar, ask_to_export(here, olive).id, yes=True)
    made: list[JobRow] = []

    def meanwhile(here: OpenWorkspace, row: JobRow, tell: Told) -> Finished:
        finished = WORKS[JobKind.EVERYTHING](here, row, tell)
        made.append(row)
        if len(made) <= often:
            assert not erase_person(here, "0.le931aa@example.org").shared
        return finished

    with transaction(here.database) as connection:
        row = jobs.claim(connection, "test", here.moment, here.moment + 60)
    assert row is not None
    do_job(here, row.id, "test", works={JobKind.EVERYTHING: meanwhile})
    files = downloads(here, row.id)
    if often > 1:
        found = jobs.of_number(here.database.conn, row.id)
        assert found is not None
        assert (found.trouble_code, files) == ("erased-meanwhile", [])
        assert not list(here.workspace.root.rglob("everything*.zip"))
    else:
        with ZipFile(files[0].path) as zipped:
            assert len(zipped.read("data/signatures.jsonl").splitlines()) == 2


def test_an_export_that_failed_goes_on_only_while_the_yes_holds(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    answer(here, omar, ask_to_export(here, olive).id, yes=True)
    number = failed(here)
    assert go_on(here, omar, number).state is JobState.WAITING
    failed(here)
    here = later(here, hours=73)
    with pytest.raises(NotNow):
        go_on(here, at_work(here), number)


def test_no_hash_of_a_network_is_in_an_export(database: Database) -> None:
    """As its own README.txt says."""
    columns = "SELECT name FROM pragma_table_info(?)"
    for table in whole.tables(database.conn):
        names = {name for (name,) in database.execute(columns, (table,))}
        assert "network" not in names - whole.COLUMNS_LEFT_OUT


def test_no_password_is_in_an_export_of_everything(here: OpenWorkspace, olive: Session) -> None:
    (account,) = list(whole.rows_of(here.database.conn, "organisers"))
    assert account["email"] == "olive@example.org"
    assert "password" not in account


def test_each_table_is_in_an_export_or_left_out_on_purpose(database: Database) -> None:
    there = {
        name
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(("sqlite_", "_"))
    }
    assert set(whole.tables(database.conn)) | whole.LEFT_OUT == there
    about = whole.of_campaign(database.conn)
    assert {"signatures", "contacts", "letter_replies", "sheet_entry_lines", "update_texts"} <= {
        *about
    }
    assert not {"organisers", "rights_requests", "people", "areas"} & about.keys()
