"""Where the files of a job are: in a folder of its own among its campaign's letters."""

from __future__ import annotations

from pathlib import Path

from campaigner.opening import OpenWorkspace
from campaigner.store.jobs import FileOfJob, JobRow

_OF_ALL = "_all"  # no campaign can be called that
"""The folder of jobs that are about all campaigns."""


def folder_of(here: OpenWorkspace, campaign: str, job: int) -> Path:
    """Returns the private folder of a job; ``campaign`` is empty if it is about all of them."""
    return here.workspace.letters_folder(campaign or _OF_ALL).resolve() / _name(job)


def folder_with(file: FileOfJob) -> Path:
    """Returns the folder of the job that a file is of."""
    return next(each for each in Path(file.path).parents if each.name == _name(file.job))


def _name(job: int) -> str:
    return f"job-{job}"


def letters_folder(here: OpenWorkspace, row: JobRow) -> Path:
    """Returns the folder that a job's letters are written to."""
    return folder_of(here, row.campaign, row.id) / "letters"


def zip_path(here: OpenWorkspace, row: JobRow) -> Path:
    """Returns where a job's letters are as a zip."""
    return folder_of(here, row.campaign, row.id) / f"letters-{row.campaign}.zip"


def table_path(here: OpenWorkspace, campaign: str, job: int, ending: str) -> Path:
    """Returns where the table is that a job was given."""
    return folder_of(here, campaign, job) / f"supporters{ending}"


def papers_folder(here: OpenWorkspace, row: JobRow) -> Path:
    """Returns the folder that a job's papers are written to, before they are in a zip."""
    return folder_of(here, row.campaign, row.id) / "papers"
