"""``campaigner db``: look after the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.output import say
from campaigner.cli.workspace import current_workspace
from campaigner.errors import CampaignerError

app = typer.Typer(name="db", help="Look after the database.", no_args_is_help=True)


@app.command()
def migrate(context: typer.Context) -> None:
    """Bring the database to the current schema (every command does so by itself)."""
    from campaigner.store.database import opened

    path = current_workspace(context).database_path
    with opened(path):
        say(f"{path} has the current schema.")


@app.command()
def check(context: typer.Context) -> None:
    """Look for damage, and verify every petition."""
    from campaigner.petitions.proof.verification import verify
    from campaigner.store.care import faults
    from campaigner.store.database import opened
    from campaigner.store.petitions import all_petitions

    path = current_workspace(context).database_path
    with opened(path) as database:
        found = [f"{path}: {each}" for each in faults(path)]
        verdicts = {
            each.campaign: verify(database, each.campaign) for each in all_petitions(database.conn)
        }
    found += [f"{name}: {each.misfit.message}" for name, each in verdicts.items() if each.misfit]
    for each in found:
        typer.echo(each)
    if found:
        raise typer.Exit(1)
    say(f"{path} is sound.")


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that is not there yet.")],
) -> None:
    """Copy the database while it is in use; the copy is opened and checked."""
    from campaigner.store.care import back_up
    from campaigner.store.database import opened

    path = current_workspace(context).database_path
    if not path.exists():
        raise CampaignerError(f"There is no database {path} yet.")
    with opened(path) as database:
        back_up(database.conn, file)
    say(f"Wrote {file}, checked. It holds people's data: keep it as you keep the database.")
