"""Backups that the program makes, tries and clears away by itself."""

from __future__ import annotations

import shutil
from collections import namedtuple
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from campaigner.care import room
from campaigner.care.backups import back_up, backups
from campaigner.care.own_backups import BackupNotSound, make_backup
from campaigner.care.room import NotEnoughRoom
from campaigner.care.trial import NoBackup, try_backup
from campaigner.jobs.asking import NotNow
from campaigner.jobs.backups import newest_backup_job, start_backup
from campaigner.opening import OpenWorkspace
from campaigner.store import care
from campaigner.store.database import Database, opened
from campaigner.vocabulary.desk import JobState
from conftest import Command
from job_makers import done_here
from petitioners import SLUG, confirmed, person, the_petition

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def signed(here: OpenWorkspace, database: Database) -> OpenWorkspace:
    """Two people have signed."""
    petition = the_petition(database)
    for number in (1, 2):
        confirmed(database, petition, person(number))
    return here


def later(here: OpenWorkspace, hours: int) -> OpenWorkspace:
    return replace(here, now=here.now + timedelta(hours=hours))


def test_a_backup_is_private_and_was_restored_and_counted_again(signed: OpenWorkspace) -> None:
    told: list[int] = []
    made = make_backup(signed, lambda done, _: told.append(done))
    assert made.path == signed.workspace.backups_folder / "campaigner-2026-12-11-120000.db"
    assert (made.path.stat().st_mode & 0o777, made.path.parent.stat().st_mode & 0o777) == (
        0o600,
        0o700,
    )
    assert (made.trial.trouble, made.trial.petitions, made.trial.signatures) == ("", 1, 2)
    assert [each.name for each in made.path.parent.iterdir()] == [made.path.name]
    assert told == sorted(told)
    assert told[-1] == 100
    (listed,) = backups(signed)
    assert (listed.path, listed.trial) == (str(made.path), made.trial)


def test_two_backups_of_one_second_have_two_names(signed: OpenWorkspace) -> None:
    assert make_backup(signed).path != make_backup(signed).path
    assert len(backups(signed)) == 2


def test_people_who_sign_meanwhile_do_not_make_it_begin_again(
    signed: OpenWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(care, "_PAGES", 20)
    told: list[int] = []

    def write(done: int, _: int) -> None:
        told.append(done)
        with opened(signed.workspace.database_path) as other:
            other.execute("UPDATE petitions SET opens_at = opens_at - 1")

    with opened(signed.workspace.database_path) as database:
        care.back_up(database.conn, tmp_path / "copy.db", write)
    assert len(told) > 5
    assert told == sorted(set(told))


def test_as_many_stay_as_the_settings_say_and_nothing_of_others_is_removed(
    signed: OpenWorkspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CAMPAIGNER_RETENTION__BACKUPS_KEPT", "2")
    elsewhere = tmp_path / "mine.db"
    back_up(signed.workspace, elsewhere, signed.moment - 100)
    by_hand = signed.workspace.backups_folder / "by-hand.db"
    changed, *made = (make_backup(later(signed, hours)).path for hours in range(3))
    shutil.copy(made[0], by_hand)
    with changed.open("ab") as file:
        file.write(b"x")
    assert make_backup(later(signed, 4)).removed == 1
    there = {each.name for each in signed.workspace.backups_folder.iterdir()}
    assert there == {changed.name, made[1].name, "by-hand.db", "campaigner-2026-12-11-160000.db"}
    assert elsewhere.exists()


def test_one_that_is_not_sound_takes_the_place_of_none(
    signed: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_RETENTION__BACKUPS_KEPT", "1")
    good = make_backup(signed).path
    signed.database.execute("UPDATE tallies SET count = 5")
    with pytest.raises(BackupNotSound, match=SLUG):
        make_backup(later(signed, 1))
    assert good.exists()
    assert [bool(each.trial and each.trial.is_sound) for each in backups(signed)] == [False, True]


def test_a_backup_that_is_damaged_is_named_as_it_is_called(signed: OpenWorkspace) -> None:
    path = make_backup(signed).path
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"x" * 4096
    path.write_bytes(content)
    trial = try_backup(signed, path)
    assert trial.trouble
    assert "half-written" not in trial.trouble
    assert backups(signed)[0].trial == trial
    path.write_text("This is no database, but a text that somebody has put here.")
    assert path.name in try_backup(signed, path).trouble
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_ledger_that_is_not_the_beginning_of_the_one_in_use_is_found(
    signed: OpenWorkspace, database: Database, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    back_up(signed.workspace, copy, 0)
    confirmed(database, the_petition(database), person(3))
    assert try_backup(signed, copy).trouble == ""
    other = tmp_path / "other.db"
    back_up(signed.workspace, other, 0)
    database.execute("UPDATE petitions SET ledger_rows = 2")
    assert "not the beginning of the one in use" in try_backup(signed, other).trouble


def test_without_room_nothing_is_begun(
    signed: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "disk_usage", lambda _: Usage(10**9, 0, 200_000_001))
    with pytest.raises(NotEnoughRoom, match="needed, 200 MB are free"):
        start_backup(signed)
    assert newest_backup_job(signed) is None
    assert not signed.workspace.backups_folder.exists()


def test_a_backup_that_is_not_there_cannot_be_tried(here: OpenWorkspace, tmp_path: Path) -> None:
    with pytest.raises(NoBackup):
        try_backup(here, tmp_path / "none.db")


def test_one_is_made_at_a_time_as_a_job(signed: OpenWorkspace) -> None:
    start_backup(signed)
    with pytest.raises(NotNow):
        start_backup(signed)
    done = done_here(signed)
    assert (done.state, done.done, done.expected) == (JobState.DONE, 100, 100)
    start_backup(signed)


def test_the_commands_make_one_and_try_one(signed: OpenWorkspace, campaigner: Command) -> None:
    made = campaigner("db", "backup")
    assert "2 signatures in 1 petition, the ledger agrees" in made.stderr
    (path,) = signed.workspace.backups_folder.iterdir()
    assert "2 signatures" in campaigner("db", "try-backup", path).stderr
    path.write_text("This is no database, but a text that somebody has put here.")
    assert campaigner("db", "try-backup", path).code == 1
