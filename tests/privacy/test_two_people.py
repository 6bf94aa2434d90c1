"""What two owners decide: one asks, another says yes, and a campaign is removed."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from account_holders import at_work, later
from campaigner.destinations import destination
from campaigner.files import write_bytes
from campaigner.jobs.asking import NotNow
from campaigner.jobs.places import folder_of
from campaigner.jobs.wanted import PacksWanted, as_json
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import MACHINE, NotAllowed, Session
from campaigner.organisers.proposals import ProposalRefused, withdraw
from campaigner.petitions.opening import open_petition
from campaigner.petitions.proof.verification import verify
from campaigner.privacy.removing import RemovalRefused, removal_of
from campaigner.privacy.retention import anonymise
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
from campaigner.store import audit, jobs, removed_campaigns
from campaigner.store.database import transaction
from campaigner.store.jobs import FileOfJob
from campaigner.vocabulary.desk import JobFile, JobKind, JobState
from campaigner.workspace import Workspace
from petitioners import confirmed_in
from two_owners import closed, count, done, failed


@pytest.fixture
def here(represented: Workspace, bread: Path, here: OpenWorkspace) -> OpenWorkspace:
    """Three people have signed the small campaign."""
    confirmed_in(represented, "bread", {"LE93 1AA": 2, "LE93 2AA": 1})
    return here


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
