"""Copies of the database: made while it is in use, noted, listed with what was found in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from campaigner.destinations import check_new
from campaigner.errors import CampaignerError
from campaigner.issued import BACKUP, UNKNOWN, note_files, note_place
from campaigner.opening import OpenWorkspace
from campaigner.store import backup_trials, care
from campaigner.store.backup_trials import Trial
from campaigner.store.database import opened
from campaigner.store.issued_files import IssuedFile, noted_as
from campaigner.workspace import Workspace

Tell = Callable[[int, int], None]
"""Is told how much is done, of how much."""


class NoDatabase(CampaignerError):
    """The workspace has no database yet."""

    code = "no-database"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database that was made: where, when (seconds since 1970, UTC), how large.

    ``size`` is in bytes, None if the file is not there any more. ``trial`` is what was found when
    it was restored to be looked at, None if it was not.
    """

    path: str
    made_at: int
    size: int | None
    trial: Trial | None


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
            note_files(database, [IssuedFile(place, "", UNKNOWN, BACKUP)], made_at)
            note_place(database, file.parent, made_at)
        care.back_up(database.conn, file)


def backups(here: OpenWorkspace) -> list[Backup]:
    """Returns the copies of the database that are noted, the newest first."""
    noted = noted_as(here.database.conn, BACKUP)
    trials = backup_trials.all_of(here.database.conn)
    return [
        Backup(each.path, at, _size(Path(each.path)), trials.get(each.path)) for each, at in noted
    ]


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
