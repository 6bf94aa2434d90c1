"""What the pages are made of: a workspace, its templates and files, and the time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from starlette.requests import HTTPConnection

from campaigner.group_commit import Job, Writer
from campaigner.opening import OpenWorkspace, opened_workspace
from campaigner.petitions.signing.networks import household_of, is_address
from campaigner.rendering.press import Press
from campaigner.settings import Settings
from campaigner.web.assets import Assets
from campaigner.web.counts import Counts
from campaigner.web.handover import Handover
from campaigner.web.once import Once
from campaigner.web.recent import Recent
from campaigner.web.sealing import Seal
from campaigner.web.shared import Shared
from campaigner.web.turns import Turns
from campaigner.workspace import Workspace

ACTOR = "web"
"""Who does what is done on the pages, as the audit records it."""

T = TypeVar("T")


@dataclass(frozen=True)
class Site:
    """A workspace that is served.

    ``clock`` gives the time, in UTC. ``press`` makes the PDFs.
    """

    workspace: Workspace
    clock: Callable[[], datetime]
    assets: Assets
    seal: Seal
    writer: Writer
    press: Press
    counts: Counts
    once: Once = field(default_factory=Once)
    recent: Recent = field(default_factory=Recent)
    shared: Shared = field(default_factory=Shared)
    handover: Handover = field(default_factory=Handover)
    turns: Turns = field(default_factory=Turns)

    @property
    def settings(self) -> Settings:
        """What ``campaigner.toml`` says now. Raises ProblemsFound if something is wrong there."""
        return self.workspace.settings

    @property
    def is_rehearsal(self) -> bool:
        """Whether nothing here is meant: see ``rehearsal`` in the settings."""
        return self.settings.rehearsal.on

    @contextmanager
    def opened(self) -> Iterator[OpenWorkspace]:
        """The workspace with its database, for the thread that asks."""
        with opened_workspace(self.workspace, self.clock(), ACTOR) as here:
            yield here

    async def written(self, job: Job[T], lane: str = "", *, seen: bool = True) -> T:
        """Returns what a job gives once it is on the disk; ``lane`` is that of who asks.

        ``seen`` is whether pages that are the same for everybody may show what it did.
        Raises its error, and Busy if too much waits.
        """
        promise = self.handover.promise()
        self.writer.put(job, lane, promise)
        done: T = await promise.future
        if seen:
            self.shared.forget()
        return done


def network_of(request: HTTPConnection) -> str:
    """Returns the IP address that a request came from, empty if it is not known."""
    address = request.client.host if request.client else ""
    return address if is_address(address) else ""


def lane_of(request: HTTPConnection) -> str:
    """Returns what the requests of one household have in common, empty for this machine's own."""
    return household_of(network_of(request))


def site_of(connection: HTTPConnection) -> Site:
    """Returns the site that a request is to."""
    state: Any = connection.app.state
    site: Site = state.site
    return site
