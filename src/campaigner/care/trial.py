"""Trying a copy of the database: restored to a temporary place, opened and counted again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from campaigner.care.backups import Tell
from campaigner.care.room import check_room, needed_for
from campaigner.errors import CampaignerError
from campaigner.files import clear_half_written, make_folder, part_beside
from campaigner.opening import OpenWorkspace
from campaigner.petitions.proof.published import root_at
from campaigner.petitions.proof.verification import verify
from campaigner.store import backup_trials, care
from campaigner.store.backup_trials import Trial
from campaigner.store.database import Database, opened, transaction
from campaigner.store.petitions import Petition, all_petitions, find_petition


class NoBackup(CampaignerError):
    """There is no such file."""

    code = "no-backup"


@dataclass
class _Found:
    """What a copy has, as far as it was looked at."""

    petitions: int = 0
    rows: int = 0
    signatures: int = 0


class _Wrong(Exception):
    """Something in the copy does not fit; says what."""


def try_backup(here: OpenWorkspace, file: Path, tell: Tell = lambda *_: None) -> Trial:
    """Restores a copy of the database to a temporary place, and says what was found in it.

    There it is opened as the program opens its database, looked through for damage, and each
    petition is counted again from its ledger, which must be the beginning of the one in use. The
    copy stays as it is. What was found is kept if the copy is noted. ``tell`` is told of petitions.
    Raises NoBackup, NotEnoughRoom, CampaignerError if it cannot be read.
    """
    if not file.is_file():
        raise NoBackup(f"There is no file {file}.", hint="Enter the name of a backup.")
    check_room(here, needed_for(file))
    found = _Found()
    try:
        with _restored(here, file) as database:
            _look_through(here, database, found, tell)
        trouble = ""
    except _Wrong as wrong:
        trouble = str(wrong)
    trial = Trial(here.moment, found.petitions, found.rows, found.signatures, trouble)
    if not here.database.read_only:
        with transaction(here.database) as connection:
            backup_trials.save(connection, str(file.resolve()), trial)
    return trial


@contextmanager
def _restored(here: OpenWorkspace, file: Path) -> Iterator[Database]:
    """The database that a copy is, in a place of its own that is cleared away at the end."""
    folder = here.workspace.backups_folder
    try:
        make_folder(folder, private=True)
        clear_half_written(folder, below=False)
        with part_beside(folder / file.name) as part:
            shutil.copyfile(file, part)
            try:
                if damage := care.faults(part):
                    raise _Wrong(damage[0])
                with opened(part) as database:
                    yield database
            except CampaignerError as error:
                raise _Wrong(error.message.replace(str(part), str(file))) from error
            finally:
                for log in ("-wal", "-shm", "-journal"):
                    Path(f"{part}{log}").unlink(missing_ok=True)
    except OSError as error:
        raise CampaignerError(f"{file} cannot be restored: {error.strerror}.") from error


def _look_through(here: OpenWorkspace, database: Database, found: _Found, tell: Tell) -> None:
    petitions = all_petitions(database.conn)
    for number, petition in enumerate(petitions, start=1):
        verdict = verify(database, petition.campaign)
        found.petitions += 1
        found.rows += verdict.rows
        found.signatures += verdict.total
        if verdict.misfit:
            raise _Wrong(f"{petition.campaign}: {verdict.misfit.message}")
        if not _is_beginning(here, database, petition):
            raise _Wrong(f"{petition.campaign}: its ledger is not the beginning of the one in use.")
        tell(number, len(petitions))


def _is_beginning(here: OpenWorkspace, database: Database, there: Petition) -> bool:
    """Whether the ledger in use begins as that of a copy. A petition may be gone by now."""
    connection, size = here.database.conn, there.ledger_rows
    now = find_petition(connection, there.campaign)
    if now is None or not size:
        return True
    if now.ledger_rows < size:
        return False
    return root_at(connection, now.id, size) == root_at(database.conn, there.id, size)
