"""Gone means gone: no byte of a person is left under the workspace, or nobody says that it is."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaigner.care.backups import back_up
from campaigner.files import HALF_WRITTEN
from campaigner.issued import LeftReason
from campaigner.mail.sending import send_mail
from campaigner.opening import OpenWorkspace
from campaigner.petitions.importing.request import ImportRequest
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.moderation.decisions import invalidate
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.opening import open_petition
from campaigner.privacy import people
from campaigner.privacy.people import erase_person, export_person
from campaigner.privacy.retention import anonymise
from campaigner.store import audit
from campaigner.store.database import Database, open_database, opened, transaction
from campaigner.workspace import Workspace
from conftest import Command, Folder
from petitioners import (
    NOON,
    SLUG,
    application,
    confirmed,
    new_token,
    person,
    seconds,
    signed,
    the_petition,
    work_on,
    workspace_of,
)

pytestmark = pytest.mark.slow

QUINN = application("Quinnella Unmistakable", "quinnella.unmistakable@example.org", "ZE3 9ZZ")
EMAIL = "quinnella.unmistakable@example.org"
TRACES = (b"unmistakable", b"ze3 9zz")
AFTER = seconds("2027-12-12 00:00")  # everybody's time is up


def traces_in(workspace: Workspace) -> list[str]:
    """The files under the workspace in which something of Quinn can be read."""
    files = [each for each in workspace.root.rglob("*") if each.is_file()]
    return sorted(
        str(each.relative_to(workspace.root))
        for each in files
        if any(trace in each.read_bytes().lower() for trace in TRACES)
    )


@pytest.fixture(scope="module")
def lived_in(new_workspace: Folder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database after 121 people have signed, Quinn in their midst; the mails lie beside it."""
    root = tmp_path_factory.mktemp("lived in") / "workspace"
    new_workspace.write_to(root)
    with opened(Workspace(root).database_path) as database:
        petition = the_petition(database)
        for number in range(60):
            confirmed(database, petition, person(number), area="E14001063")
        made = confirmed(database, petition, QUINN)
        new_token(database, made.id)
        for number in range(60, 120):
            confirmed(database, petition, person(number))
        send_mail(workspace_of(database), root / "mail")
        yield database


@pytest.fixture
def everywhere(lived_in: Database, database: Database, workspace: Workspace) -> Workspace:
    """Quinn has signed, been mailed, and left a file half written; others have signed, too."""
    before = workspace_of(lived_in).workspace.root
    lived_in.conn.backup(database.conn)
    for table in ("issued_files", "writing_places"):
        moved = f"UPDATE {table} SET path = replace(path, ?, ?)"
        database.execute(moved, (str(before), str(workspace.root)))
    shutil.copytree(before / "mail", workspace.root / "mail")
    (workspace.root / "mail" / f".000061.eml.0123{HALF_WRITTEN}").write_bytes(b"Unmistakable")
    (workspace.root / "letters").mkdir()
    (workspace.root / "letters" / f".quinn.pdf.4567{HALF_WRITTEN}").write_bytes(b"Unmistakable")
    assert len(traces_in(workspace)) >= 4
    database.execute("PRAGMA busy_timeout = 50")  # how long readers are waited for
    return workspace


