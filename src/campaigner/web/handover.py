"""From the writer's thread to those who wait in the event loop: all that is ready at once.

Each alone would wake the loop, which then takes the processor from the writer.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Handover:
    """What is on its way to an event loop."""

    def __init__(self) -> None:
        self._ready: deque[tuple[asyncio.Future[Any], Any, Exception | None]] = deque()
        self._is_called = False

    def promise(self) -> Promised[Any]:
        """Returns a promise to who asks in the loop."""
        return Promised(self, asyncio.get_running_loop().create_future())

    def bring(self, future: asyncio.Future[Any], result: Any, error: Exception | None) -> None:
        """Tell who waits what came of it; in any thread."""
        self._ready.append((future, result, error))
        if not self._is_called:
            self._is_called = True
            loop = future.get_loop()
            if not loop.is_closed():  # otherwise nobody waits any more
                loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        self._is_called = False  # first: what comes from now on calls again
        while self._ready:
            future, result, error = self._ready.popleft()
            if future.done():
                continue
            if error:
                future.set_exception(error)
            else:
                future.set_result(result)


class Promised(Generic[T]):
    """What a job was promised to give; ``future`` is for who waits in the loop."""

    __slots__ = ("_handover", "future")

    def __init__(self, handover: Handover, future: asyncio.Future[T]) -> None:
        self._handover, self.future = handover, future

    def set_running_or_notify_cancel(self) -> bool:
        """Returns whether anybody still waits."""
        return not self.future.cancelled()

    def set_result(self, result: T) -> None:
        """Tell who waits."""
        self._handover.bring(self.future, result, None)

    def set_exception(self, error: Exception) -> None:
        """Tell who waits that it failed."""
        self._handover.bring(self.future, None, error)
