"""The workspace: ``init`` makes it, every other command finds it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.options import has_no_effect, not_stdout
from campaigner.cli.output import say
from campaigner.workspace import Workspace, create_workspace, find_workspace

if TYPE_CHECKING:
    from campaigner.opening import OpenWorkspace

app = typer.Typer()


@app.command()
def init(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", callback=not_stdout, help="A new or empty folder."),
    ],
) -> None:
    """Make a workspace.

    It has settings to fill in, and folders for campaigns and templates.
    """
    has_no_effect(context.find_root(), "on a new workspace", "workspace_folder")
    created = create_workspace(folder)
    say(f"Made a workspace in {created.root}. Next: fill in {created.root / 'campaigner.toml'}.")


def current_workspace(context: typer.Context) -> Workspace:
    """The workspace of this call: from ``--workspace``, the environment, or a folder above."""
    return find_workspace(context.find_root().obj)


def now_in(workspace: Workspace) -> datetime:
    """The time of this call, in UTC, which is another one in a rehearsal.

    Raises ProblemsFound if the settings are wrong.
    """
    return workspace.now()


def actor() -> str:
    """Who gives the command: the account on the machine, by its number if it has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # as in a container that runs under any number
        return f"account {os.getuid()}"


@contextmanager
def open_here(
    context: typer.Context, *, rehearse: bool = False, look: bool = False
) -> Iterator[OpenWorkspace]:
    """The workspace of this call with its database open, for the length of the command.

    What a command does that is only rehearsed is undone at its end; for a ``look``, which writes
    nothing, nobody waits.
    """
    from campaigner.opening import looked_at_workspace, opened_workspace, rehearsed_workspace

    open_it = rehearsed_workspace if rehearse else opened_workspace
    if look:
        open_it = looked_at_workspace
    workspace = current_workspace(context)
    with open_it(workspace, now_in(workspace), actor()) as here:
        yield here


def workspace_for_papers(context: typer.Context) -> Workspace:
    """The workspace of this call, to make letters or papers; says what they will lack."""
    workspace = current_workspace(context)
    say_if_unfilled(workspace)
    return workspace


def say_if_unfilled(workspace: Workspace) -> None:
    """Say what letters and papers will lack, if the settings are not complete."""
    if unfilled := workspace.settings.unfilled:
        say(
            f"Note: campaigner.toml does not have {' and '.join(unfilled)} yet. Letters and papers"
            " go out without that, and their links and QR codes lead to example.org."
        )
