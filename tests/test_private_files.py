"""Files with personal data are for their owner alone, whatever the umask; others are not."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaigner.files import clear_half_written, make_folder, part_beside, write_bytes, writing
from campaigner.outputs import Folder, writing_alone
from campaigner.store.care import back_up
from campaigner.store.database import open_database, transaction
from campaigner.workspace import Workspace
from conftest import Command


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o277])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    try:
        yield request.param
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_private_file_and_its_folders_are_for_their_owner(tmp_path: Path, umask: int) -> None:
    path = tmp_path / "new" / "folder" / "export.csv"
    with writing(path, private=True) as file:
        (part,) = path.parent.iterdir()
        assert mode(part) & 0o077 == 0  # also while it is being written
        file.write(b"Sam Sample")
    assert (mode(path), mode(path.parent), mode(path.parent.parent)) == (0o600, 0o700, 0o700)


def test_a_private_file_that_all_could_read_is_closed_when_it_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.touch()
    path.chmod(0o644)
    write_bytes(path, b"x", private=True)
    assert mode(path) == 0o600


def test_folders_that_are_there_stay_as_they_are(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    write_bytes(shared / "own" / "x", b"x", private=True)
    assert (mode(shared), mode(shared / "own")) == (0o755, 0o700)


def test_letters_and_their_folder_are_private(tmp_path: Path, umask: int) -> None:
    with writing_alone(str(tmp_path / "letters" / "right-to-food")):
        Folder(tmp_path / "letters" / "right-to-food").write("sam/letter.pdf", b"%PDF")
    found = {path.relative_to(tmp_path): mode(path) for path in tmp_path.rglob("*")}
    assert {mode(tmp_path / path) for path in found if (tmp_path / path).is_dir()} == {0o700}
    assert {value for path, value in found.items() if path.suffix} == {0o600}


def test_the_database_its_log_and_its_backup_are_private(tmp_path: Path, umask: int) -> None:
    database = open_database(tmp_path / "campaigner.db")
    try:
        with transaction(database) as connection:
            connection.execute("INSERT INTO audit (at, actor, action) VALUES (0, 'a', 'b')")
        back_up(database.conn, tmp_path / "backup.db")
        found = {path.name: mode(path) for path in tmp_path.iterdir()}
    finally:
        database.close()
    assert found == dict.fromkeys(
        ("campaigner.db", "campaigner.db-wal", "campaigner.db-shm", "backup.db"), 0o600
    )


def test_a_backup_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with part_beside(tmp_path / "backup.db") as part:
            part.write_bytes(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_what_lies_beside_a_file_that_is_being_written_stays_until_it_is_dead(
    tmp_path: Path,
) -> None:
    with part_beside(tmp_path / "copy.db") as part:
        journal = part.with_name(f"{part.name}-journal")
        journal.write_bytes(b"pages")
        clear_half_written(tmp_path)
        assert part.exists()
        assert journal.exists()
    clear_half_written(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_processes_may_make_the_same_folder(tmp_path: Path) -> None:
    for _ in range(2):
        make_folder(tmp_path / "a" / "b", private=True)
    assert mode(tmp_path / "a" / "b") == 0o700


@pytest.mark.slow
def test_whatever_commands_write_about_people_is_private(
    campaigner: Command, workspace: Workspace, umask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an organiser's week leaves it: mails, an export, a backup, rejected rows, a letter."""
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-12T12:00:00")
    root = workspace.root
    table = root / "people.csv"
    table.write_text("name,email,postcode\nBad Bad,notmail,AB10 1AB\n", encoding="utf-8")
    sign = ("--name", "Ana Sample", "--email", "ana@example.org", "--postcode", "AB10 1AB")
    assert campaigner("petition", "sign", "right-to-food", *sign).code == 0
    assert campaigner("mail", "send", "--to-dir", root / "mail").code == 0
    assert campaigner("petition", "import", "right-to-food", table).code == 1
    export = ("--format", "csv", "-o", root / "out" / "export.csv")
    assert campaigner("petition", "export", "right-to-food", *export).code == 0
    assert campaigner("db", "backup", root / "backup.db").code == 0
    private = [
        root / "campaigner.db",
        root / "mail",
        *(root / "mail").iterdir(),
        root / "people.csv.rejects.csv",
        root / "out",
        root / "out" / "export.csv",
        root / "backup.db",
    ]
    assert {mode(path) for path in private if path.is_file()} == {0o600}
    assert {mode(path) for path in private if path.is_dir()} == {0o700}
