"""``campaigner person``: what is held about somebody, shown or erased."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from campaigner.cli.left_files import say_left, say_shared
from campaigner.cli.options import YesOption
from campaigner.cli.output import print_json, say
from campaigner.cli.workspace import open_here
from campaigner.text import plural

app = typer.Typer(name="person", help="Export or erase someone's data.", no_args_is_help=True)

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The person's email address.")]


@app.command()
def export(context: typer.Context, email: Email) -> None:
    """Print all data that is held about a person, as JSON."""
    from campaigner.privacy.people import export_person

    with open_here(context) as here:
        print_json(export_person(here, email))


@app.command()
def erase(context: typer.Context, email: Email, yes: YesOption = False) -> None:
    """Erase all data that names a person. It cannot be undone. Counts stay as they are."""
    from campaigner.privacy.people import erase_person, held_about

    with open_here(context) as here:
        held = held_about(here, email)
        if held.total and not yes:
            say(f"To erase: {_counted(held.counts)}, of {', '.join(held.names)}.")
            if not typer.confirm(f"Erase all data about {email}?", err=True):
                return
        done = erase_person(here, email)
    say_left(done.left)
    say_shared(done.shared)
    if not (held.total or done.total or done.left or done.shared):
        say("Nothing is held about this address.")
        raise typer.Exit(1)
    kinds = _counted(done.counts)
    say(f"Erased {plural(done.total, 'record')}{f' ({kinds})' if kinds else ''}.")


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{kind} {count:,}" for kind, count in counts.items() if count)
