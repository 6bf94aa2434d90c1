"""The progress of long work: a bar on a terminal, or else a plain line now and then."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from campaigner.cli.output import say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_EVERY_SECONDS = 10.0


class Progress:
    """Shows the number of items done, the speed and the time left.

    It runs no thread of its own, so that processes can be forked beside it.
    """

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._started = self._said = time.monotonic()

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task(self.noun, total=None)
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            self._bar.stop()

    def at(self, done: int, total: int = 0) -> None:
        """Show the number done; ``total`` is 0 if it is unknown."""
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=done, total=total or None, refresh=True)
        elif (now := time.monotonic()) - self._said >= _EVERY_SECONDS:
            self._said = now
            say(progress_line(self.noun, done, total, now - self._started))


def progress_line(noun: str, done: int, total: int, seconds: float) -> str:
    """Returns the progress in words; ``total`` is 0 if it is unknown."""
    rate = done / max(seconds, 0.001)
    line = f"{done:,} of {total:,} {noun}" if total else f"{done:,} {noun}"
    line += f", {rate:,.0f} a second" if rate >= 10 else f", {rate:.1f} a second"
    if total > done > 0:
        left = round((total - done) / rate)
        line += f", {left // 60} min {left % 60:02} s left" if left >= 60 else f", {left} s left"
    return line


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    return Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TaskProgressColumn(show_speed=True),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
    )