@pytest.fixture
def reader(everywhere: Workspace) -> Iterator[sqlite3.Connection]:
    """Another program that reads the database, in the middle of a query."""
    connection = sqlite3.connect(everywhere.database_path, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM signatures").fetchone()
    yield connection
    connection.close()


def test_after_erasure_nothing_of_quinn_is_left(everywhere: Workspace, database: Database) -> None:
    assert erase_person(workspace_of(database), EMAIL).complete
    assert traces_in(everywhere) == []


def test_after_retention_nothing_of_anybody_is_left(
    everywhere: Workspace, database: Database
) -> None:
    assert anonymise(workspace_of(database, AFTER)).complete
    assert traces_in(everywhere) == []
    assert list((everywhere.root / "mail").iterdir()) == []


def test_with_a_worker_that_waits_nothing_is_left(
    everywhere: Workspace, database: Database
) -> None:
    worker = open_database(everywhere.database_path)  # as mail that is being sent has it
    try:
        worker.execute("SELECT count(*) FROM outbox").fetchone()
        assert erase_person(workspace_of(database), EMAIL).complete
        assert traces_in(everywhere) == []
    finally:
        worker.close()


def test_while_somebody_reads_nobody_says_that_quinn_is_erased(
    everywhere: Workspace, database: Database, reader: sqlite3.Connection
) -> None:
    done = erase_person(workspace_of(database), EMAIL)
    assert (done.total, done.still_readable, done.complete) == (1, True, False)
    assert traces_in(everywhere)  # the reader has them
    reader.execute("COMMIT")
    assert erase_person(workspace_of(database), EMAIL).complete
    assert traces_in(everywhere) == []


def test_while_somebody_reads_nobody_says_that_anything_is_removed(
    everywhere: Workspace, database: Database, reader: sqlite3.Connection
) -> None:
    done = anonymise(workspace_of(database, AFTER))
    assert (done.still_readable, done.complete) == (True, False)
    reader.execute("COMMIT")
    assert anonymise(workspace_of(database, AFTER)).complete  # there is nothing to remove any more
    assert traces_in(everywhere) == []


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("person", "erase", EMAIL, "--yes"), "Erased"),
        (("petition", "anonymise"), "Removed."),
    ],
)
def test_the_command_line_ends_with_1_and_says_what_to_do(
    everywhere: Workspace,
    reader: sqlite3.Connection,
    campaigner: Command,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.setattr("campaigner.store.database.WAIT_SECONDS", 0.05)
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-12-12T09:00:00")
    called = campaigner(*command)
    assert called.code == 1
    assert "can still be read in the file of the database" in called.stderr
    assert "Close other programs that use the database" in called.stderr
    assert "Removed." not in called.stderr
    reader.close()
    again = campaigner(*command)
    assert traces_in(everywhere) == []
    assert (said == "Erased") or (again.code == 0 and said in again.stderr)


def statements_of(database: Database) -> list[str]:
    """Returns the list to which each statement that is carried out is added."""
    said: list[str] = []
    database.conn.set_trace_callback(said.append)
    return said


def test_the_file_is_not_rewritten_for_somebody_of_whom_no_byte_is_left(
    everywhere: Workspace, database: Database
) -> None:
    erase_person(workspace_of(database), "somebody.else@example.org")
    said = statements_of(database)
    assert erase_person(workspace_of(database), EMAIL).total
    assert "VACUUM" not in said
    assert not any(trace in everywhere.database_path.read_bytes().lower() for trace in TRACES)


def test_the_file_is_rewritten_if_a_copy_of_quinn_is_left_in_it(
    everywhere: Workspace, database: Database
) -> None:
    database.execute("PRAGMA secure_delete = OFF")
    said = statements_of(database)
    assert erase_person(workspace_of(database), EMAIL).total
    assert "VACUUM" in said
    assert not any(trace in everywhere.database_path.read_bytes().lower() for trace in TRACES)


def test_an_erasure_that_was_interrupted_is_finished_by_the_next(
    everywhere: Workspace, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("campaigner.privacy.people.clean", interrupted)
        with pytest.raises(KeyboardInterrupt):
            erase_person(workspace_of(database), EMAIL)
    said = statements_of(database)
    erase_person(workspace_of(database), EMAIL)
    assert "VACUUM" in said
    said.clear()
    erase_person(workspace_of(database), EMAIL)
    assert "VACUUM" not in said


def test_a_large_file_is_left_to_the_next_removal_if_somebody_waits(
    everywhere: Workspace, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "_SOON", 0)
    rewritten = []
    monkeypatch.setattr(people, "clean", lambda *_: rewritten.append("now"))
    here = workspace_of(database)
    done = erase_person(here, EMAIL, soon=True)
    assert done.total
    assert (done.still_readable, rewritten) == (True, [])
    assert audit.is_unfinished(database.conn, "person erase")
    assert not anonymise(here).still_readable
    assert not audit.is_unfinished(database.conn, "person erase")


def test_the_audit_says_of_an_erasure_whether_a_file_is_left(
    everywhere: Workspace, database: Database
) -> None:
    backup = everywhere.root / "backup.db"
    back_up(everywhere, backup, NOON)
    erase_person(workspace_of(database), EMAIL)
    backup.unlink()
    said = statements_of(database)
    erase_person(workspace_of(database), EMAIL)
    assert "VACUUM" not in said  # the file of the database was rewritten before
    first, second = [each for each in audit.deeds(database.conn) if each.action == "person erase"]
    assert json.loads(first.details) == {
        "records": 1, "files_left": 1, "complete": False, "rewritten": True,
    }  # fmt: skip
    assert json.loads(second.details) == {
        "records": 0, "files_left": 0, "complete": True, "rewritten": True,
    }  # fmt: skip


def test_an_erasure_that_an_earlier_version_did_not_finish_is_finished(
    everywhere: Workspace, database: Database
) -> None:
    with transaction(database) as connection:
        audit.record(connection, NOON, "olive", "person erase", records=1, complete=False)
        assert audit.is_unfinished(connection, "person erase")
    erase_person(workspace_of(database), EMAIL)
    assert not audit.is_unfinished(database.conn, "person erase")


# --- rejected rows and backups


def import_a_row_of_quinn(here: OpenWorkspace, cells: str) -> Path:
    table = here.workspace.root.parent / "people.csv"
    table.write_text(f"name,email,postcode\n{cells}\n", encoding="utf-8")
    rejects = here.workspace.root / "rejects.csv"
    request = ImportRequest(file=table, rejects=rejects, confirmed=True)
    import_signatures(open_petition(here, SLUG), request)
    return rejects


@pytest.mark.parametrize(
    "cells",
    [
        f"Somebody Else,{EMAIL},nowhere",
        "Quinnella  Unmistakable,quinnella at example,ZE3 9ZZ",
        '"Unmistakable, Quinnella",,',
        "QUINNELLA UNMISTAKABLE,,",
    ],
)
def test_rejected_rows_are_found_by_address_and_by_name(
    everywhere: Workspace, database: Database, cells: str
) -> None:
    here = workspace_of(database)
    rejects = import_a_row_of_quinn(here, cells)
    assert rejects.exists()
    done = erase_person(here, EMAIL)
    assert [Path(each.path) for each in done.shared] == [rejects]
    assert not done.complete
    rejects.unlink()
    assert erase_person(here, EMAIL).complete
    assert traces_in(everywhere) == []


def test_a_file_that_still_has_quinn_is_named_until_it_is_made_again_or_deleted(
    everywhere: Workspace, database: Database
) -> None:
    here = workspace_of(database)
    rejects = import_a_row_of_quinn(here, "QUINNELLA UNMISTAKABLE,,")
    assert not erase_person(here, EMAIL).complete  # now nobody knows their name any more
    for left in (erase_person(here, EMAIL).left, anonymise(here).left):
        assert [(Path(each.path), each.reason) for each in left] == [(rejects, LeftReason.STALE)]
    rejects.write_text("name\nSomebody Else\n", encoding="utf-8")
    assert erase_person(here, EMAIL).complete
    assert traces_in(everywhere) == []


def test_rejected_rows_go_after_their_time(everywhere: Workspace, database: Database) -> None:
    rejects = import_a_row_of_quinn(workspace_of(database), f"Somebody,{EMAIL},nowhere")
    assert anonymise(workspace_of(database, AFTER)).complete
    assert not rejects.exists()
    assert traces_in(everywhere) == []


def test_a_backup_that_still_has_quinn_is_named_until_it_is_gone(
    everywhere: Workspace, database: Database
) -> None:
    here, backup = workspace_of(database), everywhere.root / "backup.db"
    back_up(everywhere, backup, NOON)
    done = erase_person(here, EMAIL)
    assert [(Path(each.path), each.reason) for each in done.left] == [(backup, LeftReason.BACKUP)]
    assert not done.complete
    backup.unlink()
    assert erase_person(here, EMAIL).complete
    back_up(everywhere, backup, NOON)  # this one never had them
    assert erase_person(here, EMAIL).complete
    assert traces_in(everywhere) == []


def test_a_backup_with_names_past_their_time_is_named(
    everywhere: Workspace, database: Database
) -> None:
    backup = everywhere.root / "backup.db"
    back_up(everywhere, backup, NOON)
    done = anonymise(workspace_of(database, AFTER))
    assert [each.reason for each in done.left] == [LeftReason.BACKUP]
    backup.unlink()
    back_up(everywhere, backup, AFTER)
    assert anonymise(workspace_of(database, AFTER)).complete
    assert traces_in(everywhere) == []


def test_a_backup_of_an_older_version_may_have_anybody(
    everywhere: Workspace, database: Database
) -> None:
    backup = everywhere.root / "backup.db"
    back_up(everywhere, backup, NOON)
    older = sqlite3.connect(backup)
    older.execute("PRAGMA user_version = 1")
    older.close()
    done = erase_person(workspace_of(database), "stranger@example.org")
    assert [each.reason for each in done.left] == [LeftReason.BACKUP]


# --- what is exported, and what the audit says


def test_an_export_has_links_networks_and_files(everywhere: Workspace, database: Database) -> None:
    (made,) = database.execute("SELECT id, petition FROM signatures WHERE email = ?", (EMAIL,))
    with transaction(database) as connection:
        connection.execute("INSERT INTO networks VALUES (?, ?, x'0102', ?)", (*made, NOON))
    (signature,) = export_person(workspace_of(database), EMAIL)["signatures"]
    assert signature["network"] == {"hash": "0102", "seen_at": "2026-12-11T12:00:00+00:00"}
    assert signature["links"]
    assert {link["purpose"] for link in signature["links"]} <= {"confirm", "withdraw"}
    (mail,) = signature["files"]
    assert Path(mail).parent == everywhere.root / "mail"


def test_the_audit_keeps_no_condition_that_names_one(
    database: Database, workspace: Workspace
) -> None:
    petition = the_petition(database)
    signed(database, petition, application("Quinn", "q@quinnella-unmistakable.example"))
    for number in range(5):
        signed(database, petition, application(f"Bot {'abcde'[number]}", f"b{number}@bots.example"))
    here = work_on(database, petition)
    for domain in ("quinnella-unmistakable.example", "bots.example"):
        invalidate(here, SignatureFilter(domain=domain))
    details = [deed.details for deed in audit.deeds(database.conn) if deed.action == "invalidate"]
    assert "unmistakable" not in str(details)
    assert '"domain": "(given)"' in details[0]
    assert '"domain": "bots.example"' in details[1]
