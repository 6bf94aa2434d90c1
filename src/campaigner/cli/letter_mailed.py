"""``campaigner letter fetch-replies · mailed-replies · take-reply · set-aside``: by mail."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from campaigner.cli.letter_undoing import LetterNumber
from campaigner.cli.options import FormatOption
from campaigner.cli.output import print_rows, say
from campaigner.cli.workspace import open_here
from campaigner.text import plural
from campaigner.vocabulary.letters import ReplyOutcome
from campaigner.vocabulary.papers import ListFormat

MailNumber = Annotated[
    int, typer.Argument(metavar="MAIL", min=1, max=2**63 - 1, help="The mail’s number in the list.")
]


def fetch_replies(context: typer.Context) -> None:
    """Fetch replies that were forwarded to the mailbox of [replies].

    Mails stay on the server. Each waits until somebody says which letter it answers. Suitable for
    a daily scheduled job.
    """
    from campaigner.letters.mailed_replies.fetching import fetch_replies as fetch

    with open_here(context) as here:
        done = fetch(here)
    say(
        f"{plural(done.new, 'new mail')}, {done.proposed:,} of them matched to a letter."
        f" {done.waiting:,} waiting in all."
    )


def mailed_replies(context: typer.Context, output: FormatOption = ListFormat.TABLE) -> None:
    """List the mails that wait until somebody says which letter they answer."""
    from campaigner.letters.mailed_replies.deciding import mailed_replies_waiting

    with open_here(context) as here:
        rows = [asdict(each) for each in mailed_replies_waiting(here)]
    columns = ["number", "sent", "sender", "subject", "letter"]
    if output is ListFormat.JSON:
        columns.append("text")
    print_rows([{name: row[name] for name in columns} for row in rows], columns, output)


def take_reply(
    context: typer.Context,
    mail: MailNumber,
    letter: LetterNumber,
    outcome: Annotated[ReplyOutcome, typer.Option(help="The outcome of the reply.")],
) -> None:
    """Record a mail as the reply to a letter, with its words."""
    from campaigner.letters.mailed_replies.deciding import take_as_reply

    with open_here(context) as here:
        take_as_reply(here, mail, letter, outcome)
    say(f"Letter {letter}: {outcome.words}.")


def set_aside(context: typer.Context, mail: MailNumber) -> None:
    """Say that a mail does not answer a letter; it stays in the mailbox."""
    from campaigner.letters.mailed_replies.deciding import set_aside as aside

    with open_here(context) as here:
        aside(here, mail)
    say(f"Mail {mail} is set aside.")
