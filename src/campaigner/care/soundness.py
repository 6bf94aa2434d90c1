"""Whether a workspace's database is sound, and which versions are at work."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from platform import python_version

from campaigner import __version__
from campaigner.petitions.proof.verification import verify
from campaigner.store import care
from campaigner.store.database import opened
from campaigner.store.migrations import SCHEMA_VERSION
from campaigner.store.petitions import all_petitions
from campaigner.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong in the database, and where: its file, or a campaign's petition."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Versions:
    """What is at work: the program, Python, SQLite and the schema of the database."""

    program: str
    python: str
    sqlite: str
    schema: int


def migrate(workspace: Workspace) -> Path:
    """Brings the database to the current schema, as opening it does; returns its path."""
    with opened(workspace.database_path):
        return workspace.database_path


def check(workspace: Workspace) -> list[Fault]:
    """Returns what is wrong: damage in the file or, if there is none, petitions that do not verify.

    Raises CampaignerError if the file cannot be opened as a database.
    """
    path = workspace.database_path
    with opened(path) as database:
        if damage := [Fault(str(path), message) for message in care.faults(path)]:
            return damage
        campaigns = [each.campaign for each in all_petitions(database.conn)]
        misfits = {campaign: verify(database, campaign).misfit for campaign in campaigns}
    return [Fault(campaign, misfit.message) for campaign, misfit in misfits.items() if misfit]


def versions() -> Versions:
    """Returns the versions of what is at work."""
    return Versions(__version__, python_version(), sqlite3.sqlite_version, SCHEMA_VERSION)
