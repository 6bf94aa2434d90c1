"""What is done once, however often a browser sends its form: pages are loaded again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

_MOST = 20_000


class Once:
    """Remembers the last keys that it was asked about. Several threads may use it."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._seen: OrderedDict[Hashable, None] = OrderedDict()
        self._lock = threading.Lock()

    def is_first(self, key: Hashable | None) -> bool:
        """Returns whether a key comes for the first time; None is always new."""
        if key is None:
            return True
        with self._lock:
            if key in self._seen:
                return False
            self._seen[key] = None
            if len(self._seen) > self._most:
                self._seen.popitem(last=False)
        return True
