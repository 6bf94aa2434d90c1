"""Looking after a workspace's database: its schema, its soundness, copies of it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from platform import python_version

from campaigner import __version__
from campaigner.destinations import check_new
from campaigner.errors import CampaignerError
from campaigner.issued import BACKUP, note_files, note_place
from campaigner.opening import OpenWorkspace
from campaigner.petitions.proof.verification import verify
from campaigner.store import care
from campaigner.store.database import opened
from campaigner.store.issued_files import IssuedFile, noted_as
from campaigner.store.migrations import SCHEMA_VERSION
from campaigner.store.petitions import all_petitions
from campaigner.workspace import Workspace


class NoDatabase(CampaignerError):
    """The workspace has no database yet."""

    code = "no-database"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong in the database, and where: its file, or a campaign's petition."""

    where: str
    message: str


def migrate(workspace: Workspace) -> Path:
    """Brings the database to the current schema, as opening it does; returns its path."""
    with opened(workspace.database_path):
        return workspace.database_path


def check(workspace: Workspace) -> list[Fault]:
    """Returns what is wrong: damage in the file or, if there is none, petitions that do not verify.

    Raises CampaignerError if the file cannot be opened as a database.
    """
    path = workspace.database_path
    with opened(path) as database:
        if damage := [Fault(str(path), message) for message in care.faults(path)]:
            return damage
        campaigns = [each.campaign for each in all_petitions(database.conn)]
        misfits = {campaign: verify(database, campaign).misfit for campaign in campaigns}
    return [Fault(campaign, misfit.message) for campaign, misfit in misfits.items() if misfit]


def back_up(workspace: Workspace, file: Path, made_at: int) -> None:
    """Copies the database while it is in use into a new file, and checks the copy.

    It is noted, so that it is named when it still has what was erased or is past its time.
    Raises NoDatabase, and CampaignerError if the file exists or cannot be written, or the copy is
    not sound.
    """
    path = workspace.database_path
    if not path.exists():
        raise NoDatabase(f"There is no database {path} yet.")
    check_new(workspace, file)
    with opened(path) as database:
        place = str(file.resolve())
        if not (database.read_only or file.exists()):
            note_files(database, [IssuedFile(place, "", "?", BACKUP)], made_at)
            note_place(database, file.parent, made_at)
        care.back_up(database.conn, file)


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database that was made: where, when (seconds since 1970, UTC), how large.

    ``size`` is in bytes, None if the file is not there any more.
    """

    path: str
    made_at: int
    size: int | None


@dataclass(frozen=True, slots=True)
class Versions:
    """What is at work: the program, Python, SQLite and the schema of the database."""

    program: str
    python: str
    sqlite: str
    schema: int


def backups(here: OpenWorkspace) -> list[Backup]:
    """Returns the copies of the database that are noted, the newest first."""
    noted = noted_as(here.database.conn, BACKUP)
    return [Backup(path, made_at, _size(Path(path))) for path, made_at in noted]


def versions() -> Versions:
    """Returns the versions of what is at work."""
    return Versions(__version__, python_version(), sqlite3.sqlite_version, SCHEMA_VERSION)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
