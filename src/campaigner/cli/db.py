"""``campaigner db``: check, back up and migrate the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.options import not_stdout
from campaigner.cli.output import say
from campaigner.cli.workspace import current_workspace, now_in, open_here
from campaigner.text import plural

app = typer.Typer(name="db", no_args_is_help=True)

_PRIVATE = "It contains personal data: protect it like the database."


@app.command()
def check(context: typer.Context) -> None:
    """Look for damage and verify every petition. Exit code 1 if something is wrong."""
    from campaigner.care.soundness import check as check_database

    workspace = current_workspace(context)
    faults = check_database(workspace)
    for fault in faults:
        typer.echo(f"{fault.where}: {fault.message}")
    if faults:
        raise typer.Exit(1)
    say(f"{workspace.database_path} is sound.")


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            callback=not_stdout,
            help="The new file; it must not exist yet. Without it, the backup goes into the folder"
            " backups of the workspace and is tried, and the oldest of those there are removed"
            " (retention.backups_kept).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Copy the database while it is in use, and check the copy."""
    from campaigner.care.backups import back_up
    from campaigner.care.own_backups import make_backup

    if file is None:
        with open_here(context) as here:
            made = make_backup(here)
        removed = f" Removed {plural(made.removed, 'older one')}." if made.removed else ""
        said = _said_of(made.trial.signatures, made.trial.petitions)
        say(f"Wrote {made.path}. {said}{removed} {_PRIVATE}")
        return
    workspace = current_workspace(context)
    back_up(workspace, file, int(now_in(workspace).timestamp()))
    say(f"Wrote and checked {file}. {_PRIVATE}")


@app.command()
def try_backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup; it stays as it is.")],
) -> None:
    """Restore a backup to a temporary place, and check it there. Exit code 1 if it is not sound.

    It is opened, looked through for damage, and every petition is counted again from its ledger,
    which must be the beginning of the one in use.
    """
    from campaigner.care.trial import try_backup as try_one

    with open_here(context) as here:
        trial = try_one(here, file)
    if trial.trouble:
        typer.echo(f"{file}: {trial.trouble}")
        raise typer.Exit(1)
    say(f"{file}: {_said_of(trial.signatures, trial.petitions)}")


def _said_of(signatures: int, petitions: int) -> str:
    return (
        f"Restored to a temporary place and checked: {plural(signatures, 'signature')} in"
        f" {plural(petitions, 'petition')}, the ledger agrees."
    )


@app.command()
def migrate(context: typer.Context) -> None:
    """Bring the database to the current schema. Every command does so by itself."""
    from campaigner.care.soundness import migrate as migrate_database

    path = migrate_database(current_workspace(context))
    say(f"{path} has the current schema.")
