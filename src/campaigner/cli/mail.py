"""``campaigner mail``: what waits in the outbox, and sending it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.options import FormatOption, has_no_effect, not_stdout
from campaigner.cli.output import print_rows, say
from campaigner.cli.workspace import now_in, open_here
from campaigner.text import plural
from campaigner.time_zones import local_time
from campaigner.vocabulary import ListFormat

if TYPE_CHECKING:
    from campaigner.mail.sending import Sent
    from campaigner.opening import OpenWorkspace

app = typer.Typer(name="mail", no_args_is_help=True)

_COLUMNS = ("mail", "kind", "to", "state", "made_at", "due_at", "tries", "trouble")


@app.command("list")
def list_mail(context: typer.Context, output: FormatOption = ListFormat.TABLE) -> None:
    """List the mails in the outbox, sent or not."""
    from campaigner.mail.listing import list_mails

    with open_here(context) as here:
        rows = [
            {
                "mail": each.mail.id,
                "kind": each.mail.kind,
                "to": each.to,
                "state": each.mail.state,
                "made_at": _time(each.mail.made_at, here),
                "due_at": _time(each.mail.due_at, here),
                "sent_at": _time(each.mail.sent_at, here),
                "tries": each.mail.tries,
                "trouble": each.mail.trouble,
            }
            for each in list_mails(here)
        ]
    print_rows(rows, _COLUMNS, output)


@app.command()
def send(
    context: typer.Context,
    to_dir: Annotated[
        Path | None,
        typer.Option(
            "--to-dir",
            metavar="FOLDER",
            callback=not_stdout,
            help="Folder to write .eml files to; nothing is sent.",
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="NUMBER", help="Maximum number of mails to send.")
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Keep sending until you stop the command.")
    ] = False,
) -> None:
    """Send the mails that are due, and reminders.

    Those who have not confirmed after a day get one reminder.
    """
    from campaigner.mail.sending import send_mail

    if watch:
        has_no_effect(context, "with --watch", "limit")
    with open_here(context) as here:
        if watch:
            _keep_sending(here, to_dir)
            return
        done = send_mail(here, to_dir, limit, clock=_clock(here))
    say(f"{plural(done.sent, 'mail')} {f'written to {to_dir}' if to_dir else 'sent'}.")
    _say_troubles(done)
    if done.stopped:
        raise done.stopped
    if done.failed:
        raise typer.Exit(1)


def _keep_sending(here: OpenWorkspace, to_dir: Path | None) -> None:
    from campaigner.mail.worker import keep_sending

    for done in keep_sending(here, to_dir, clock=_clock(here), rest=threading.Event().wait):
        say(f"{done.sent:,} sent, {done.failed:,} failed.")
        _say_troubles(done)
        if done.stopped:
            say(done.stopped.message)


def _say_troubles(done: Sent) -> None:
    for trouble in done.troubles:
        say(f"{plural(trouble.mails, 'mail')} not sent: {trouble.words}.")
    if done.failed:
        say("For each mail and when it is tried again, run: campaigner mail list")


def _clock(here: OpenWorkspace) -> Callable[[], int]:
    return lambda: int(now_in(here.workspace).timestamp())


def _time(moment: int | None, here: OpenWorkspace) -> str | None:
    return None if moment is None else local_time(moment, here.zone).isoformat()
