"""``campaigner mail``: what waits in the outbox, and sending it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner import clock
from campaigner.cli.options import FormatOption
from campaigner.cli.output import print_rows, say
from campaigner.cli.workspace import current_workspace
from campaigner.errors import UsageError
from campaigner.text import plural
from campaigner.vocabulary import ListFormat
from campaigner.workspace import Workspace

if TYPE_CHECKING:
    from campaigner.mail.smtp import Smtp

app = typer.Typer(name="mail", help="Send the mail that waits.", no_args_is_help=True)

_COLUMNS = ("mail", "kind", "to", "state", "made_at", "due_at", "tries", "trouble")


@app.command("list")
def list_mail(context: typer.Context, output: FormatOption = ListFormat.TABLE) -> None:
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
        Path | None,
        typer.Option("--to-dir", metavar="DIR", help="Write .eml files here, send nothing."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="So many at most.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Go on until it is stopped.")] = False,
) -> None:
    """Send the mails that are due, and reminders to those who have not confirmed after a day."""
    from campaigner.mail.messages import Writer
    from campaigner.mail.pace import Pace
    from campaigner.mail.reminders import queue_reminders
    from campaigner.mail.sending import send_due
    from campaigner.mail.transports import Folder
    from campaigner.mail.worker import work
    from campaigner.store.database import opened

    workspace = current_workspace(context)
    writer = Writer(workspace)
    transport = Folder(to_dir) if to_dir else _server(workspace)
    pace = Pace(10**9 if to_dir else workspace.settings.mail.per_minute)
    with opened(workspace.database_path) as database:
        if watch:
            rest = threading.Event().wait
            work(database, writer, transport, pace, clock=_now, rest=rest, report=say)
            return
        queue_reminders(database, _now())
        done = send_due(database, writer, transport, _now(), limit, pace)
    say(f"{plural(done.sent, 'mail')} {f'written to {to_dir}' if to_dir else 'sent'}.")
    if done.failed:
        say(f"{plural(done.failed, 'mail')} not sent; see: campaigner mail list")
        raise typer.Exit(1)


def _now() -> int:
    return int(clock.now().timestamp())


def _server(workspace: Workspace) -> Smtp:
    from campaigner.mail.smtp import Smtp

    settings = workspace.settings.mail
    if not settings.host or not settings.sender:
        raise UsageError(
            "No mail server is set up.",
            hint="Fill in host and sender under [mail] in campaigner.toml, or say --to-dir DIR.",
        )
    if unfilled := workspace.settings.unfilled:
        raise UsageError(
            f"campaigner.toml does not say {' and '.join(unfilled)} yet, which mails need:"
            " their links would lead to somebody else's site.",
            hint="Fill it in, or look at the mails with --to-dir DIR.",
        )
    return Smtp(settings)
