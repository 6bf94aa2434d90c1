"""Doing a job that was claimed, here and now, and recording what came of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.files import sha256_of
from campaigner.holding import DAY
from campaigner.issued import note_files
from campaigner.jobs.backups import write_backup
from campaigner.jobs.expiry import remove_job_files, remove_now
from campaigner.jobs.exports import write_export
from campaigner.jobs.finished import Finished, Told
from campaigner.jobs.letters import write_letters
from campaigner.jobs.papers import write_handin, write_packs
from campaigner.opening import OpenWorkspace
from campaigner.store import audit, jobs
from campaigner.store.database import transaction
from campaigner.store.issued_files import IssuedFile
from campaigner.store.jobs import FileOfJob, JobRow
from campaigner.vocabulary.desk import JobFile, JobKind, JobState

_EVERY = 0.5  # seconds between two notes of how far it has come
_log = logging.getLogger(__name__)

Work = Callable[[OpenWorkspace, JobRow, Told], Finished]
WORKS: Mapping[JobKind, Work] = {
    JobKind.LETTERS: write_letters,
    JobKind.PACKS: write_packs,
    JobKind.HAND_IN: write_handin,
    JobKind.BACKUP: write_backup,
    JobKind.EXPORT: write_export,
}

_OF_SIGNATORIES = (JobKind.PACKS, JobKind.HAND_IN, JobKind.EXPORT, JobKind.EVERYTHING)
_TRIES = 5


class ErasedMeanwhile(CampaignerError):
    """Somebody was erased each time that the files of a job were made."""

    code = "erased-meanwhile"

    def __init__(self) -> None:
        super().__init__("Somebody was erased while this was made.", hint="Start it again.")


@dataclass
class _Progress:
    """Notes how far a job has come, and has it stopped if nobody sees to it any more."""

    here: OpenWorkspace
    job: int
    claim: str
    look: Callable[[], None]
    told: float = 0.0

    def __call__(self, done: int, expected: int) -> None:
        self.look()
        if done < expected and time.monotonic() - self.told < _EVERY:
            return
        with transaction(self.here.database) as connection:
            jobs.progress(connection, self.job, self.claim, done, expected)
        self.told = time.monotonic()


def do_job(
    here: OpenWorkspace,
    number: int,
    claim: str,
    look: Callable[[], None] = lambda: None,
    works: Mapping[JobKind, Work] = WORKS,
) -> bool:
    """Does a job in the name of whoever asked for it; returns whether it has come to its end.

    It has not if it was stopped between two letters: what to do then is for whoever claimed it.
    ``look`` is called between letters; ``works`` are the kinds of jobs that can be done.
    """
    row = jobs.of_number(here.database.conn, number)
    if row is None:
        return False
    here = replace(here, actor=row.asked_by)
    try:
        _make(here, row, claim, works[row.kind], _Progress(here, number, claim, look))
    except KeyboardInterrupt:
        return False
    except CampaignerError as error:
        _end(here, row, claim, JobState.FAILED, *_why(error))
    except Exception as error:  # noqa: BLE001 - one job does not keep the others from being done
        _log.warning("job %s met a fault: %s", number, type(error).__name__)
        trouble = f"The work met a fault in the program ({type(error).__name__}). Please report it."
        _end(here, row, claim, JobState.FAILED, trouble, "job-fault")
    else:
        _end(here, row, claim, JobState.DONE)
    return True


def _make(here: OpenWorkspace, row: JobRow, claim: str, work: Work, tell: Told) -> None:
    """Make the files of a job and note them; again if somebody was erased meanwhile.

    Whoever erases looks for files that are noted, and one that is being made is not yet. Raises
    ErasedMeanwhile if it was so each time.
    """
    connection = here.database.conn
    for _ in range(_TRIES):
        before = audit.latest_erasures(connection)
        _keep(here, row, claim, work(here, row, tell))
        if row.kind not in _OF_SIGNATORIES or audit.latest_erasures(connection) == before:
            return
        remove_now(here.database, jobs.files_of(connection, row.id))
    raise ErasedMeanwhile


def _why(error: CampaignerError) -> tuple[str, str]:
    """Why a job failed, in a sentence or two, and the code of that."""
    if isinstance(error, ProblemsFound) and error.problems:
        first = error.problems[0]
        return first.said, first.code
    return error.said, error.code


def _keep(here: OpenWorkspace, row: JobRow, claim: str, finished: Finished) -> None:
    """Note what a job made, and delete the table that it was given."""
    expires = here.moment + here.workspace.settings.desk.download_days * DAY
    files = [_file(row, role, path, expires) for role, path in finished.files]
    made = [IssuedFile(each.path, row.campaign, each.sha256, finished.about) for each in files]
    note_files(here.database, made, here.moment)
    known = jobs.files_of(here.database.conn, row.id)
    with transaction(here.database) as connection:
        jobs.note_failed(connection, row.id, claim, finished.failed)
        jobs.save_files(connection, files)
    remove_job_files(here.database, [each for each in known if each.role is JobFile.TABLE])


def _file(row: JobRow, role: JobFile, path: Path, expires: int) -> FileOfJob:
    size = path.stat().st_size
    return FileOfJob(row.id, role, path.name, str(path), sha256_of(path), size, expires)


def _end(
    here: OpenWorkspace, row: JobRow, claim: str, state: JobState, trouble: str = "", code: str = ""
) -> None:
    with transaction(here.database) as connection:
        if jobs.end(connection, row.id, claim, state, here.moment, trouble, code):
            audit.record(
                connection, here.moment, here.actor, f"job {state}", row.campaign,
                job=row.id, kind=row.kind,
            )  # fmt: skip
