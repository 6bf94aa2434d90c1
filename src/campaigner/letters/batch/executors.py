"""Who does the work: this process, others on this machine, or a Dask cluster.

Each gives results as they come, in any order, and takes items only as it can use them, so that
memory stays the same however many there are. What a dying worker leaves undone is done again.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    Future,
    ProcessPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait as wait_for
from typing import Generic, TypeVar

from campaigner.errors import CampaignerError

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[tuple[Item, ...]], list[Result]]

_DEATHS = 5  # so many, with fewer than _QUIET chunks done between one and the next, and it is over
_QUIET = 50
# Objects between two looks for those that hold one another: what is remembered holds a million.
_COLLECTED_AFTER = 20_000
_FEW, _FIRST = 8, 128  # the first items are taken so few at a time, so that all have some to do


@dataclass(frozen=True)
class Pace:
    """How many items a process takes at a time, and after how many it gives way to a new one."""

    chunk: int = _FEW
    life: int = 1_024


def run(
    work: Work[Item, Result],
    items: Iterable[Item],
    jobs: int = 1,
    scheduler: str = "",
    pace: Pace = Pace(),
) -> Iterator[Result]:
    """Returns what ``work`` makes of the items, taken a few at a time.

    ``scheduler`` is the address of a Dask scheduler. Without one, ``jobs`` processes are forked;
    one job is done in this process. Raises CampaignerError if workers keep dying.
    """
    if scheduler:
        from campaigner.letters.batch.cluster import run_on_cluster

        return run_on_cluster(work, _chunks(items, pace), scheduler)
    if jobs > 1:
        return _in_processes(work, _chunks(items, pace), jobs, pace.life)
    return (result for chunk in _chunks(items, pace) for result in work(chunk))


def _chunks(items: Iterable[Item], pace: Pace) -> Iterator[tuple[Item, ...]]:
    iterator, taken = iter(items), 0
    while chunk := tuple(islice(iterator, _FEW if taken < _FIRST else pace.chunk)):
        taken += len(chunk)
        yield chunk


class _Processes(Generic[Item, Result]):
    """Forked processes, warm with all that was imported here, and the chunks they are at."""

    def __init__(self, work: Work[Item, Result], jobs: int, life: int) -> None:
        self.work, self.jobs, self.life = work, jobs, life
        self.pool = self._new_pool()
        self.at_work: dict[Future[list[Result]], tuple[Item, ...]] = {}
        self.deaths = self.given = self.done = 0

    def _new_pool(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(self.jobs, context, initializer=_settle_in)

    @property
    def worn(self) -> bool:
        """Whether the processes have done what they are for."""
        return self.given >= self.life * self.jobs

    def renew(self) -> None:
        """Take new processes; all work of the old ones is done."""
        self.pool.shutdown()
        self.pool = self._new_pool()
        self.given = 0

    def give(self, chunk: tuple[Item, ...]) -> None:
        try:
            future = self.pool.submit(self.work, chunk)
        except BrokenProcessPool:  # a process died while nobody waited for one
            self._start_again(chunk)
            return
        self.given += len(chunk)
        self.at_work[future] = chunk

    def next_results(self) -> Iterator[Result]:
        done, _ = wait(self.at_work, return_when=FIRST_COMPLETED)
        for future in done:
            try:
                results = future.result()
            except BrokenProcessPool:
                self._start_again()
                return
            del self.at_work[future]
            self.done += 1
            yield from results

    def _start_again(self, *further: tuple[Item, ...]) -> None:
        """A process died and took the pool along: give what is not done to a new one."""
        self.deaths = 1 if self.done >= _QUIET else self.deaths + 1
        self.done = 0
        if self.deaths > _DEATHS:
            raise CampaignerError(
                "The worker processes keep dying.",
                hint="Check that there is enough memory, or use fewer processes.",
            )
        undone = [*self.at_work.values(), *further]
        self.at_work.clear()
        self.pool.shutdown(wait=False, cancel_futures=True)
        self.pool = self._new_pool()
        for chunk in undone:
            self.give(chunk)


def _in_processes(
    work: Work[Item, Result], chunks: Iterator[tuple[Item, ...]], jobs: int, life: int
) -> Iterator[Result]:
    processes = _Processes(work, jobs, life)
    try:
        while True:
            if not processes.worn:
                for chunk in islice(chunks, 2 * jobs - len(processes.at_work)):
                    processes.give(chunk)
            if processes.at_work:
                yield from processes.next_results()
            elif processes.worn:
                processes.renew()
            else:
                return
    finally:
        processes.pool.shutdown(cancel_futures=True)


def _settle_in() -> None:
    """In a new process: leave what was inherited to itself, and go when the parent goes.

    Ctrl-C on a terminal reaches every process: the parent is the one to answer it.
    """
    gc.freeze()
    gc.set_threshold(_COLLECTED_AFTER, *gc.get_threshold()[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def go_with_parent() -> None:
        wait_for([parent.sentinel])
        os._exit(1)

    threading.Thread(target=go_with_parent, daemon=True).start()
