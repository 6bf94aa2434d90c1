"""How many have signed, kept in memory for a second: for pages and counters that ask all the time.

Each petition is read by one thread at a time, however many wait for it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.concurrency import run_in_threadpool

from campaigner.campaigns.loader import load_campaign
from campaigner.opening import opened_workspace
from campaigner.petitions.opening import open_petition
from campaigner.petitions.tally import standing
from campaigner.workspace import Workspace

KEPT_FOR = 1.0  # seconds


@dataclass(frozen=True)
class Count:
    """How a petition stands; ``rows`` is the size of its ledger, ``ahead`` what comes next."""

    campaign: str
    languages: tuple[str, ...]
    rows: int
    total: int
    today: int
    ahead: int

    def as_dict(self) -> dict[str, str | int]:
        """Returns what programs get."""
        return {
            "campaign": self.campaign,
            "signatures": self.total,
            "today": self.today,
            "next": self.ahead,
        }


class Counts:
    """The counts of a workspace's petitions, none older than a second.

    ``seconds`` gives a time that only runs forward.
    """

    def __init__(
        self,
        workspace: Workspace,
        clock: Callable[[], datetime],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._workspace = workspace
        self._clock = clock
        self._seconds = seconds
        self._known: dict[str, tuple[float, Count]] = {}
        self._reading: dict[str, asyncio.Task[Count]] = {}

    async def of(self, campaign: str) -> Count:
        """Returns the count of a campaign's petition.

        Raises UnknownName if there is no such campaign, ProblemsFound if it is not finished,
        CampaignerError if the database cannot be read.
        """
        known = self._known.get(campaign)
        if known and known[0] > self._seconds():
            return known[1]
        reading = self._reading.get(campaign)
        if reading is None:
            reading = asyncio.create_task(self._read(campaign))
            self._reading[campaign] = reading
            reading.add_done_callback(lambda done: self._end(campaign, done))
        return await asyncio.shield(reading)

    async def _read(self, campaign: str) -> Count:
        until = self._seconds() + KEPT_FOR
        count = await run_in_threadpool(self._count, campaign)
        self._known[campaign] = (until, count)
        return count

    def _count(self, campaign: str) -> Count:
        load_campaign(self._workspace.campaign_folder(campaign))
        with opened_workspace(self._workspace, self._clock(), "web") as here:
            petition = open_petition(here, campaign)
            how = standing(petition)
        languages, rows = tuple(petition.campaign.languages), petition.petition.ledger_rows
        return Count(campaign, languages, rows, how.total, how.today, how.ahead)

    def _end(self, campaign: str, done: asyncio.Task[Count]) -> None:
        del self._reading[campaign]
        if not done.cancelled():
            done.exception()  # whoever still waits is told; nobody has to
