"""Jobs as people see them: what was asked for, how far each has come, and who asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from campaigner.jobs.asking import job_of
from campaigner.jobs.wanted import Wanted, wanted_in
from campaigner.opening import OpenWorkspace
from campaigner.store import jobs
from campaigner.store.jobs import JobRow
from campaigner.time_zones import local_time
from campaigner.vocabulary.desk import JobKind, JobState


@dataclass(frozen=True, slots=True)
class ListedJob:
    """A job as it is listed; times are those of the organisation. ``by`` is as the audit has it."""

    id: int
    kind: JobKind
    campaign: str
    wanted: Wanted
    by: str
    asked: datetime
    state: JobState
    done: int
    expected: int
    failed: int
    trouble: str
    ended: datetime | None
    seen: datetime | None
    can_start: bool
    is_at_work: bool


def list_jobs(
    here: OpenWorkspace, campaign: str = "", kinds: Collection[JobKind] = tuple(JobKind)
) -> list[ListedJob]:
    """Returns the newest jobs of some kinds of a campaign, or of all; at most 50."""
    return [_listed(here, row) for row in jobs.newest(here.database.conn, campaign, kinds)]


def listed_job(here: OpenWorkspace, number: int) -> ListedJob:
    """Returns a job as it is listed. Raises NoJob."""
    return _listed(here, job_of(here, number))


def _listed(here: OpenWorkspace, row: JobRow) -> ListedJob:
    def at(moment: int | None) -> datetime | None:
        return None if moment is None else local_time(moment, here.zone)

    return ListedJob(
        row.id, row.kind, row.campaign, wanted_in(row), row.asked_by,
        local_time(row.asked_at, here.zone), row.state, row.done, row.expected, row.failed,
        row.trouble, at(row.ended_at), at(row.seen_at), row.can_start, row.is_at_work,
    )  # fmt: skip
