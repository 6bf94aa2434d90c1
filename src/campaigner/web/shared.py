"""What many ask for at almost the same time: made once for all of them, and kept for a second."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool

T = TypeVar("T")

KEPT_FOR = 1.0  # seconds
# What changes all the time is made again after a rest of nine times as long as making it took, so
# that it takes a tenth of a processor; what took long once (the first time) keeps nobody waiting.
_REST, _LONGEST_REST = 9, 0.2  # times, seconds
_MOST = 256


@dataclass(frozen=True, slots=True)
class _Made:
    """A value; ``began`` and ``took`` are in seconds."""

    version: Hashable
    began: float
    took: float
    value: Any


class Shared:
    """Makes each value in a thread, one at a time however many wait for it. For one event loop.

    ``seconds`` gives a time that only runs forward.
    """

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._changes = 0
        self._known: dict[Hashable, _Made] = {}
        self._making: dict[Hashable, asyncio.Task[Any]] = {}

    def forget(self) -> None:
        """Give nobody who asks from now on what was made, or begun, before."""
        self._changes += 1

    async def of(self, key: Hashable, make: Callable[[], T], version: Hashable = None) -> T:
        """Returns what ``make`` gave less than a second ago for that version, or makes it now.

        Raises what ``make`` raises, and keeps nothing then.
        """
        version = (self._changes, version)
        known = self._known.get(key)
        if known and known.version == version and self._seconds() < known.began + KEPT_FOR:
            value: T = known.value
            return value
        making = self._making.get((key, version))
        if making is None:
            making = asyncio.create_task(self._make(key, make, version))
            self._making[key, version] = making
            making.add_done_callback(lambda done: self._end((key, version), done))
        return await asyncio.shield(making)

    async def _make(self, key: Hashable, make: Callable[[], T], version: Hashable) -> T:
        if known := self._known.get(key):
            rest = known.took + min(known.took * _REST, _LONGEST_REST)
            await asyncio.sleep(max(known.began + rest - self._seconds(), 0))
        began = self._seconds()
        value = await run_in_threadpool(make)
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = _Made(version, began, self._seconds() - began, value)
        return value

    def _end(self, key: Hashable, done: asyncio.Task[Any]) -> None:
        del self._making[key]
        if not done.cancelled():
            done.exception()  # whoever still waits is told; nobody has to
