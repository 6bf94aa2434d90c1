"""Packs for Members that are made again: what stays, what changes, and who is in them no more."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from campaigner.opening import OpenWorkspace
from campaigner.petitions.moderation.withdrawals import whose_is, withdraw_for
from campaigner.privacy.people import erase_person
from campaigner.representatives.importers import import_representatives
from campaigner.store.database import Database
from campaigner.workspace import Workspace
from letter_writers import write_table
from pack_makers import (
    ADA,
    BARNABY,
    NOON,
    all_sign,
    approve,
    files,
    packs,
    passing_on,
    petition_of,
    text_of,
    three_sign_elsewhere,
    with_letters,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def workspace_here(represented: Workspace, bread: Path, database: Database) -> OpenWorkspace:
    """The workspace of an organisation whose campaign passes comments on."""
    return passing_on(represented, bread, database)


@pytest.fixture
def signed(workspace_here: OpenWorkspace) -> OpenWorkspace:
    """Six people in Ada's constituency have signed and two in Barnaby's, some with a comment."""
    return all_sign(workspace_here)


@pytest.fixture
def written(signed: OpenWorkspace) -> OpenWorkspace:
    """Letters have been made for all who signed."""
    return with_letters(signed)


def test_run_again_only_what_has_changed_is_made(written: OpenWorkspace) -> None:
    packs(written)
    before = files("packs")
    again = packs(written)
    assert (again.made, again.unchanged) == (0, 2)
    assert files("packs") == before
    approve(written, lambda _: True)
    third = packs(written)
    assert (third.made, third.unchanged) == (1, 1)
    assert "Do not print this one." in text_of(ADA)
    assert files("packs")[f"{BARNABY}.pdf"] == before[f"{BARNABY}.pdf"]


def test_a_missing_or_spoilt_pack_is_made_again_to_the_same_bytes(written: OpenWorkspace) -> None:
    packs(written)
    before = files("packs")
    Path("packs", f"{ADA}.pdf").unlink()
    assert packs(written).made == 1
    assert files("packs") == before


def test_two_processes_make_the_same_packs_as_one(written: OpenWorkspace) -> None:
    packs(written)
    packs(written, out=Path("other"), jobs=2)
    assert files("packs") == files("other")


def test_suzie_who_withdraws_is_in_no_pack_made_afterwards(written: OpenWorkspace) -> None:
    three_sign_elsewhere(written)
    packs(written)
    assert "Suzie" in text_of(ADA)
    whose = whose_is("suzie.specimen@example.org")
    assert whose
    withdraw_for(petition_of(written), whose)
    done = packs(written)
    assert done.letters == 7
    said = text_of(ADA)
    assert "Suzie" not in said
    assert "food bank" not in said
    assert "5 people in Sampleton North" in said


def test_the_pack_that_sam_is_in_goes_when_he_is_erased(written: OpenWorkspace) -> None:
    packs(written)
    erased = erase_person(written, "sam.sample@example.org")
    assert erased.counts["packs"] == 1
    assert not Path("packs", f"{ADA}.pdf").exists()
    assert Path("packs", f"{BARNABY}.pdf").exists()
    assert not any("packs" in each.path for each in erased.shared)
    packs(written)
    assert "Sam Sample" not in text_of(ADA)


def test_a_pack_that_somebody_changed_is_named_when_a_person_in_it_is_erased(
    written: OpenWorkspace,
) -> None:
    packs(written)
    with Path("packs", f"{ADA}.pdf").open("ab") as file:
        file.write(b"% mine")
    erased = erase_person(written, "sam.sample@example.org")
    assert [Path(each.path).name for each in erased.left] == [f"{ADA}.pdf"]


def test_a_letter_that_is_gone_is_left_out_and_named(written: OpenWorkspace) -> None:
    letter = next(Path("letters").rglob("*sid-sample*.pdf"))
    content = letter.read_bytes()
    letter.unlink()
    done = packs(written)
    assert "1 letter left out: the file is gone or has been changed." in done.remarks
    assert "Sid Sample" not in text_of(ADA)
    letter.write_bytes(content)
    assert packs(written).made == 1
    assert "Sid Sample" in text_of(ADA)


def test_a_file_of_one_s_own_is_never_replaced(written: OpenWorkspace) -> None:
    mine = Path("packs", f"{ADA}.pdf")
    mine.parent.mkdir()
    mine.write_bytes(b"mine")
    done = packs(written)
    assert [each.name for each in done.failed] == [ADA]
    assert "was not made by campaigner" in done.failed[0].message
    assert mine.read_bytes() == b"mine"
    assert packs(written, replace=True).failed == []
    assert mine.read_bytes() != b"mine"


def test_the_new_member_gets_a_pack_and_the_old_one_goes(written: OpenWorkspace) -> None:
    packs(written)
    table = write_table(
        written.workspace.root / "new.csv",
        [
            ("area_code", "area_name", "name", "role", "party"),
            ("E14009901", "Sampleton North", "Nia Newcomer", "mp", "Example Party"),
            ("E14009902", "Sampleton South", "Vacant", "mp", ""),
        ],
    )
    import_representatives(written.database, table, today=date(2026, 12, 11))
    done = packs(written)
    assert sorted(Path(each).name for each in files("packs") if each.endswith(".pdf")) == [
        "index.pdf",
        "progress.pdf",
        "sampleton-north--nia-newcomer.pdf",
    ]
    assert "Ada Specimen (Sampleton North): the earlier pack was removed." in done.removed
    assert "The seat of Sampleton South (MP) is vacant: 2 signed there." in " ".join(done.remarks)
    assert not Path("packs/mails", f"{ADA}.txt").exists()
    assert any("for somebody who does not hold the seat" in each for each in done.remarks)


def test_killed_ten_times_and_run_again_the_packs_are_the_same(
    written: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs(written, out=Path("undisturbed"))
    written.database.close()
    monkeypatch.setenv("CAMPAIGNER_NOW", NOON.isoformat())
    command = [
        sys.executable, "-m", "campaigner", "petition", "packs", "bread", "--role", "mp",
        "-o", "killed", "--workers", "2",
    ]  # fmt: skip
    chance = random.Random(1)
    for _ in range(10):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            process.wait(chance.uniform(0.4, 3))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    subprocess.run(command, check=True, capture_output=True)
    assert files("killed") == files("undisturbed")
