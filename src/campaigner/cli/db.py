"""``campaigner db``: check, back up and migrate the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.options import not_stdout
from campaigner.cli.output import say
from campaigner.cli.workspace import current_workspace, now_in

app = typer.Typer(name="db", no_args_is_help=True)


@app.command()
def check(context: typer.Context) -> None:
    """Look for damage and verify every petition. Exit code 1 if something is wrong."""
    from campaigner import care

    workspace = current_workspace(context)
    faults = care.check(workspace)
    for fault in faults:
        typer.echo(f"{fault.where}: {fault.message}")
    if faults:
        raise typer.Exit(1)
    say(f"{workspace.database_path} is sound.")


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", callback=not_stdout, help="The new file; it must not exist yet."
        ),
    ],
) -> None:
    """Copy the database while it is in use, and check the copy."""
    from campaigner import care

    workspace = current_workspace(context)
    care.back_up(workspace, file, int(now_in(workspace).timestamp()))
    say(f"Wrote and checked {file}. It contains personal data: protect it like the database.")


@app.command()
def migrate(context: typer.Context) -> None:
    """Bring the database to the current schema. Every command does so by itself."""
    from campaigner import care

    path = care.migrate(current_workspace(context))
    say(f"{path} has the current schema.")
