"""One thread that writes for many: what waits is done together, and committed once.

A commit waits for the disk. Where many people sign at the same moment, each of them alone would
wait for all of those before; together they wait once. Each job is a part of the transaction that
can fail by itself, and nobody is answered before the commit.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace, opened_workspace
from campaigner.shelf import another_moment, one_moment
from campaigner.store.database import transaction
from campaigner.store.unusable import unusable
from campaigner.workspace import Workspace

T = TypeVar("T")
Job = Callable[[OpenWorkspace], T]

MOST_TOGETHER = 256
MOST_WAITING = 4_096
MOST_OF_ONE = 256  # jobs of one lane that may wait
STORM, PAUSE = 8, 0.003  # after so many jobs together, so many seconds for the next to come in


class Busy(CampaignerError):
    """More is waiting to be written than can be done soon: try again in a moment."""

    code = "busy"


@dataclass(frozen=True, slots=True)
class Together(Generic[T]):
    """A job that is done together with others like it that wait at the same moment.

    ``do`` is given what each of them is ``about``, and returns for each what came of it, or an
    error, of which nothing may be left. If ``do`` itself fails, each is done by itself.
    """

    do: Callable[[OpenWorkspace, Sequence[Any]], Sequence[T | Exception]]
    about: Any

    def __call__(self, here: OpenWorkspace) -> T:
        """Do it alone."""
        (came,) = self.do(here, [self.about])
        if isinstance(came, Exception):
            raise came
        return came


class Promise(Protocol):
    """What somebody waits for, in a thread (a ``Future``) or elsewhere."""

    def set_running_or_notify_cancel(self) -> bool:
        """Returns whether anybody still waits."""

    def set_result(self, result: Any) -> None:
        """Tell who waits."""

    def set_exception(self, error: Exception) -> None:
        """Tell who waits that it failed."""


P = TypeVar("P", bound=Promise)


@dataclass(frozen=True, slots=True)
class _Waiting(Generic[P]):
    job: Job[Any]
    promise: P


class Lanes:
    """What waits, in a lane for each network, so that none can keep the others out.

    Not safe for several threads by itself.
    """

    def __init__(self, most: int = MOST_WAITING, most_of_one: int = MOST_OF_ONE) -> None:
        self.most, self.most_of_one = most, most_of_one
        self.waiting = 0
        self._lanes: dict[str, deque[_Waiting[Any]]] = {}

    def add(self, lane: str, each: _Waiting[Any]) -> None:
        """Put a job at the end of its lane. Raises Busy if too much waits."""
        queue = self._lanes.get(lane, ())
        if self.waiting >= self.most or len(queue) >= self.most_of_one:
            raise Busy("Too many people are signing at this moment.", hint="Try again soon.")
        self._lanes.setdefault(lane, deque()).append(each)
        self.waiting += 1

    def take(self, most: int) -> list[_Waiting[Any]]:
        """Takes up to that many jobs: the first of each lane, then the second, and so on."""
        taken: list[_Waiting[Any]] = []
        while self._lanes and len(taken) < most:
            lane = next(iter(self._lanes))
            queue = self._lanes.pop(lane)
            taken.append(queue.popleft())
            if queue:
                self._lanes[lane] = queue  # behind the others
        self.waiting -= len(taken)
        return taken


class Writer:
    """Does the jobs of many threads in one, with a database of its own."""

    def __init__(
        self, lanes: Lanes | None = None, rest: Callable[[float], None] = time.sleep
    ) -> None:
        self._lanes = lanes or Lanes()
        self._rest = rest
        self._changed = threading.Condition()
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many jobs wait."""
        return self._lanes.waiting

    def submit(self, job: Job[T], lane: str = "") -> Future[T]:
        """Returns what will have the job's result once that is on the disk, or its error.

        ``lane`` says where the job came from. Raises Busy.
        """
        promise: Future[T] = Future()
        self.put(job, lane, promise)
        return promise

    def put(self, job: Job[Any], lane: str, promise: Promise) -> None:
        """As ``submit``, for whoever waits for a promise of their own."""
        with self._changed:
            if self._closed:
                raise Busy("The pages are being stopped.", hint="Try again in a minute.")
            self._lanes.add(lane, _Waiting(job, promise))
            self._changed.notify()

    def close(self) -> None:
        """Take no more jobs; those that wait are still done."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def work(self, here: OpenWorkspace, clock: Callable[[], datetime]) -> None:
        """Do what is submitted until ``close`` is called and nothing waits."""
        while jobs := self._next():
            do_together(replace(here, now=clock()), jobs)
            if len(jobs) >= STORM:
                self._rest(PAUSE)

    def _next(self) -> list[_Waiting[Any]]:
        with self._changed:
            while not self._lanes.waiting and not self._closed:
                self._changed.wait()
            return self._lanes.take(MOST_TOGETHER)


def do_together(here: OpenWorkspace, jobs: Sequence[_Waiting[Any]]) -> None:
    """Do jobs in one transaction; each is told what came of it after the commit.

    Those that nobody waits for any more are left out.
    """
    jobs = [each for each in jobs if each.promise.set_running_or_notify_cancel()]
    outcomes: list[tuple[Promise, Any, Exception | None]] = []
    try:
        with one_moment(), transaction(here.database):
            for together in _alike(jobs):
                came = _outcomes(here, [each.job for each in together])
                outcomes += [(each.promise, *one) for each, one in zip(together, came, strict=True)]
    except Exception as error:  # noqa: BLE001 - whatever it is, those who wait are told
        for each in jobs:
            each.promise.set_exception(_told(here, error))
        return
    for promise, result, failure in outcomes:
        if failure:
            promise.set_exception(_told(here, failure))
        else:
            promise.set_result(result)


def _alike(jobs: Sequence[_Waiting[Any]]) -> list[list[_Waiting[Any]]]:
    """The jobs that are done together, in the order of the first of each."""
    found: dict[Any, list[_Waiting[Any]]] = {}
    for each in jobs:
        kind = each.job.do if isinstance(each.job, Together) else id(each)
        found.setdefault(kind, []).append(each)
    return list(found.values())


def _outcomes(here: OpenWorkspace, jobs: list[Job[Any]]) -> list[tuple[Any, Exception | None]]:
    first, *others = jobs
    if others and isinstance(first, Together):
        abouts = [each.about for each in jobs if isinstance(each, Together)]
        came, failure = _outcome(here, lambda here: first.do(here, abouts))
        if failure is None:
            return [(None, one) if isinstance(one, Exception) else (one, None) for one in came]
    return [_outcome(here, job) for job in jobs]


def _outcome(here: OpenWorkspace, job: Job[Any]) -> tuple[Any, Exception | None]:
    try:
        with transaction(here.database):
            return job(here), None
    except Exception as error:
        if not here.database.conn.in_transaction:
            raise  # the whole transaction is gone, as on a full disk
        another_moment()  # what the job wrote is not there any more
        return None, error


def _told(here: OpenWorkspace, error: Exception) -> Exception:
    """The error that those who wait are told: a database's, in words that people understand."""
    if isinstance(error, sqlite3.Error):
        return unusable(here.workspace.database_path, error) or error
    return error


@contextmanager
def one_writer(workspace: Workspace, clock: Callable[[], datetime], actor: str) -> Iterator[Writer]:
    """A writer at work for the length of a ``with`` block; what was submitted is finished.

    Raises CampaignerError if the database cannot be used.
    """
    writer, ready = Writer(), Future[None]()

    def work() -> None:
        try:
            with opened_workspace(workspace, clock(), actor) as here:
                ready.set_result(None)
                writer.work(here, clock)
        except BaseException as error:
            if ready.done():
                raise
            ready.set_exception(error)

    thread = threading.Thread(target=work, name="writer")
    try:
        thread.start()
        ready.result()
        yield writer
    finally:
        writer.close()
        if thread.ident:
            thread.join()
