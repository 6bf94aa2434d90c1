"""``campaigner mail``: what waits in the outbox, and sending it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner import clock
from campaigner.cli.output import Format, FormatOption, print_rows, say
from campaigner.cli.workspace import current_workspace
from campaigner.text import plural

app = typer.Typer(name="mail", help="Send the mail that waits.", no_args_is_help=True)

_COLUMNS = ("mail", "kind", "to", "state", "made_at", "due_at", "tries", "trouble")


@app.command("list")
def list_mail(context: typer.Context, output: FormatOption = Format.TABLE) -> None:
    """List the mails in the outbox, sent or not."""
    from campaigner.mail.listing import listed
    from campaigner.store.database import opened

    with opened(current_workspace(context).database_path) as database:
        rows = listed(database.conn)
    print_rows(rows, _COLUMNS, output)


@app.command()
def send(
    context: typer.Context,
    to_dir: Annotated[
        Path, typer.Option("--to-dir", metavar="DIR", help="Write .eml files here instead.")
    ],
    limit: Annotated[int | None, typer.Option(min=1, help="So many at most.")] = None,
) -> None:
    """Send the mails that are due."""
    from campaigner.mail.messages import Writer
    from campaigner.mail.sending import send_due
    from campaigner.mail.transports import Folder
    from campaigner.store.database import opened

    workspace = current_workspace(context)
    with opened(workspace.database_path) as database:
        now = int(clock.now().timestamp())
        done = send_due(database, Writer(workspace), Folder(to_dir), now, limit)
    say(f"{plural(done.sent, 'mail')} written to {to_dir}.")
    if done.failed:
        raise typer.Exit(1)
