"""A database that cannot be used: what the cause is and what to do, in one line."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from campaigner.opening import OpenWorkspace
from campaigner.petitions.exports import ExportRequest, export
from campaigner.petitions.opening import open_petition
from campaigner.store import database as opening
from campaigner.store.database import Database, opened, transaction
from campaigner.store.unusable import DatabaseUnusable
from campaigner.vocabulary.papers import PetitionExport
from campaigner.workspace import Workspace
from conftest import Command

pytestmark = pytest.mark.slow  # programs of their own

SLUG = "bread"
SIGN = ["petition", "sign", SLUG, "--name", "Sam Sample", "--postcode", "AB10 1AB", "--email"]


def connection_to(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


@pytest.fixture
def signed(campaigner: Command, bread: Path, workspace: Workspace) -> Iterator[Path]:
    """The database of a petition that somebody has signed; it can be removed afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
        assert campaigner(*SIGN, "sam@example.org").code == 0
    yield workspace.database_path
    workspace.root.chmod(0o755)


def write_beyond_the_limit(path: Path) -> None:
    """Write more into a database than this process may write into a file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 50_000, before[1]))
    try:
        with opened(path) as database, transaction(database) as connection:
            connection.execute("CREATE TABLE large (x)")
            for _ in range(30):
                connection.execute("INSERT INTO large VALUES (zeroblob(100000))")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def write_beyond_the_page_count(path: Path) -> None:
    with opened(path) as database:
        database.execute("PRAGMA max_page_count = 1")
        with transaction(database) as connection:
            connection.execute("CREATE TABLE large (x)")
            connection.execute("INSERT INTO large VALUES (zeroblob(1000000))")


def write_while_another_writes(path: Path) -> None:
    with closing(connection_to(path)) as other, opened(path) as database:
        database.execute("PRAGMA busy_timeout = 1")
        other.execute("BEGIN IMMEDIATE")
        with transaction(database):
            pass


def read_what_is_not_a_database(path: Path) -> None:
    path.write_bytes(b"name,email\nSam,sam@example.org\n" * 100)
    with opened(path):
        pass


def read_what_is_damaged(path: Path) -> None:
    with closing(connection_to(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with opened(path) as database:
        database.execute("SELECT * FROM signatures").fetchall()


def write_to_a_file_that_is_for_reading(path: Path) -> None:
    with opened(path) as database:
        database.execute("PRAGMA query_only = ON")
        with transaction(database) as connection:
            connection.execute("DELETE FROM audit")


def open_a_folder(path: Path) -> None:
    for each in path.parent.glob("campaigner.db*"):
        each.unlink()
    path.mkdir()
    with opened(path):
        pass


def open_in_a_folder_that_is_not_there(path: Path) -> None:
    with opened(path.parent / "nowhere" / path.name):
        pass


def store_too_large_a_text(path: Path) -> None:
    with opened(path) as database:
        database.conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1000)
        database.execute("SELECT ?", ("x" * 2000,))


def read_a_table_that_another_version_has_changed(path: Path) -> None:
    with opened(path) as database:
        database.execute("ALTER TABLE signatures RENAME COLUMN name TO full_name")
        database.execute("SELECT name FROM signatures")


@pytest.mark.parametrize(
    ("trouble", "code", "cause"),
    [
        (write_beyond_the_limit, "database-full", "the disk is full, or a limit on the size"),
        (write_beyond_the_page_count, "database-full", "the disk is full"),
        (write_while_another_writes, "database-locked", "another program has been writing to it"),
        (read_what_is_not_a_database, "database-damaged", "is damaged or is not a database"),
        (read_what_is_damaged, "database-damaged", "is damaged or is not a database"),
        (write_to_a_file_that_is_for_reading, "database-read-only", "it is read-only"),
        (open_a_folder, "database-closed", "is a folder, not the database"),
        (open_in_a_folder_that_is_not_there, "database-closed", "cannot be opened"),
        (store_too_large_a_text, "database-too-large", "a value that is too large"),
        (read_a_table_that_another_version_has_changed, "database-other-schema", "the tables of"),
    ],
)
def test_each_trouble_is_named_with_its_cause(
    signed: Path, trouble: Callable[[Path], None], code: str, cause: str
) -> None:
    with pytest.raises(DatabaseUnusable) as refused:
        trouble(signed)
    assert (refused.value.code, cause in refused.value.message) == (code, True)
    assert signed.name in refused.value.message
    assert refused.value.hint


def test_a_mistake_of_the_program_is_not_said_to_be_one_of_the_disk(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError), opened(":memory:") as other:
        other.execute("INSERT INTO audit (at) VALUES (1)")


@pytest.mark.parametrize("name", ["012_later", "999_future"])
def test_a_database_with_an_unknown_migration_is_refused_by_every_command(
    campaigner: Command, signed: Path, name: str
) -> None:
    with closing(connection_to(signed)) as later:
        later.execute(
            "INSERT INTO _sqlite_migrations SELECT id + 100, migration_set, ?, applied_at"
            " FROM _sqlite_migrations LIMIT 1",
            (name,),
        )
    for command in (["petition", "tally", SLUG], ["mail", "list"], ["db", "migrate"]):
        called = campaigner(*command)
        assert (called.code, called.stdout, len(called.stderr.splitlines())) == (1, "", 1)
        assert f"“{name}”" in called.stderr


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "campaigner.db"
    with closing(connection_to(path)) as other:
        other.execute("CREATE TABLE accounts (x)")
    before = path.read_bytes()
    with pytest.raises(DatabaseUnusable, match="not one of campaigner"):
        opened(path).__enter__()
    assert path.read_bytes() == before


def test_two_who_open_a_new_file_together_wait_for_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "campaigner.db"
    with closing(connection_to(path)) as other:
        other.execute("PRAGMA user_version = 0")
        other.execute("BEGIN IMMEDIATE")
        waited = []

        def finish(seconds: float) -> None:
            waited.append(seconds)
            other.execute("COMMIT")

        monkeypatch.setattr("campaigner.store.database.time.sleep", finish)
        with opened(path) as database:
            assert database.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert len(waited) == 1


def test_a_new_file_that_stays_locked_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "campaigner.db"
    monkeypatch.setattr(opening, "WAIT_SECONDS", 0)
    with closing(connection_to(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseUnusable, match="is locked"):
            opened(path).__enter__()


def read_only_file(path: Path) -> None:
    path.chmod(0o444)


def read_only_folder(path: Path) -> None:
    with closing(connection_to(path)) as last:
        last.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert not path.with_name(f"{path.name}-wal").exists()
    path.parent.chmod(0o555)


def read_only_both(path: Path) -> None:
    read_only_folder(path)
    path.chmod(0o444)


@pytest.mark.parametrize("make_read_only", [read_only_file, read_only_folder, read_only_both])
def test_from_a_read_only_database_people_can_read(
    unprivileged: Command,
    signed: Path,
    make_read_only: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    make_read_only(signed)
    for command in (
        ["petition", "tally", SLUG],
        ["petition", "search", SLUG],
        ["petition", "verify", SLUG],
        ["petition", "export", SLUG, "--format", "uk-json"],
        ["petition", "export", SLUG, "--format", "ledger"],
        ["letter", "list", SLUG],
        ["mail", "list"],
        ["db", "check"],
    ):
        called = unprivileged(*command)
        assert called.code == 0, (command, called.stderr)
    for command in (
        [*SIGN, "ana@example.org"],
        ["petition", "export", SLUG, "--format", "csv"],
        ["person", "export", "sam@example.org"],
    ):
        called = unprivileged(*command)
        assert (called.code, called.stdout, len(called.stderr.splitlines())) == (1, "", 1)
        assert "it is read-only" in called.stderr


def test_nobody_has_signed_a_petition_that_a_read_only_database_does_not_know(
    unprivileged: Command, signed: Path
) -> None:
    signed.chmod(0o444)
    for command in (
        ["petition", "tally", "right-to-food"],
        ["petition", "search", "right-to-food"],
        ["letter", "list", "right-to-food"],
        ["event", "list"],
        ["campaign", "list"],
    ):
        called = unprivileged(*command)
        assert called.code == 0, (command, called.stderr)
    for command in (
        *(["petition", "export", "right-to-food", "-f", what] for what in ("csv", "ledger")),
        ["petition", "checkpoint", "right-to-food"],
        ["petition", "verify", "right-to-food"],
        ["petition", "close", "right-to-food", "--yes"],
    ):
        called = unprivileged(*command)
        assert (called.code, "is read-only" in called.stderr) == (1, True), called


def test_a_new_closing_holds_without_being_written(here: OpenWorkspace) -> None:
    with pytest.MonkeyPatch.context() as patch:
        petition = open_petition(here, "right-to-food")
        patch.setattr(here.database, "read_only", True)
        here.database.execute("PRAGMA query_only = ON")
        shorter = petition.campaign.model_copy(update={"closes": petition.campaign.opens})
        patch.setattr("campaigner.petitions.opening.defined_campaign", lambda _: shorter)
        closes_at = open_petition(here, "right-to-food").petition.closes_at
        assert closes_at < petition.petition.closes_at


def test_people_are_not_exported_where_that_cannot_be_noted(here: OpenWorkspace) -> None:
    petition = open_petition(here, "right-to-food")
    here.database.read_only = True
    here.database.execute("PRAGMA query_only = ON")
    rows = export(petition, ExportRequest(what=PetitionExport.JSON_LINES)).chunks()
    with pytest.raises(DatabaseUnusable, match=r"campaigner\.db cannot be written"):
        list(rows)
    counts = export(petition, ExportRequest(what=PetitionExport.UK_JSON)).chunks()
    assert "".join(counts).startswith("{")


def test_an_older_database_that_cannot_be_brought_up_to_date_is_named(
    unprivileged: Command, signed: Path
) -> None:
    with closing(connection_to(signed)) as older:
        older.execute("PRAGMA user_version = 1")
    signed.chmod(0o444)
    called = unprivileged("petition", "tally", SLUG)
    assert (called.code, "it is read-only" in called.stderr) == (1, True)
