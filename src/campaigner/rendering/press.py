"""Typesetting in processes that are kept warm: for a server, where each letter is waited for.

Each process has a thread that gives it one letter at a time. A letter that takes too long, or
brings its process down, fails alone: that process is ended, and another takes its place.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from typing import Any

from campaigner.errors import CampaignerError
from campaigner.rendering.letter_page import LetterPage
from campaigner.rendering.renderers import AUTOMATIC, DoesNotFit, Typeset, renderer_named
from campaigner.vocabulary.letters import PdfVariant

SECONDS = 10.0
WAITING = 16
_PROCESSES = 2
_START_SECONDS = 60.0


class PressBusy(CampaignerError):
    """So many letters wait that one more would wait too long."""

    code = "press-busy"


class PressFailed(CampaignerError):
    """A letter took too long, or could not be set for reasons of the program."""

    code = "press-failed"


@dataclass(frozen=True)
class _Refused:
    """Why a letter cannot be set, as it travels between processes."""

    message: str
    hint: str
    code: str
    part: str = ""

    def error(self) -> CampaignerError:
        if self.part:
            return DoesNotFit(self.message, hint=self.hint, part=self.part)
        return CampaignerError(self.message, hint=self.hint, code=self.code)


@dataclass
class _Task:
    """A letter to set, and what came of it once ``done`` is set."""

    letter: LetterPage
    variant: PdfVariant
    done: threading.Event = field(default_factory=threading.Event)
    typeset: Typeset | None = None
    error: CampaignerError | None = None


class Press:
    """Sets letters in a few processes; threads may share it.

    ``seconds`` is how long one letter may take, ``waiting`` how many may wait for a process that
    is free. Nothing is started before ``warm`` or the first letter.
    """

    def __init__(
        self,
        renderer: str = AUTOMATIC,
        *,
        processes: int = 0,
        seconds: float = SECONDS,
        waiting: int = WAITING,
    ) -> None:
        self._processes = processes or min(_PROCESSES, os.cpu_count() or 1)
        self._start = lambda: _Worker(renderer, seconds)
        self._places = threading.Semaphore(self._processes + waiting)
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._closed = False

    def warm(self) -> None:
        """Start the processes, without waiting until they are ready."""
        with self._lock:
            if self._threads or self._closed:
                return
            self._threads = [
                threading.Thread(target=_serve, args=(self._start, self._tasks), daemon=True)
                for _ in range(self._processes)
            ]
        for thread in self._threads:
            thread.start()

    def typeset(self, letter: LetterPage, variant: PdfVariant = PdfVariant.UA_1) -> Typeset:
        """Returns the letter as PDF.

        Raises PressBusy if too many wait, PressFailed if it takes too long or fails, DoesNotFit
        and CampaignerError as a renderer does.
        """
        if self._closed or not self._places.acquire(blocking=False):
            raise PressBusy("Too many letters are being made.", hint="Try again in a few seconds.")
        try:
            self.warm()
            task = _Task(letter, variant)
            self._tasks.put(task)
            task.done.wait()
        finally:
            self._places.release()
        if task.error:
            raise task.error
        assert task.typeset is not None
        return task.typeset

    def close(self) -> None:
        """Finish the letters that wait, and end the processes."""
        with self._lock:
            self._closed = True
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            with suppress(RuntimeError):  # not started, as the program was stopped in between
                thread.join()


def _serve(start: Callable[[], _Worker], tasks: SimpleQueue[_Task | None]) -> None:
    """Give letters to one process, and to its successors."""
    worker = start()
    while task := tasks.get():
        if not worker.is_alive:
            worker.end()
            worker = start()
        try:
            worker.set(task)
        except PressFailed as failed:
            task.error = failed
            worker.end()
            worker = start()
        finally:
            task.done.set()
    worker.end()


class _Worker:
    """A process that sets letters, and the way to it."""

    def __init__(self, renderer: str, seconds: float) -> None:
        context = multiprocessing.get_context("spawn")
        self._way, other = context.Pipe()
        self._seconds = seconds
        self._is_ready = False
        self._process: SpawnProcess = context.Process(
            target=_set_letters, args=(other, renderer), daemon=True, name="campaigner-press"
        )
        self._process.start()
        other.close()

    @property
    def is_alive(self) -> bool:
        """Whether the process is there; it may have been ended from outside."""
        return self._process.is_alive()

    def set(self, task: _Task) -> None:
        """Have a letter set. Raises PressFailed; the process is of no more use then."""
        if not self._is_ready:
            self._answer(_START_SECONDS)
            self._is_ready = True
        with suppress(OSError):  # if it has ended, it does not answer either
            self._way.send((task.letter, task.variant))
        answer = self._answer(self._seconds)
        if isinstance(answer, _Refused):
            task.error = answer.error()
        else:
            task.typeset = answer

    def _answer(self, seconds: float) -> Any:
        try:
            if self._way.poll(seconds):
                return self._way.recv()
        except (EOFError, OSError):
            raise PressFailed("The letter could not be made.") from None
        raise PressFailed(f"The letter takes longer than {seconds:g} seconds to make.")

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._way.close()
        self._process.kill()
        self._process.join()


def _set_letters(way: Connection, renderer: str) -> None:
    """What a process does until its way to the server is closed."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends it
    made = renderer_named(renderer)
    with suppress(EOFError, OSError):
        way.send(None)  # ready
        while True:
            letter, variant = way.recv()
            way.send(_set(made, letter, variant))


def _set(renderer: Any, letter: LetterPage, variant: PdfVariant) -> Typeset | _Refused:
    try:
        typeset: Typeset = renderer.typeset(letter, variant)
    except CampaignerError as error:
        part = str(error.details["part"]) if isinstance(error, DoesNotFit) else ""
        return _Refused(error.message, error.hint, error.code, part)
    except Exception as error:  # noqa: BLE001 - one letter does not stop the others
        message = f"The letter meets a fault in the program ({type(error).__name__})."
        return _Refused(message, "Please report it.", PressFailed.code)
    return typeset
