"""How many have signed, kept in memory for a second: for pages and counters that ask all the time.

Each petition is read by one thread at a time, however many wait for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from campaigner.campaigns.loader import load_campaign
from campaigner.opening import opened_workspace
from campaigner.petitions.counts.tally import standing
from campaigner.petitions.opening import open_petition
from campaigner.web.shared import Shared
from campaigner.workspace import Workspace


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
        self._shared = Shared(seconds)

    async def of(self, campaign: str) -> Count:
        """Returns the count of a campaign's petition.

        Raises UnknownName if there is no such campaign, ProblemsFound if it is not finished,
        CampaignerError if the database cannot be read.
        """
        return await self._shared.of(campaign, partial(self._count, campaign))

    def _count(self, campaign: str) -> Count:
        load_campaign(self._workspace.campaign_folder(campaign))
        with opened_workspace(self._workspace, self._clock(), "web") as here:
            petition = open_petition(here, campaign)
            how = standing(petition)
        languages, rows = tuple(petition.campaign.languages), petition.petition.ledger_rows
        return Count(campaign, languages, rows, how.total, how.today, how.ahead)
