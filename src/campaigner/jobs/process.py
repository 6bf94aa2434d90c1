"""The process that does one job: it can be asked to stop, and can die without harm to others."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from campaigner.opening import opened_workspace
from campaigner.vocabulary.desk import JobKind
from campaigner.workspace import Workspace

if TYPE_CHECKING:
    from campaigner.jobs.work import Work

ACTOR = "jobs"
_NICE = 10  # people who sign come first
_MOST_PROCESSES = 4


class Hand:
    """A process that does a job; it is started at once."""

    @staticmethod
    def doing(root: Path, job: int, claim: str) -> None:
        """Do a job, in the process."""
        do_here(root, job, claim)

    def __init__(self, workspace: Workspace, job: int, claim: str) -> None:
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(
            target=self.doing, args=(workspace.root, job, claim), name="campaigner-job"
        )
        self._process.start()

    def wait(self, seconds: float) -> bool:
        """Wait so long at most; returns whether the process has ended."""
        self._process.join(seconds)
        return self._process.exitcode is not None

    def ask_to_stop(self) -> None:
        """Ask it to finish what is in hand and end; asking again changes nothing."""
        with suppress(ProcessLookupError):
            os.kill(self._process.pid or 0, signal.SIGINT)

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.join()


def most_processes() -> int:
    """Returns how many processes a job shares its work among: one core is left to the server."""
    return max(1, min(_MOST_PROCESSES, (os.cpu_count() or 1) - 1))


class _Asked:
    """Whether the process was asked to stop, also before or after it can stop in order."""

    def __init__(self) -> None:
        self._stop = False
        self._parent = os.getppid()
        signal.signal(signal.SIGINT, self._note)

    def _note(self, *_: object) -> None:
        self._stop = True

    def look(self) -> None:
        """Stop in order if nobody sees to the job any more."""
        if os.getppid() != self._parent:
            os.kill(os.getpid(), signal.SIGINT)


def do_here(root: Path, job: int, claim: str, works: Mapping[JobKind, Work] | None = None) -> None:
    """Do a job in this process; ``works`` are kinds of jobs beside those of this package."""
    os.setsid()  # Ctrl-C in a terminal reaches the server alone, which asks to stop
    asked = _Asked()
    from campaigner.jobs.work import WORKS, do_job

    os.nice(_NICE)
    workspace = Workspace(root)
    with opened_workspace(workspace, workspace.now(), ACTOR) as here:
        do_job(here, job, claim, asked.look, {**WORKS, **(works or {})})
