"""The workspace: made by ``init``, found for every other command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.output import say
from campaigner.workspace import Workspace, create_workspace, find_workspace

app = typer.Typer()


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> None:
    """Make a workspace: settings to fill in, folders for campaigns and templates."""
    created = create_workspace(folder)
    say(f"Made a workspace in {created.root}. Next: fill in {created.root / 'campaigner.toml'}.")


def current_workspace(context: typer.Context) -> Workspace:
    """The workspace of this call: from ``--workspace``, the environment, or upwards from here."""
    return find_workspace(context.find_root().obj)


def workspace_for_papers(context: typer.Context) -> Workspace:
    """The workspace of a call that makes letters or papers; says what these will lack."""
    workspace = current_workspace(context)
    if unfilled := workspace.settings.unfilled:
        say(
            f"Note: campaigner.toml does not say {' and '.join(unfilled)} yet: letters and papers"
            " go out without that, and their links and QR codes lead to example.org."
        )
    return workspace
