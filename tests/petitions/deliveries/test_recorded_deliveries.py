"""What was handed to whom: recorded with its checkpoint and files, and remembered in time."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.destinations import destination
from campaigner.errors import UsageError
from campaigner.petitions.deliveries.record import Handover, record_delivery
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.published import root_at
from campaigner.store.database import Database
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import SLUG, application, confirmed, the_petition, work_on


@pytest.fixture(autouse=True)
def june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-06-18T12:00:00")


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenPetition:
    """A petition with two signatures."""
    petition = the_petition(database)
    for name in ("Ana", "Bea"):
        confirmed(database, petition, application(f"{name} Sample", f"{name}@example.org"))
    return work_on(database, the_petition(database))


@pytest.fixture
def pack(here: OpenPetition, tmp_path: Path) -> Path:
    """A file with names that was written for the petition."""
    path = tmp_path / "handin.csv"
    destination(here, path, "hand-in list", campaign=SLUG).write("name\nAna Sample\n")
    return path


def record(campaigner: Command, *options: str | Path) -> object:
    called = campaigner(
        "petition",
        "record-delivery",
        SLUG,
        "--to",
        "10 Downing Street",
        "--on",
        "2027-06-17",
        *options,
    )
    assert called.code == 0, called.stderr
    return called.stderr


def test_olive_records_what_was_handed_in_at_downing_street(
    campaigner: Command, here: OpenPetition, pack: Path
) -> None:
    said = record(campaigner, "--by", "Olive Sample", "--file", pack, "--public")
    assert "2 signatures" in str(said)
    assert "destroy it by 2027-12-10" in str(said)
    (found,) = campaigner("petition", "deliveries", SLUG, "--format", "json").json
    assert (found["to"], found["on"], found["by"]) == (
        "10 Downing Street", "2027-06-17", "Olive Sample",
    )  # fmt: skip
    assert (found["signatures"], found["rows"], found["public"]) == (2, 2, True)
    assert found["root"] == root_at(here.database.conn, here.petition.id, 2).hex()
    assert found["files"].endswith("  handin.csv")


def test_a_delivery_can_show_an_earlier_state_of_the_log(
    campaigner: Command, here: OpenPetition
) -> None:
    record(campaigner, "--rows", "1")
    (found,) = campaigner("petition", "deliveries", SLUG, "--format", "json").json
    assert (found["signatures"], found["destroy_by"]) == (1, "")
    assert found["root"] == root_at(here.database.conn, here.petition.id, 1).hex()


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--to", " "], 2, "recipient is missing"),
        (["--on", "2027-06-19"], 2, "still to come"),
        (["--on", "2026-12-09"], 2, "before the petition opened, on 2026-12-10"),
        (["--to", "x" * 201], 2, "200 characters are the limit"),
        (["--to", "The Clerk\x07"], 2, "control characters"),
        (["--by", "Olive\x1b[2J"], 2, "control characters"),
        (["--rows", "0"], 2, "greater than or equal to 1"),
        (["--rows", "3"], 2, "2 rows"),
        (["--file", "own.txt"], 1, "was not written by campaigner"),
        (["--file", "missing.txt"], 1, "cannot be read"),
    ],
)
def test_what_cannot_have_been_delivered_is_not_recorded(
    campaigner: Command,
    here: OpenPetition,
    workspace: Workspace,
    options: list[str],
    code: int,
    words: str,
) -> None:
    (workspace.root / "own.txt").write_text("mine", encoding="utf-8")
    called = campaigner(
        "petition", "record-delivery", SLUG, "--to", "X", "--on", "2027-06-17", *options
    )
    assert called.code == code
    assert words in called.stderr
    assert campaigner("petition", "deliveries", SLUG, "--format", "json").json == []


def test_overrides_of_direction_are_left_out(campaigner: Command, here: OpenPetition) -> None:
    record(campaigner, "--to", "The \u202eClerk\u202c  of Petitions", "--by", "Olive\u202e")
    (found,) = campaigner("petition", "deliveries", SLUG, "--format", "json").json
    assert (found["to"], found["by"]) == ("The Clerk of Petitions", "Olive")


def test_olive_says_that_prints_have_names_and_takes_a_wrong_record_away(
    campaigner: Command, here: OpenPetition
) -> None:
    record(campaigner, "--with-names", "--destroy-by", "2027-09-01")
    (found,) = campaigner("petition", "deliveries", SLUG, "--format", "json").json
    assert found["destroy_by"] == "2027-09-01"
    assert campaigner("petition", "remove-delivery", SLUG, "1").code == 0
    assert campaigner("petition", "deliveries", SLUG, "--format", "json").json == []
    assert campaigner("petition", "remove-delivery", SLUG, "1").code == 2


def test_before_anybody_has_signed_nothing_can_be_handed_in(
    workspace: Workspace, database: Database
) -> None:
    petition = work_on(database, the_petition(database))
    with pytest.raises(UsageError) as refused:
        record_delivery(petition, Handover("The Clerk", petition.today))
    assert refused.value.code == "nobody-signed"


def test_packs_of_one_name_in_two_folders_are_both_kept(
    campaigner: Command, here: OpenPetition, tmp_path: Path
) -> None:
    packs = [tmp_path / language / "handin.pdf" for language in ("en", "cy")]
    for path in packs:
        destination(here, path, "hand-in pack", campaign=SLUG).write(path.parent.name)
    record(campaigner, "--file", packs[0], "--file", packs[1])
    (found,) = campaigner("petition", "deliveries", SLUG, "--format", "json").json
    assert found["files"].split()[1::2] == ["cy/handin.pdf", "en/handin.pdf"]
    twice = campaigner(
        *("petition", "record-delivery", SLUG, "--to", "X", "--on", "2027-06-17"),
        *("--file", packs[0], "--file", tmp_path / "en" / ".." / "en" / "handin.pdf"),
    )
    assert twice.code == 2
    assert "given twice" in twice.stderr


def test_copies_cannot_be_destroyed_before_they_were_delivered(
    campaigner: Command, here: OpenPetition, pack: Path
) -> None:
    record(campaigner, "--file", pack)
    called = campaigner("petition", "record-destroyed", SLUG, "1", "--on", "2027-06-16")
    assert called.code == 2
    assert "before the delivery, which was made on 2027-06-17" in called.stderr
    (found,) = campaigner("petition", "deliveries", SLUG, "--format", "json").json
    assert found["destroyed_on"] == ""


def test_a_file_that_was_changed_is_not_what_was_delivered(
    campaigner: Command, here: OpenPetition, pack: Path
) -> None:
    pack.write_text("name\nNobody\n", encoding="utf-8")
    called = campaigner(
        "petition", "record-delivery", SLUG, "--to", "X", "--on", "2027-06-17", "--file", pack
    )
    assert called.code == 1
    assert "has changed since" in called.stderr


def test_copies_elsewhere_are_named_until_olive_records_that_they_are_destroyed(
    campaigner: Command, here: OpenPetition, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(campaigner, "--by", "Olive Sample", "--file", pack)
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-12-11T12:00:00")
    listed = campaigner("petition", "anonymise", "--dry-run")
    assert str(pack) in listed.stderr
    assert pack.exists()
    called = campaigner("petition", "anonymise")
    assert called.code == 1
    assert "Delivered to 10 Downing Street (2027-06-17): ask that it is destroyed" in called.stderr
    assert not pack.exists()
    (found,) = campaigner("petition", "deliveries", SLUG, "--format", "json").json
    assert found["by"] == ""
    assert campaigner("petition", "record-destroyed", SLUG, "1", "--on", "2027-12-10").code == 0
    assert campaigner("petition", "anonymise").code == 0
    assert campaigner("petition", "record-destroyed", SLUG, "7", "--on", "2027-12-10").code == 2


def test_a_changed_file_is_named_and_not_deleted(
    campaigner: Command, here: OpenPetition, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack.write_text("name\nAna Sample, telephoned\n", encoding="utf-8")
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-12-11T12:00:00")
    called = campaigner("petition", "anonymise")
    assert called.code == 1
    assert f"{pack}: not deleted: the file has changed" in called.stderr
    assert pack.exists()


def test_who_handed_a_petition_in_can_see_and_erase_that(
    campaigner: Command, here: OpenPetition
) -> None:
    record(campaigner, "--by", "Olive Sample")
    asked = ("--name", "olive sample", "--postcode", "AB10 1AB")
    exported = campaigner("person", "export", *asked).json
    assert [each["recipient"] for each in exported["deliveries"]] == ["10 Downing Street"]
    campaigner("person", "erase", *asked, "--yes")
    (found,) = campaigner("petition", "deliveries", SLUG, "--format", "json").json
    assert found["by"] == ""


def test_olive_plans_a_delivery(campaigner: Command, here: OpenPetition) -> None:
    called = campaigner(
        "petition", "plan-delivery", SLUG, "--to", "downing-street", "--on", "2027-07-06",
        "--format", "json",
    )  # fmt: skip
    assert called.code == 0, called.stderr
    assert "Tuesday: choose a time after 12:30" in called.stderr
    assert "Ask the office" in called.stderr
    assert "2027-06-29" in [each["by"] for each in called.json]
