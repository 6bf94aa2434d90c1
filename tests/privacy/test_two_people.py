"""What two owners decide: a campaign removed, everything exported, data kept for a shorter time."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from account_holders import OWNER, at_work, joined, later
from campaigner.destinations import destination
from campaigner.editing.own_settings import settings_form
from campaigner.files import write_bytes
from campaigner.forms import FormRefused
from campaigner.jobs.asking import NotNow
from campaigner.jobs.downloads import downloads
from campaigner.jobs.finished import Finished, Told
from campaigner.jobs.places import folder_of
from campaigner.jobs.wanted import PacksWanted, as_json
from campaigner.jobs.work import WORKS as OTHER_WORKS
from campaigner.jobs.work import do_job
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import MACHINE, NotAllowed, Session
from campaigner.organisers.proposals import ProposalRefused, withdraw
from campaigner.petitions.closing import set_closing
from campaigner.petitions.opening import open_petition
from campaigner.petitions.proof.verification import verify
from campaigner.privacy.people import erase_person
from campaigner.privacy.removing import RemovalRefused, removal_of
from campaigner.privacy.retention import anonymise
from campaigner.privacy.shorter_retention import change_with_care
from campaigner.privacy.two_people import (
    NobodyElse,
    answer,
    ask_to_export,
    ask_to_remove,
    go_on,
    remove_by_machine,
    waiting,
)
from campaigner.privacy.works import WORKS
from campaigner.schedule import CampaignRemoved
from campaigner.store import audit, jobs, removed_campaigns, whole
from campaigner.store.database import Database, transaction
from campaigner.store.jobs import FileOfJob, JobRow
from campaigner.vocabulary.desk import JobFile, JobKind, JobState
from campaigner.workspace import Workspace
from petitioners import confirmed_in

OMAR = "omar@example.org"


@pytest.fixture
def here(represented: Workspace, bread: Path, here: OpenWorkspace) -> OpenWorkspace:
    """Three people have signed the small campaign."""
    confirmed_in(represented, "bread", {"LE93 1AA": 2, "LE93 2AA": 1})
    return here


@pytest.fixture
def olive(here: OpenWorkspace) -> Session:
    joined(here)
    return at_work(here)


@pytest.fixture
def omar(here: OpenWorkspace) -> Session:
    joined(here, OMAR, OWNER, "Omar Sample")
    return at_work(here, OMAR)


def closed(here: OpenWorkspace) -> None:
    set_closing(open_petition(here, "bread"))


def done(here: OpenWorkspace) -> JobRow:
    """The job that waits is done, here and now."""
    with transaction(here.database) as connection:
        row = jobs.claim(connection, "test", here.moment, here.moment + 60)
    assert row is not None
    assert do_job(here, row.id, "test", works={**OTHER_WORKS, **WORKS})
    found = jobs.of_number(here.database.conn, row.id)
    assert found is not None
    assert (found.state, found.trouble) == (JobState.DONE, "")
    return found


def failed(here: OpenWorkspace) -> int:
    """The job that waits fails; returns its number."""
    with transaction(here.database) as connection:
        row = jobs.claim(connection, "test", here.moment, here.moment + 60)
        assert row is not None
        jobs.end(connection, row.id, "test", JobState.FAILED, here.moment, "No room.")
    return row.id


def count(here: OpenWorkspace, table: str) -> int:
    return int(here.database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_two_owners_remove_a_campaign_and_the_ledger_stays(
    here: OpenWorkspace, olive: Session, omar: Session, tmp_path: Path
) -> None:
    closed(here)
    pack = destination(here, tmp_path / "handin.pdf", "export hand-in pack", campaign="bread")
    pack.write("Person LE93 1AA 0")
    asked = ask_to_remove(here, olive, "bread")
    (it,) = waiting(here, omar)
    assert (it.campaign, it.by, it.is_own, it.changed) == ("bread", "Olive Sample", False, False)
    answer(here, omar, asked.id, yes=True)
    done(here)
    assert (count(here, "signatures"), count(here, "ledger")) == (0, 4)
    assert not (tmp_path / "handin.pdf").exists()
    assert not (here.workspace.campaigns_folder / "bread").exists()
    kept = here.workspace.root / "removed" / "bread"
    assert (kept / "definition" / "campaign.toml").exists()
    assert (kept / "log" / "checkpoint").exists()
    assert verify(here.database, "bread").misfit is None
    assert waiting(here, omar) == []
    deeds = [each.action for each in audit.deeds(here.database.conn)]
    assert {"second person asked", "done by two people", "campaign removed"} <= {*deeds}


def test_the_files_of_all_jobs_of_a_campaign_go_with_it(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    closed(here)
    wanted = as_json(PacksWanted("bread"))
    with transaction(here.database) as connection:
        for _ in range(51):  # more than are listed
            job = jobs.add(connection, JobKind.PACKS, "bread", wanted, "olive", here.moment)
            place = folder_of(here, "bread", job) / "packs.zip"
            write_bytes(place, b"packs")
            hashed = sha256(b"packs").hexdigest()
            file = (JobFile.RESULT, place.name, str(place), hashed, 5, here.moment + 1_000)
            jobs.save_files(connection, [FileOfJob(job, *file)])
    answer(here, omar, ask_to_remove(here, olive, "bread").id, yes=True)
    done(here)
    assert jobs.files_of_campaign(here.database.conn, "bread") == []
    assert not [*here.workspace.letters_folder("bread").rglob("*.zip")]


def test_a_large_file_is_rewritten_by_the_next_removal(
    here: OpenWorkspace, olive: Session, omar: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigner.privacy.people._SOON", 0)
    closed(here)
    answer(here, omar, ask_to_remove(here, olive, "bread").id, yes=True)
    done(here)
    assert audit.is_unfinished(here.database.conn, "campaign removed")
    anonymise(here)
    assert not audit.is_unfinished(here.database.conn, "campaign removed")


def test_a_name_is_not_used_again_after_its_campaign_was_removed(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    closed(here)
    answer(here, omar, ask_to_remove(here, olive, "bread").id, yes=True)
    done(here)
    (here.workspace.root / "removed/bread/definition").rename(
        here.workspace.campaigns_folder / "bread"
    )
    with pytest.raises(CampaignRemoved):
        open_petition(later(here, hours=1), "bread")


def test_what_was_interrupted_is_done_again(
    here: OpenWorkspace, olive: Session, omar: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(here)
    answer(here, omar, ask_to_remove(here, olive, "bread").id, yes=True)
    row = jobs.newest(here.database.conn, "bread", tuple(WORKS))[0]

    def killed(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        next(iter(WORKS.values()))(here, row, killed)
    done(here)
    assert count(here, "signatures") == 0


@pytest.mark.parametrize("code", ["still-open", "example"])
def test_what_cannot_be_removed_is_not_asked_for(
    here: OpenWorkspace, olive: Session, omar: Session, code: str
) -> None:
    slug = "bread" if code == "still-open" else "right-to-food"
    assert removal_of(here, slug).refused == code
    with pytest.raises(RemovalRefused) as refused:
        ask_to_remove(here, olive, slug)
    assert refused.value.code == code


def test_a_campaign_that_was_changed_needs_a_new_question(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    closed(here)
    asked = ask_to_remove(here, olive, "bread")
    (here.workspace.campaigns_folder / "bread" / "note.txt").write_text("new", encoding="utf-8")
    (it,) = waiting(here, omar)
    assert it.changed
    with pytest.raises(ProposalRefused) as refused:
        answer(here, omar, asked.id, yes=True)
    assert refused.value.code == "proposal-changed"


def test_who_asked_takes_it_back_and_nobody_else_does(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    asked = ask_to_export(here, olive)
    with pytest.raises(NotAllowed):
        withdraw(here, omar, asked.id)
    with pytest.raises(NotAllowed):
        answer(here, olive, asked.id, yes=True)
    withdraw(here, olive, asked.id)
    assert waiting(here, omar) == []
    with pytest.raises(ProposalRefused):
        answer(here, omar, asked.id, yes=True)


def test_one_owner_alone_is_told_that_it_takes_another(here: OpenWorkspace, olive: Session) -> None:
    closed(here)
    with pytest.raises(NobodyElse):
        ask_to_remove(here, olive, "bread")
    with pytest.raises(NobodyElse):
        ask_to_export(here, olive)


def test_a_no_ends_it(here: OpenWorkspace, olive: Session, omar: Session) -> None:
    closed(here)
    answer(here, omar, ask_to_remove(here, olive, "bread").id, yes=False)
    assert waiting(here, olive) == []
    assert jobs.newest(here.database.conn, "bread", tuple(WORKS)) == []


def test_whoever_has_the_machine_needs_a_yes_unless_nobody_has_an_account(
    here: OpenWorkspace,
) -> None:
    closed(here)
    assert remove_by_machine(here, MACHINE, "bread") is not None
    done(here)
    assert count(here, "signatures") == 0


def test_the_machine_asks_an_owner_and_goes_on_with_the_yes(
    here: OpenWorkspace, omar: Session
) -> None:
    closed(here)
    assert remove_by_machine(here, MACHINE, "bread") is None
    (it,) = waiting(here, omar)
    assert (it.by, it.is_own) == ("", False)
    answer(here, omar, it.number, yes=True)
    done(here)
    assert count(here, "signatures") == 0


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


def test_a_removal_that_has_not_begun_is_asked_for_again(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    closed(here)
    answer(here, omar, ask_to_remove(here, olive, "bread").id, yes=True)
    number = failed(here)
    with pytest.raises(NotNow):
        go_on(here, olive, number)


def test_a_removal_that_has_begun_goes_on_at_any_time(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    closed(here)
    answer(here, omar, ask_to_remove(here, olive, "bread").id, yes=True)
    petition, number = open_petition(here, "bread").petition.id, failed(here)
    with transaction(here.database) as connection:
        removed_campaigns.mark(connection, petition, here.moment)
    here = later(here, days=300)
    assert go_on(here, at_work(here), number).state is JobState.WAITING


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


def typed(here: OpenWorkspace, by: Session, **times: int) -> tuple[dict[str, str], str]:
    wanted = {f"retention.{name}": str(value) for name, value in times.items()}
    return wanted, settings_form(here, by).mark


def long_after(here: OpenWorkspace) -> OpenWorkspace:
    """A month after the petition has closed."""
    closed(here)
    return later(here, days=32)


def test_keeping_names_for_a_shorter_time_takes_a_second_owner_if_names_would_go(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    here = long_after(here)
    olive, omar = at_work(here), at_work(here, OMAR)
    wanted, mark = typed(here, olive, months_after_closing=1)
    changed = change_with_care(here, olive, {**wanted, "organisation.name": "New"}, mark)
    assert (changed.names, changed.people) == (("organisation.name",), 3)
    assert changed.asked is not None
    assert here.workspace.settings.retention.months_after_closing == 6
    (it,) = waiting(here, omar)
    assert (it.wanted, it.people) == (wanted, 3)
    answer(here, omar, it.number, yes=True)
    assert here.workspace.settings.retention.months_after_closing == 1
    assert here.workspace.settings.organisation.name == "New"


def test_one_owner_alone_cannot_have_names_removed_by_the_settings(
    here: OpenWorkspace, olive: Session
) -> None:
    here = long_after(here)
    olive = at_work(here)
    wanted, mark = typed(here, olive, months_after_closing=0)
    changed = change_with_care(here, olive, wanted, mark)
    assert (changed.names, changed.people, changed.asked) == ((), 3, None)
    assert here.workspace.settings.retention.months_after_closing == 6


@pytest.mark.parametrize("months", ["1.0", "+1", "0_1", "-0", "1" * 10, "9" * 5_000])
def test_a_shorter_time_in_another_form_evades_no_second_owner(
    here: OpenWorkspace, olive: Session, months: str
) -> None:
    here = long_after(here)
    olive = at_work(here)
    wanted = {"retention.months_after_closing": months}
    with pytest.raises(FormRefused) as refused:
        change_with_care(here, olive, wanted, settings_form(here, olive).mark)
    assert [each.path for each in refused.value.problems] == [*wanted]
    assert here.workspace.settings.retention.months_after_closing == 6


def test_one_owner_cannot_keep_names_no_time_and_close_the_petition_then(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    wanted, mark = typed(here, olive, months_after_closing=0)
    changed = change_with_care(here, olive, wanted, mark)
    assert (changed.names, changed.people) == ((), 3)
    assert here.workspace.settings.retention.months_after_closing == 6
    (it,) = waiting(here, omar)
    assert it.people == 3


def test_longer_times_and_those_by_which_nothing_is_due_are_free(
    here: OpenWorkspace, olive: Session
) -> None:
    wanted, mark = typed(here, olive, months_after_closing=5, months_after_request=12)
    changed = change_with_care(here, olive, wanted, mark)
    assert set(changed.names) == set(wanted)
    assert here.workspace.settings.retention.months_after_closing == 5


def test_times_that_were_changed_meanwhile_need_a_new_question(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    here = long_after(here)
    olive, omar = at_work(here), at_work(here, OMAR)
    wanted, mark = typed(here, olive, months_after_closing=1)
    change_with_care(here, olive, wanted, mark)
    longer, mark = typed(here, omar, months_after_closing=9)
    change_with_care(here, omar, longer, mark)
    (it,) = waiting(here, omar)
    assert it.changed
    with pytest.raises(ProposalRefused):
        answer(here, omar, it.number, yes=True)
