"""Not too many mails in a minute."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Pace:
    """Lets a number of mails through in any minute, and makes the next one wait."""

    per_minute: int
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _times: deque[float] = field(default_factory=deque, init=False, repr=False)

    def wait(self) -> None:
        """Wait until another mail may go."""
        now = self.clock()
        if len(self._times) >= self.per_minute:
            until = self._times.popleft() + 60
            if until > now:
                self.sleep(until - now)
                now = until
        self._times.append(now)
