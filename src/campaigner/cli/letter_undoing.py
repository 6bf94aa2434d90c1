"""``campaigner letter remove-reply · void``: what was recorded by mistake."""

from __future__ import annotations

from typing import Annotated

import typer

from campaigner.cli.left_files import say_left
from campaigner.cli.output import say
from campaigner.cli.workspace import open_here
from campaigner.errors import UsageError

LetterNumber = Annotated[
    int,
    typer.Argument(metavar="ID", min=1, max=2**63 - 1, help="The letter’s number in the list."),
]


def remove_reply(
    context: typer.Context,
    letter: LetterNumber,
    reply: Annotated[
        int | None,
        typer.Option(min=1, metavar="NUMBER", help="Which reply to remove, if there are several."),
    ] = None,
) -> None:
    """Remove a reply that was recorded by mistake, with the copy of its file."""
    from campaigner.letters.records.replies import recorded_replies
    from campaigner.letters.records.replies import remove_reply as remove

    with open_here(context) as here:
        there = recorded_replies(here, letter)
        if reply is None and len(there) > 1:
            say(f"Letter {letter} has {len(there)} replies:")
            for each in there:
                say(f"  {each.number}  {each.received}  {each.outcome.words}")
            raise UsageError("Choose one of them.", hint="Add: --reply NUMBER")
        done = remove(here, letter, reply)
    say_left(done.left)
    say(
        f"Letter {letter}: removed the reply of {done.reply.received} ({done.reply.outcome.words})."
    )


def void(
    context: typer.Context,
    letters: Annotated[
        list[int],
        typer.Argument(metavar="ID", min=1, max=2**63 - 1, help="The numbers in the list."),
    ],
    undo: Annotated[bool, typer.Option("--undo", help="The letters were sent after all.")] = False,
) -> None:
    """Mark letters as void that were recorded and never sent: they are not counted."""
    from campaigner.letters.records.voiding import restore_letters, void_letters

    with open_here(context) as here:
        (restore_letters if undo else void_letters)(here, letters)
    numbers = ", ".join(str(number) for number in dict.fromkeys(letters))
    say(f"Letter {numbers}: {'no longer void' if undo else 'void'}.")
