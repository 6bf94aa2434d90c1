"""Files of jobs that go when their time is up, or somebody has them removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from campaigner.issued import LeftFile, remove_files, remove_noted_under
from campaigner.jobs.places import folder_of
from campaigner.opening import OpenWorkspace
from campaigner.store import jobs
from campaigner.store.database import Database, transaction
from campaigner.store.issued_files import forget_issued_files
from campaigner.store.jobs import FileOfJob
from campaigner.store.letters import files_under, forget_letter_files
from campaigner.vocabulary.desk import JobFile


def remove_expired(here: OpenWorkspace) -> int:
    """Removes the files of jobs whose time is up, with the letters that they were made of.

    Returns how many of the files are gone.
    """
    due = jobs.files_past(here.database.conn, here.moment)
    return len(due) - len(remove_now(here, due))


def remove_now(here: OpenWorkspace, files: Sequence[FileOfJob]) -> tuple[LeftFile, ...]:
    """Removes files of jobs, and the letters of jobs whose results are removed.

    Returns those that stay: they are noted, to be looked for again.
    """
    left = remove_job_files(here.database, files)
    made = {each.job for each in files if each.role is not JobFile.TABLE}
    for number in {each.job for each in files}:
        if row := jobs.of_number(here.database.conn, number):
            folder = folder_of(here, row.campaign, number)
            if number in made:
                left += _remove_letters(here.database, folder)
            _remove_folders(folder)
    return left


def remove_job_files(database: Database, files: Iterable[FileOfJob]) -> tuple[LeftFile, ...]:
    """Removes files of jobs themselves, and returns those that stay."""
    done = remove_files({each.path: each.sha256 for each in files})
    with transaction(database) as connection:
        forget_issued_files(connection, done.gone)
        jobs.forget_files(connection, done.gone)
    return done.left


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
