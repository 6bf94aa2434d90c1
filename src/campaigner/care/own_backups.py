"""Copies of the database in the workspace's own folder: made, tried, and so many of them kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from campaigner.care.backups import NoDatabase, Tell
from campaigner.care.room import check_room, needed_for
from campaigner.care.trial import try_backup
from campaigner.errors import CampaignerError
from campaigner.files import make_folder, sha256_of
from campaigner.issued import BACKUP, UNKNOWN, note_files, note_place, remove_noted
from campaigner.opening import OpenWorkspace
from campaigner.store import audit, backup_trials, care
from campaigner.store.backup_trials import Trial
from campaigner.store.database import opened, require_writable, transaction
from campaigner.store.issued_files import IssuedFile, noted_as

_COPIED, _READ = 60, 70  # per cent of the work


class BackupNotSound(CampaignerError):
    """A copy was made, but something in it does not fit."""

    code = "backup-not-sound"


@dataclass(frozen=True, slots=True)
class Made:
    """A copy that was made and tried, and how many older ones were removed."""

    path: Path
    trial: Trial
    removed: int


def check_room_for_backup(here: OpenWorkspace) -> None:
    """Check that a copy can be made and tried. Raises NoDatabase, NotEnoughRoom."""
    path = here.workspace.database_path
    if not path.exists():
        raise NoDatabase(f"There is no database {path} yet.")
    check_room(here, 2 * needed_for(path))  # the copy, and the place where it is tried


def make_backup(here: OpenWorkspace, tell: Tell = lambda *_: None) -> Made:
    """Makes a copy of the database in the workspace's folder for them, and tries it.

    Then the oldest of those that are there are removed, so that as many stay as the settings say:
    only those that were made so and are as they were. ``tell`` is told how much per cent is done.
    Raises as ``check_room_for_backup``, CampaignerError if it cannot be written, BackupNotSound if
    it was made and something in it does not fit: then all others stay.
    """
    check_room_for_backup(here)
    require_writable(here.database)
    folder = here.workspace.backups_folder
    make_folder(folder, private=True)
    file = _new_name(folder, here)
    _note(here, file, UNKNOWN)
    note_place(here.database, folder, here.moment)

    def copied(done: int, expected: int) -> None:
        tell(_COPIED * done // max(expected, 1), 100)

    # Over a connection of its own: it stays at one moment while the progress is written.
    with opened(here.workspace.database_path) as database:
        care.back_up(database.conn, file, copied, is_checked=False)
    _note(here, file, sha256_of(file))
    tell(_READ, 100)
    trial = try_backup(here, file, lambda done, of: tell(_READ + (99 - _READ) * done // of, 100))
    with transaction(here.database) as connection:
        audit.record(
            connection, here.moment, here.actor, "backup made", "",
            file=file.name, sound=trial.is_sound,
        )  # fmt: skip
    if trial.trouble:
        raise BackupNotSound(
            f"The backup {file.name} was made, but something in it does not fit: {trial.trouble}",
            hint="Check the database itself.",
        )
    removed = _remove_old(here, folder)
    tell(100, 100)
    return Made(file, trial, removed)


def _new_name(folder: Path, here: OpenWorkspace) -> Path:
    """A name that no file has, by the time of the organisation."""
    stem = f"campaigner-{here.now.astimezone(here.zone):%Y-%m-%d-%H%M%S}"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 100))]
    return next(path for name in names if not (path := folder / f"{name}.db").exists()).resolve()


def _note(here: OpenWorkspace, file: Path, sha256: str) -> None:
    note_files(here.database, [IssuedFile(str(file), "", sha256, BACKUP)], here.moment)


def _remove_old(here: OpenWorkspace, folder: Path) -> int:
    """Remove the oldest of the sound copies that were made into a folder; returns how many."""
    connection = here.database.conn
    trials = backup_trials.all_of(connection)
    sound = [
        each
        for each, _ in noted_as(connection, BACKUP)
        if Path(each.path).parent == folder.resolve() and Path(each.path).exists()
        if (trial := trials.get(each.path)) and trial.is_sound
    ]
    old = sound[here.workspace.settings.retention.backups_kept :]
    due = [each for each in old if each.sha256 != UNKNOWN]
    return len(remove_noted(here.database, due).gone)
