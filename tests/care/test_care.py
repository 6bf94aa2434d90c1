"""Looking after the database: checked to the last count, copied while it is in use."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from campaigner.care.backups import NoDatabase, back_up
from campaigner.care.soundness import check, migrate
from campaigner.errors import CampaignerError
from campaigner.store.database import Database, opened
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import SLUG, confirmed, person, the_petition


def test_a_backup_is_whole_and_never_over_another(
    workspace: Workspace, database: Database, tmp_path: Path
) -> None:
    confirmed(database, the_petition(database), person(1))
    copy = tmp_path / "copy.db"
    back_up(workspace, copy, 0)
    connection = sqlite3.connect(copy)
    assert connection.execute("SELECT count(*) FROM ledger").fetchone() == (1,)
    connection.close()
    with pytest.raises(CampaignerError, match="already exists"):
        back_up(workspace, copy, 0)


def test_where_there_is_no_database_none_is_made_for_a_backup(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(NoDatabase):
        back_up(workspace, tmp_path / "copy.db", 0)
    assert not workspace.database_path.exists()


def test_a_count_that_was_changed_by_hand_is_found(
    campaigner: Command, workspace: Workspace, database: Database
) -> None:
    confirmed(database, the_petition(database), person(1))
    assert check(workspace) == []
    database.execute("UPDATE tallies SET count = 5")
    (fault,) = check(workspace)
    assert fault.where == SLUG
    called = campaigner("db", "check")
    assert (called.code, called.stdout) == (1, f"{SLUG}: {fault.message}\n")


def test_a_file_that_is_damaged_is_not_called_sound(
    campaigner: Command, workspace: Workspace, database: Database
) -> None:
    database.close()
    content = bytearray(workspace.database_path.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"x" * 4096
    workspace.database_path.write_bytes(content)
    assert campaigner("db", "check").code == 1


def test_an_empty_workspace_gets_a_database(workspace: Workspace) -> None:
    path = migrate(workspace)
    with opened(path) as database:
        assert check(workspace) == []
        assert database.execute("SELECT count(*) FROM signatures").fetchone()[0] == 0


def test_the_commands_say_what_was_done(
    campaigner: Command, database: Database, tmp_path: Path
) -> None:
    confirmed(database, the_petition(database), person(1))
    copy = tmp_path / "copy.db"
    assert "Wrote and checked" in campaigner("db", "backup", copy).stderr
    assert campaigner("db", "backup", copy).code == 1
    assert "is sound" in campaigner("db", "check").stderr
    assert "current schema" in campaigner("db", "migrate").stderr
