"""How much a template may do: so many steps, so many characters, so many seconds.

Templates come from campaigns' folders, which may be a stranger's. Each loop, call, filter and value
that is written is counted while a template is rendered (``rendering.environment`` sees to it), and
what would be too much is refused before it is made.
"""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from types import FrameType
from typing import Any

from jinja2.exceptions import SecurityError

MOST_STEPS = 200_000
MOST_WRITTEN = 4_000_000  # characters of a page, with its pictures
LONGEST_VALUE = 1_000_000  # characters, or members
MOST_SECONDS = 20.0
PAGE_SECONDS = 120  # to lay a document out and write it


class TooLong(BaseException):
    """Work on a document that was stopped because it took too long.

    No library takes it for a mistake of its own, and goes on.
    """


@dataclass
class Budget:
    """What one rendering has left."""

    steps: int = MOST_STEPS
    characters: int = MOST_WRITTEN
    until: float = field(default_factory=lambda: time.monotonic() + MOST_SECONDS)

    def spend(self, steps: int, characters: int) -> None:
        """Take from it. Raises SecurityError if there is not enough left."""
        self.steps -= steps
        self.characters -= characters
        if self.steps < 0:
            raise SecurityError("this does too much: a loop or a call goes on for too long")
        if self.characters < 0:
            raise SecurityError("this writes too much")
        if time.monotonic() > self.until:
            raise SecurityError(f"this takes longer than {MOST_SECONDS:g} seconds")


_budget: ContextVar[Budget | None] = ContextVar("budget", default=None)


@contextmanager
def bounded() -> Iterator[None]:
    """A rendering with a budget of its own; one inside another has what that one has left."""
    if _budget.get():
        yield
        return
    token = _budget.set(Budget())
    try:
        yield
    finally:
        _budget.reset(token)


def spend(steps: int = 0, characters: int = 0) -> bool:
    """Takes from the budget of the rendering that goes on, if any; returns True.

    Raises SecurityError if there is not enough left.
    """
    if budget := _budget.get():
        budget.spend(steps, characters)
    return True


def check_weight(*values: object) -> None:
    """Raises SecurityError for values that are too long together, with all that is in them."""
    weight, waiting = 0, list(values)
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            weight += len(value)
        elif isinstance(value, dict):
            waiting += value.values()
            weight += len(value)
        elif isinstance(value, list | tuple):
            waiting += value
        weight += 1
        if weight > LONGEST_VALUE:
            raise SecurityError("this makes a value that is too long")


def counted(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose work is counted, and which is given nothing that is too long."""

    @wraps(function)
    def call(*values: Any, **named: Any) -> Any:
        spend(steps=1)
        check_weight(*values, *named.values())
        return function(*values, **named)

    return call


@contextmanager
def page_limit(seconds: float = PAGE_SECONDS) -> Iterator[None]:
    """Stop work on a document after some seconds, in whatever thread. Raises TooLong.

    In a main thread a signal stops it at once. In another one, such as a worker's of a cluster,
    Python raises the exception before its next step: what a library does meanwhile is finished.
    """
    if threading.current_thread() is threading.main_thread():
        with _stopped_by_signal(seconds):
            yield
    else:
        with _stopped_by_timer(seconds):
            yield


@contextmanager
def _stopped_by_signal(seconds: float) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _stopped_by_timer(seconds: float) -> Iterator[None]:
    interrupt = ctypes.pythonapi.PyThreadState_SetAsyncExc
    thread, lock = ctypes.c_ulong(threading.get_ident()), threading.Lock()
    is_over = is_late = False

    def stop() -> None:
        nonlocal is_late
        with lock:
            if not is_over:
                is_late = True
                interrupt(thread, ctypes.py_object(TooLong))

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        try:
            with lock:
                is_over = True
        except TooLong:  # raised while it waited for the lock
            is_over = True
        if is_late:
            interrupt(thread, None)  # if it was not raised yet
            raise TooLong
