"""Seeing to jobs: one after another, each in a process of its own, for as long as it is wanted."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from campaigner.jobs.expiry import remove_expired
from campaigner.jobs.process import Hand
from campaigner.opening import OpenWorkspace
from campaigner.store import jobs
from campaigner.store.database import transaction
from campaigner.store.jobs import JobRow
from campaigner.vocabulary.desk import JobState
from campaigner.workspace import Workspace

EVERY = 2.0  # seconds between two looks for a job
_BEAT = 1.0  # seconds between two looks at the process that does it
_LEASE = 60  # seconds after which another takes a job over whose claimant is dead
_PATIENCE = 20  # beats until a process is ended that was asked to stop because the server stops
_DEATHS = 3
_TIDY = 600  # seconds between two looks for files whose time is up

Clock = Callable[[], datetime]


class Doing(Protocol):
    """A process that does a job."""

    def wait(self, seconds: float) -> bool:
        """Wait so long at most; returns whether it has ended."""

    def ask_to_stop(self) -> None:
        """Ask it to finish what is in hand and end."""

    def end(self) -> None:
        """End it, whatever it is doing."""


Begin = Callable[[Workspace, int, str], Doing]


def keep_working(
    here: OpenWorkspace, *, clock: Clock, rest: Callable[[float], bool], begin: Begin = Hand
) -> Iterator[JobRow]:
    """Does jobs as they are asked for; yields each as it was left, done or not.

    ``rest`` waits for so many seconds, and returns whether to stop; it is asked for none, too.
    Several programs may do this for one workspace: one of them works at a time.
    """
    tidied = 0
    while not rest(0):
        now = replace(here, now=clock())
        if now.moment - tidied >= _TIDY:
            remove_expired(now.database, now.moment)
            tidied = now.moment
        done = work_once(now, clock=clock, is_over=lambda: rest(0), begin=begin)
        if done:
            yield done
        elif rest(EVERY):
            return


def work_once(
    here: OpenWorkspace,
    *,
    clock: Clock,
    is_over: Callable[[], bool] = lambda: False,
    begin: Begin = Hand,
) -> JobRow | None:
    """Does the job that is next, and returns it as it was left; None if there is none to do.

    If ``is_over``, the work is interrupted, to be resumed by whoever comes next.
    """
    if not jobs.is_due(here.database.conn, here.moment):
        return None
    mark = secrets.token_hex(8)
    with transaction(here.database) as connection:
        row = jobs.claim(connection, mark, here.moment, here.moment + _LEASE)
    if row is None:
        return None
    doing = begin(here.workspace, row.id, mark)
    try:
        state = _see_to(here, row.id, mark, doing, clock, is_over)
    except BaseException:  # Ctrl-C, or the database cannot be written
        doing.ask_to_stop()
        if not doing.wait(_PATIENCE):
            doing.end()
        _settle(replace(here, now=clock()), row.id, mark, JobState.RUNNING, interrupted=True)
        raise
    _settle(replace(here, now=clock()), row.id, mark, state, interrupted=is_over())
    return jobs.of_number(here.database.conn, row.id)


def _see_to(
    here: OpenWorkspace,
    job: int,
    mark: str,
    doing: Doing,
    clock: Clock,
    is_over: Callable[[], bool],
) -> JobState | None:
    """Wait until a process has ended; returns the last known state, None if the job is lost."""
    state: JobState | None = JobState.RUNNING
    patience = _PATIENCE
    while not doing.wait(_BEAT):
        now = int(clock().timestamp())
        with transaction(here.database) as connection:
            kept = jobs.renew(connection, job, mark, now, now + _LEASE)
        if kept is not None:
            state = kept
        elif (row := jobs.of_number(here.database.conn, job)) is None or row.is_at_work:
            doing.end()  # another has taken it over, as after this machine was asleep
            return None
        if state is JobState.STOPPING or is_over():
            doing.ask_to_stop()
        patience -= is_over()
        if patience < 0:
            doing.end()
    return state


def _settle(
    here: OpenWorkspace, job: int, mark: str, state: JobState | None, *, interrupted: bool
) -> None:
    """Say what becomes of a job whose process ended without saying it."""
    with transaction(here.database) as connection:
        row = jobs.of_number(connection, job)
        if row is None or state is None or row.state not in (JobState.RUNNING, JobState.STOPPING):
            return
        left, trouble, code = JobState.WAITING, "", ""
        if row.state is JobState.STOPPING:
            left = JobState.STOPPED
        elif not interrupted and jobs.count_death(connection, job) >= _DEATHS:
            left = JobState.FAILED
            code = "job-died"
            trouble = f"The process died {_DEATHS} times. Check that there is enough memory."
        jobs.end(connection, job, mark, left, here.moment, trouble, code)
