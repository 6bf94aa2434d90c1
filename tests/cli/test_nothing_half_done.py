"""Where work cannot be finished, nothing of it is left: one line says why."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from campaigner.store import database as databases
from campaigner.workspace import Workspace
from conftest import Command

PERSON = ["--name", "Sam Sample", "--address", "1 Sample Road", "--postcode", "LE93 1AA"]
WRITE = ["letter", "write", "bread", *PERSON, "--as", "txt", "-o", "out/letter.txt"]
PACK = ["campaign", "pack", "bread", "--source", "amira", "-o", "out"]


@pytest.mark.slow
@pytest.mark.parametrize("command", [WRITE, PACK], ids=lambda words: " ".join(words[:2]))
@pytest.mark.usefixtures("bread")
def test_nothing_is_written_that_cannot_be_recorded(
    represented: Workspace, campaigner: Command, unprivileged: Command, command: list[str]
) -> None:
    campaigner("source", "add", "amira", "--kind", "channel", "--name", "Amira")
    represented.database_path.chmod(0o444)
    called = unprivileged(*command)
    assert (called.code, called.stdout) == (1, "")
    assert "it is read-only" in called.stderr
    assert not Path("out").exists()


@pytest.mark.usefixtures("bread")
def test_no_letter_is_written_while_another_program_holds_the_database(
    represented: Workspace, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "WAIT_SECONDS", 0.01)
    other = sqlite3.connect(represented.database_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    called = campaigner(*WRITE)
    other.close()
    assert (called.code, "is locked" in called.stderr) == (1, True)
    assert not Path("out").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        WRITE,
        ["letter", "batch", "bread", "--supporters", "people.csv", "--as", "txt", "--out", "out"],
        ["campaign", "brief", "bread", "-o", "out/brief.pdf"],
        ["petition", "sheet", "bread", "-o", "out/sheet.pdf"],
        ["instrument", "sheet", "UDHR 1", "-o", "out/sheet.pdf"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
@pytest.mark.usefixtures("bread")
def test_templates_that_cannot_be_read_are_no_fault_of_the_program(
    represented: Workspace, unprivileged: Command, command: list[str]
) -> None:
    Path("people.csv").write_text("name,address,postcode\nSam,1 Sample Road,LE93 1AA\n")
    templates = represented.root / "templates"
    templates.chmod(0)
    called = unprivileged(*command)
    templates.chmod(0o755)
    assert called.code == 1
    assert "cannot be read: Permission denied." in called.stderr
    assert "fault in the program" not in called.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("bread")
def test_the_count_is_verified_without_the_keys(
    represented: Workspace, unprivileged: Command
) -> None:
    represented.keys_folder.mkdir(mode=0)
    called = unprivileged("petition", "verify", "bread")
    represented.keys_folder.chmod(0o700)
    assert called.code == 0


def test_a_backup_goes_into_a_new_folder(represented: Workspace, campaigner: Command) -> None:
    assert campaigner("db", "backup", "copies/today.db").code == 0
    with closing(sqlite3.connect("copies/today.db")) as copy:
        assert copy.execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_a_backup_that_cannot_be_written_names_no_hidden_file(
    represented: Workspace, campaigner: Command
) -> None:
    Path("file").write_text("", encoding="utf-8")
    called = campaigner("db", "backup", "file/today.db")
    assert called.code == 1
    assert called.stderr == (
        "Error: file/today.db cannot be written: part of the path is a file, not a folder."
        " Choose another path.\n"
    )
