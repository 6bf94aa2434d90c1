"""What was found a moment ago, for those who ask the same at almost the same time.

For handlers in threads, who may find the same thing side by side. ``shared`` is for the event loop,
and makes each thing once however many wait.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")

SECONDS = 1.0
_MOST = 256


class Recent:
    """Keeps values for a second. Several threads may use it."""

    def __init__(self, tick: Callable[[], float] = time.monotonic) -> None:
        self._tick = tick
        self._kept: dict[Hashable, tuple[float, Any]] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, find: Callable[[], T]) -> T:
        """Returns what was found under a key less than a second ago, or finds it now.

        Raises what ``find`` raises, and keeps nothing then.
        """
        kept, now = self._kept.get(key), self._tick()
        if kept and now - kept[0] < SECONDS:
            known: T = kept[1]
            return known
        value = find()
        with self._lock:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[key] = (now, value)
        return value
