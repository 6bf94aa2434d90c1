"""A copy of the database as a job: asked for, made and tried in a process of its own."""

from __future__ import annotations

from campaigner.care.own_backups import check_room_for_backup, make_backup
from campaigner.jobs.asking import NotNow, start_job
from campaigner.jobs.finished import Finished, Told
from campaigner.jobs.listing import ListedJob, list_jobs
from campaigner.jobs.wanted import BackupWanted, as_json
from campaigner.opening import OpenWorkspace
from campaigner.store import jobs
from campaigner.store.database import transaction
from campaigner.store.jobs import JobRow
from campaigner.vocabulary.desk import JobKind


def start_backup(here: OpenWorkspace) -> JobRow:
    """Has a copy of the database made and tried.

    Raises NotNow if one is being made, NoDatabase, NotEnoughRoom.
    """
    check_room_for_backup(here)
    with transaction(here.database) as connection:
        newest = jobs.newest(connection, "", (JobKind.BACKUP,))
        if any(each.is_at_work for each in newest):
            raise NotNow("A backup is being made.")
        wanted = as_json(BackupWanted())
        number = jobs.add(connection, JobKind.BACKUP, "", wanted, here.actor, here.moment)
    return start_job(here, number)


def newest_backup_job(here: OpenWorkspace) -> ListedJob | None:
    """Returns the copy of the database that was asked for last, None if none was."""
    return next(iter(list_jobs(here, "", (JobKind.BACKUP,))), None)


def write_backup(here: OpenWorkspace, row: JobRow, tell: Told) -> Finished:
    """Makes a copy of the database and tries it. Raises as ``make_backup``."""
    del row
    make_backup(here, tell)
    return Finished((), 0)
