"""Jobs: long works as rows, who sees to them, and their files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields

from campaigner.vocabulary.desk import JobFile, JobKind, JobState

_PAGE = 50


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job; the columns are explained in the schema."""

    id: int
    kind: JobKind
    campaign: str
    request: str
    asked_by: str
    asked_at: int
    state: JobState
    started_at: int | None
    ended_at: int | None
    done: int
    expected: int
    failed: int
    trouble: str
    deaths: int
    seen_at: int | None
    trouble_code: str = ""

    @property
    def is_at_work(self) -> bool:
        """Whether it waits for its turn, or somebody is at work on it."""
        return self.state in (JobState.WAITING, JobState.RUNNING, JobState.STOPPING)

    @property
    def can_start(self) -> bool:
        """Whether it can be started, for the first time or again."""
        return self.state in (JobState.PREPARED, JobState.STOPPED, JobState.FAILED)


@dataclass(frozen=True, slots=True)
class FileOfJob:
    """A file of a job, until ``expires_at``."""

    job: int
    role: JobFile
    name: str
    path: str
    sha256: str
    size: int
    expires_at: int


_JOB = ", ".join(each.name for each in fields(JobRow))
_FILE = ", ".join(each.name for each in fields(FileOfJob))


def add(
    connection: sqlite3.Connection, kind: JobKind, campaign: str, request: str, by: str, now: int
) -> int:
    """Adds a prepared job, and returns its number."""
    row = connection.execute(
        "INSERT INTO jobs (kind, campaign, request, asked_by, asked_at, state)"
        " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (kind, campaign, request, by, now, JobState.PREPARED),
    ).fetchone()
    return int(row[0])


def of_number(connection: sqlite3.Connection, job: int) -> JobRow | None:
    """Returns a job, None if there is no such one."""
    row = connection.execute(f"SELECT {_JOB} FROM jobs WHERE id = ?", (job,)).fetchone()
    return _job(row) if row else None


def newest(
    connection: sqlite3.Connection, campaign: str, kinds: Collection[JobKind]
) -> list[JobRow]:
    """Returns the newest jobs of some kinds of a campaign, or of all if it is empty."""
    about = "campaign = :campaign" if campaign else "1"
    rows = connection.execute(
        f"SELECT {_JOB} FROM jobs WHERE {about} AND kind IN (SELECT value FROM json_each(:kinds))"
        " ORDER BY id DESC LIMIT :most",
        {"campaign": campaign, "kinds": json.dumps(list(kinds)), "most": _PAGE},
    )
    return [_job(row) for row in rows]


def _job(row: sqlite3.Row) -> JobRow:
    values = dict(zip((each.name for each in fields(JobRow)), row, strict=True))
    return JobRow(**values | {"kind": JobKind(values["kind"]), "state": JobState(values["state"])})


def wait(connection: sqlite3.Connection, job: int, request: str) -> None:
    """Puts a job among those that wait, with what it is asked to do."""
    connection.execute(
        "UPDATE jobs SET state = ?, request = ?, ended_at = NULL, trouble = '', deaths = 0,"
        " claim = '', claimed_until = 0 WHERE id = ?",
        (JobState.WAITING, request, job),
    )


def change_request(connection: sqlite3.Connection, job: int, request: str) -> bool:
    """Changes what a prepared job is asked to do; returns whether it still was one."""
    done = connection.execute(
        "UPDATE jobs SET request = ? WHERE id = ? AND state = ?", (request, job, JobState.PREPARED)
    )
    return done.rowcount == 1


def ask_to_stop(connection: sqlite3.Connection, job: int, now: int) -> bool:
    """Asks for a job to be stopped; one that only waits is stopped. Returns whether it was on."""
    done = connection.execute(
        "UPDATE jobs SET ended_at = CASE state WHEN 'waiting' THEN ? END,"
        " state = CASE state WHEN 'waiting' THEN 'stopped' ELSE 'stopping' END"
        " WHERE id = ? AND state IN ('waiting', 'running', 'stopping')",
        (now, job),
    )
    return done.rowcount == 1


def claim(connection: sqlite3.Connection, claimant: str, now: int, until: int) -> JobRow | None:
    """Returns the job that is next, None if none is, or another is being seen to.

    It is kept from others ``until`` then. One whose claimant has died is taken over, and stopped
    if that was asked for.
    """
    connection.execute(
        "UPDATE jobs SET state = 'stopped', ended_at = :now, claim = ''"
        " WHERE state = 'stopping' AND claimed_until <= :now",
        {"now": now},
    )
    row = connection.execute(
        "UPDATE jobs SET state = 'running', claim = :claim, claimed_until = :until,"
        " started_at = coalesce(started_at, :now), seen_at = :now WHERE id = (SELECT min(id)"
        " FROM jobs WHERE state = 'waiting' OR state = 'running' AND claimed_until <= :now)"
        " AND NOT EXISTS (SELECT 1 FROM jobs WHERE state IN ('running', 'stopping')"
        f" AND claimed_until > :now) RETURNING {_JOB}",
        {"claim": claimant, "now": now, "until": until},
    ).fetchone()
    return _job(row) if row else None


