"""A workspace that is being worked in: its database open, the time, and who is at work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from campaigner.store.database import Database, opened, rehearsal
from campaigner.store.shadows import PETITIONS, shadowed
from campaigner.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OpenWorkspace:
    """What services work on: a workspace with its database open, for one thread.

    ``now`` is the moment that all of the work happens at; ``actor`` is who does it, as the audit
    records it.
    """

    workspace: Workspace
    database: Database
    now: datetime
    actor: str

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's time zone. Raises ProblemsFound if the settings are wrong."""
        return self.workspace.zone

    @property
    def today(self) -> date:
        """The day that it is for the organisation. Raises ProblemsFound as ``zone``."""
        return self.now.astimezone(self.zone).date()

    @property
    def moment(self) -> int:
        """``now`` in whole seconds since 1970, as the database keeps times."""
        return int(self.now.timestamp())


@contextmanager
def opened_workspace(workspace: Workspace, now: datetime, actor: str) -> Iterator[OpenWorkspace]:
    """A workspace for the length of a ``with`` block.

    Raises CampaignerError where its database cannot be used.
    """
    with opened(workspace.database_path) as database:
        yield OpenWorkspace(workspace, database, now, actor)


@contextmanager
def rehearsed_workspace(workspace: Workspace, now: datetime, actor: str) -> Iterator[OpenWorkspace]:
    """A workspace in which all that is done is undone at the end of the ``with`` block.

    Raises as ``opened_workspace`` does.
    """
    path = workspace.database_path
    with opened(path if path.exists() else ":memory:") as database, rehearsal(database):
        yield OpenWorkspace(workspace, database, now, actor)


@contextmanager
def looked_at_workspace(workspace: Workspace, now: datetime, actor: str) -> Iterator[OpenWorkspace]:
    """A workspace for a look at what would be done, which nobody waits for.

    Petitions are registered on a copy; nothing else may be written. Raises as
    ``opened_workspace`` does.
    """
    path = workspace.database_path
    with opened(path if path.exists() else ":memory:") as database, shadowed(database, PETITIONS):
        yield OpenWorkspace(workspace, database, now, actor)
