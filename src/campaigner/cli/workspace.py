"""The workspace: made by ``init``, found for every other command."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner import clock
from campaigner.cli.output import say
from campaigner.workspace import Workspace, create_workspace, find_workspace

if TYPE_CHECKING:
    from campaigner.opening import OpenWorkspace

app = typer.Typer()


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new or empty folder.")],
) -> None:
    """Make a workspace: settings to fill in, folders for campaigns and templates."""
    created = create_workspace(folder)
    say(f"Made a workspace in {created.root}. Next: fill in {created.root / 'campaigner.toml'}.")


def current_workspace(context: typer.Context) -> Workspace:
    """The workspace of this call: from ``--workspace``, the environment, or upwards from here."""
    return find_workspace(context.find_root().obj)


def actor() -> str:
    """Who gives the command: the account on the machine."""
    return getpass.getuser()


@contextmanager
def open_here(context: typer.Context) -> Iterator[OpenWorkspace]:
    """The workspace of this call with its database open, for the length of the command."""
    from campaigner.opening import opened_workspace

    with opened_workspace(current_workspace(context), clock.now(), actor()) as here:
        yield here


def workspace_for_papers(context: typer.Context) -> Workspace:
    """The workspace of a call that makes letters or papers; says what these will lack."""
    workspace = current_workspace(context)
    if unfilled := workspace.settings.unfilled:
        say(
            f"Note: campaigner.toml does not say {' and '.join(unfilled)} yet: letters and papers"
            " go out without that, and their links and QR codes lead to example.org."
        )
    return workspace
