"""What a job made, to be fetched until its time is up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from campaigner.errors import UsageError
from campaigner.jobs.asking import job_of
from campaigner.opening import OpenWorkspace
from campaigner.store import audit, jobs
from campaigner.store.database import transaction
from campaigner.time_zones import day_of
from campaigner.vocabulary.desk import JobFile

_MEDIA = {
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".txt": "text/plain",
}


class NoFile(UsageError):
    """A job has no such file, or has it no longer."""

    code = "no-such-file"


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a job: what it is, its size in bytes, and the last day on which it is there."""

    role: JobFile
    name: str
    path: Path
    size: int
    until: date

    @property
    def media(self) -> str:
        """Its media type."""
        return _MEDIA.get(self.path.suffix, "application/octet-stream")


def downloads(here: OpenWorkspace, number: int) -> list[Download]:
    """Returns what can be fetched of a job, what failed last. Raises NoJob."""
    job_of(here, number)
    found = [
        Download(
            each.role, each.name, Path(each.path), each.size,
            day_of(each.expires_at - 1, here.zone),
        )
        for each in jobs.files_of(here.database.conn, number)
        if each.role is not JobFile.TABLE and each.expires_at > here.moment
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.role is JobFile.REJECTS, each.name))


def fetch(here: OpenWorkspace, number: int, name: str) -> Download:
    """Returns a file of a job for somebody to take away; the audit notes who did.

    Raises NoJob, and NoFile if it is not there.
    """
    row = job_of(here, number)
    for each in downloads(here, number):
        if each.name == name and each.path.is_file():
            with transaction(here.database) as connection:
                audit.record(
                    connection, here.moment, here.actor, "job file fetched", row.campaign,
                    job=number, file=each.name,
                )  # fmt: skip
            return each
    raise NoFile("This file is not there any more.", hint="Start the job again to make it.")