def is_due(connection: sqlite3.Connection, now: int) -> bool:
    """Returns whether there is a job to claim."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM jobs WHERE state = 'waiting'"
        " OR state IN ('running', 'stopping') AND claimed_until <= ?)",
        (now,),
    ).fetchone()
    return bool(row[0])


def renew(
    connection: sqlite3.Connection, job: int, claimant: str, now: int, until: int
) -> JobState | None:
    """Keeps a job for longer; returns its state, None if it is not the claimant's any more."""
    row = connection.execute(
        "UPDATE jobs SET claimed_until = ?, seen_at = ? WHERE id = ? AND claim = ?"
        " AND state IN ('running', 'stopping') RETURNING state",
        (until, now, job, claimant),
    ).fetchone()
    return JobState(row[0]) if row else None


def progress(
    connection: sqlite3.Connection, job: int, claimant: str, done: int, expected: int
) -> None:
    """Notes how far a job has come."""
    connection.execute(
        "UPDATE jobs SET done = ?, expected = ? WHERE id = ? AND claim = ?",
        (done, expected, job, claimant),
    )


def note_failed(connection: sqlite3.Connection, job: int, claimant: str, failed: int) -> None:
    """Notes for how many rows there is nothing."""
    connection.execute(
        "UPDATE jobs SET failed = ? WHERE id = ? AND claim = ?", (failed, job, claimant)
    )


def end(
    connection: sqlite3.Connection,
    job: int,
    claimant: str,
    state: JobState,
    now: int,
    trouble: str = "",
    code: str = "",
) -> bool:
    """Ends a job, or puts it back; returns whether it was still the claimant's.

    ``trouble`` says why it failed, and ``code`` is a stable name for that.
    """
    is_over = state is not JobState.WAITING
    done = connection.execute(
        "UPDATE jobs SET state = ?, ended_at = ?, trouble = ?, trouble_code = ?,"
        " claim = '', claimed_until = 0"
        " WHERE id = ? AND claim = ? AND state IN ('running', 'stopping')",
        (state, now if is_over else None, trouble, code, job, claimant),
    )
    return done.rowcount == 1


def count_death(connection: sqlite3.Connection, job: int) -> int:
    """Notes that a process died at work on a job; returns how many have."""
    row = connection.execute(
        "UPDATE jobs SET deaths = deaths + 1 WHERE id = ? RETURNING deaths", (job,)
    ).fetchone()
    return int(row[0])


def remove(connection: sqlite3.Connection, job: int) -> None:
    """Removes a job and the records of its files."""
    connection.execute("DELETE FROM jobs WHERE id = ?", (job,))


def save_files(connection: sqlite3.Connection, files: Iterable[FileOfJob]) -> None:
    """Notes files of jobs; one of the same name takes the place of another."""
    connection.executemany(
        f"INSERT OR REPLACE INTO job_files ({_FILE}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(e.job, e.role, e.name, e.path, e.sha256, e.size, e.expires_at) for e in files],
    )


def files_of(connection: sqlite3.Connection, job: int) -> list[FileOfJob]:
    """Returns the files of a job, by name."""
    rows = connection.execute(f"SELECT {_FILE} FROM job_files WHERE job = ? ORDER BY name", (job,))
    return [_file(row) for row in rows]


def files_of_campaign(connection: sqlite3.Connection, campaign: str) -> list[FileOfJob]:
    """Returns the files of all jobs of a campaign, by job and name."""
    rows = connection.execute(
        f"SELECT {_FILE} FROM job_files WHERE job IN (SELECT id FROM jobs WHERE campaign = ?)"
        " ORDER BY job, name",
        (campaign,),
    )
    return [_file(row) for row in rows]


def files_past(connection: sqlite3.Connection, now: int) -> list[FileOfJob]:
    """Returns the files whose time is up."""
    rows = connection.execute(
        f"SELECT {_FILE} FROM job_files WHERE expires_at <= ? ORDER BY job, name", (now,)
    )
    return [_file(row) for row in rows]


def _file(row: sqlite3.Row) -> FileOfJob:
    job, role, *rest = row
    return FileOfJob(job, JobFile(role), *rest)


def forget_files(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Removes the records of files of jobs, not the files."""
    connection.executemany("DELETE FROM job_files WHERE path = ?", [(path,) for path in paths])
