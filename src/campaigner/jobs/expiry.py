"""Files of jobs that go when their time is up, or somebody has them removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from campaigner.issued import FilesRemoved, LeftFile, remove_files, remove_noted_under
from campaigner.jobs.places import folder_with
from campaigner.store import jobs
from campaigner.store.database import Database, transaction
from campaigner.store.issued_files import forget_issued_files
from campaigner.store.jobs import FileOfJob
from campaigner.store.letters import files_under, forget_letter_files
from campaigner.vocabulary.desk import JobFile


def remove_expired(database: Database, now: int) -> FilesRemoved:
    """Removes the files of jobs whose time is up. Returns as ``remove_now``."""
    return remove_now(database, jobs.files_past(database.conn, now))


def remove_now(database: Database, files: Sequence[FileOfJob]) -> FilesRemoved:
    """Removes files of jobs, and the letters of jobs whose results are removed.

    Returns which of the files are gone, and what stays, letters too: that is noted, to be looked
    for again.
    """
    done = remove_job_files(database, files)
    left = done.left
    made = {folder_with(each) for each in files if each.role is not JobFile.TABLE}
    for folder in sorted({folder_with(each) for each in files}):
        if folder in made:
            left += _remove_letters(database, folder)
        _remove_folders(folder)
    return FilesRemoved(done.gone, left)


def remove_job_files(database: Database, files: Iterable[FileOfJob]) -> FilesRemoved:
    """Removes files of jobs themselves."""
    done = remove_files({each.path: each.sha256 for each in files})
    with transaction(database) as connection:
        forget_issued_files(connection, done.gone)
        jobs.forget_files(connection, done.gone)
    return done


def _remove_letters(database: Database, folder: Path) -> tuple[LeftFile, ...]:
    """Removes the letters in a job's folder; what is recorded of them stays."""
    remove_noted_under(database, folder)
    done = remove_files(files_under(database.conn, str(folder)))
    with transaction(database) as connection:
        forget_letter_files(connection, done.gone)
    return done.left


def _remove_folders(folder: Path) -> None:
    """Removes a job's folder and those in it, if nothing is left there."""
    inside = sorted((each for each in folder.rglob("*") if each.is_dir()), reverse=True)
    for each in (*inside, folder):
        with suppress(OSError):  # something is left in it, or it is gone
            each.rmdir()
