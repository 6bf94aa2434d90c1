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
from campaigner.vocabulary.mail import MailState
from campaigner.vocabulary.papers import ListFormat

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


@app.command()
def status(context: typer.Context, output: FormatOption = ListFormat.TABLE) -> None:
    """Show how many mails wait, were sent or were given up, and why.

    Letters that people have mailed to themselves are counted while they wait, and deleted when
    they have gone.
    """
    from campaigner.mail.upkeep import mail_status

    with open_here(context) as here:
        found = mail_status(here)
        next_due, since = _time(found.next_due, here), None
        next_letter = _time(found.letters.next_due, here)
        if found.server:
            since = _time(found.server.since, here)
    rows: list[dict[str, object]] = [
        {"mails": found.sent, "state": MailState.SENT},
        {"mails": found.due, "state": "due now"},
        {"mails": found.waiting - found.due, "state": MailState.WAITING, "next_due": next_due},
        {"mails": found.given_up, "state": MailState.GIVEN_UP},
        {"mails": found.letters.due, "state": "letters due now"},
        {
            "mails": found.letters.waiting - found.letters.due,
            "state": "letters waiting",
            "next_due": next_letter,
        },
        *(
            {"mails": each.mails, "state": "not sent", "reason": each.words}
            for each in found.troubles
        ),
    ]
    print_rows(rows, ("mails", "state", "next_due", "reason"), output)
    if found.server:
        say(
            f"No mail has been sent since {since}: {found.server.words}."
            " To check the settings, run: campaigner mail test EMAIL"
        )
        raise typer.Exit(1)


@app.command()
def retry(
    context: typer.Context,
    numbers: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="[NUMBER]...",
            show_default=False,
            help="Mails to try again (default: all that failed, except bounces).",
        ),
    ] = None,
) -> None:
    """Make mails that failed due again, with the next “mail send”.

    A mail whose address is known to fail is tried again if you give its number.
    """
    from campaigner.mail.upkeep import retry as try_again

    with open_here(context) as here:
        done = try_again(here, numbers or ())
    say(f"{plural(done.due, 'mail')} to be sent again. To send, run: campaigner mail send")
    if done.too_late:
        say(f"{plural(done.too_late, 'mail')} not: the petition has closed.")


@app.command("bounces")
def list_bounces(context: typer.Context, output: FormatOption = ListFormat.TABLE) -> None:
    """List the addresses that mail cannot reach."""
    from campaigner.mail.upkeep import bounces

    with open_here(context) as here:
        rows = [
            {
                "mail": each.mail.id,
                "to": each.to,
                "kind": each.mail.kind,
                "given_up_at": _time(each.mail.given_up_at, here),
                "reason": each.mail.trouble,
            }
            for each in bounces(here)
        ]
    print_rows(rows, ("mail", "to", "kind", "given_up_at", "reason"), output)


@app.command("test")
def try_server(
    context: typer.Context,
    address: Annotated[
        str, typer.Argument(metavar="EMAIL", help="The address to send a test mail to.")
    ],
) -> None:
    """Send a test mail now, and say what is wrong if it cannot go."""
    from campaigner.mail.trial import try_mail

    with open_here(context) as here:
        done = try_mail(here, address)
    say("The server took the test mail. Check that it arrives, and not among the spam.")
    if done.lacking:
        say(f"Mails show more if you fill in: {', '.join(done.lacking)} in campaigner.toml.")


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
        say("For all that waits, and why, run: campaigner mail status")


def _clock(here: OpenWorkspace) -> Callable[[], int]:
    return lambda: int(now_in(here.workspace).timestamp())


def _time(moment: int | None, here: OpenWorkspace) -> str | None:
    return None if moment is None else local_time(moment, here.zone).isoformat()
