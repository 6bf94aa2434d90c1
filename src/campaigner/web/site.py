"""What the pages are made of: a workspace, its templates and files, and the time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import HTTPConnection

from campaigner.opening import OpenWorkspace, opened_workspace
from campaigner.settings import Settings
from campaigner.web.assets import Assets
from campaigner.web.sealing import Seal
from campaigner.workspace import Workspace

_ACTOR = "web"


@dataclass(frozen=True)
class Site:
    """A workspace that is served.

    ``clock`` gives the time, in UTC. ``development`` shows the page of all components.
    """

    workspace: Workspace
    clock: Callable[[], datetime]
    assets: Assets
    seal: Seal
    development: bool = False

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
        with opened_workspace(self.workspace, self.clock(), _ACTOR) as here:
            yield here


def site_of(connection: HTTPConnection) -> Site:
    """Returns the site that a request is to."""
    state: Any = connection.app.state
    site: Site = state.site
    return site
