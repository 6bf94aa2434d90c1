"""Taking turns at what costs most, letters: no network takes the press from the others.

A network has two letters made at a time, and a few wait. It may ask for many at once, and then for
as many as people write: each letter costs something of an allowance that fills up again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from campaigner.errors import CampaignerError

AT_ONCE, WAITING = 2, 8
ALLOWANCE, A_SECOND = 120.0, 2.0
LETTER, PDF = 1.0, 5.0
"""What a letter costs that is shown, and one that is set for printing."""

_MOST = 10_000  # networks that are remembered


class TooMany(CampaignerError):
    """A network has asked for more letters than it gets; ``seconds`` says when to ask again."""

    code = "too-many-at-once"

    def __init__(self, seconds: int) -> None:
        super().__init__("Too many letters at once.", hint="Try again in a few seconds.")
        self.seconds = seconds


@dataclass
class _Network:
    left: float
    seen: float
    there: int = 0
    running: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))


class Turns:
    """The turns of all networks. Handlers of one event loop share it.

    ``tick`` gives seconds that only run forward.
    """

    def __init__(self, tick: Callable[[], float] = time.monotonic) -> None:
        self._tick = tick
        self._networks: dict[str, _Network] = {}

    @asynccontextmanager
    async def of(self, network: str, cost: float = LETTER) -> AsyncIterator[None]:
        """It is the turn of a network for the length of a ``with`` block. Raises TooMany."""
        one = self._pay(network, cost)
        one.there += 1
        try:
            async with one.running:
                yield
        finally:
            one.there -= 1

    def _pay(self, network: str, cost: float) -> _Network:
        now = self._tick()
        one = self._networks.pop(network, None) or _Network(ALLOWANCE, now)
        self._networks[network] = one  # behind the others: the first was not here for the longest
        one.left = min(ALLOWANCE, one.left + (now - one.seen) * A_SECOND)
        one.seen = now
        self._forget()
        if one.there >= AT_ONCE + WAITING:
            raise TooMany(1)
        if one.left < cost:
            raise TooMany(round((cost - one.left) / A_SECOND) + 1)
        one.left -= cost
        return one

    def _forget(self) -> None:
        while len(self._networks) > _MOST:
            self._networks.pop(next(iter(self._networks)))
