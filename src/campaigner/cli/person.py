"""``campaigner person``: what is held about somebody, shown or erased."""

from __future__ import annotations

from typing import Annotated

import typer

from campaigner import clock
from campaigner.cli.left_files import say_shared, saying_left
from campaigner.cli.options import YesOption
from campaigner.cli.output import print_json, say
from campaigner.cli.workspace import actor, current_workspace
from campaigner.text import plural

app = typer.Typer(
    name="person", help="Answer people who ask about their data.", no_args_is_help=True
)

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The person's address.")]


@app.command()
def export(context: typer.Context, email: Email) -> None:
    """Print all that is held about a person, as JSON."""
    from campaigner.privacy.people import export_person
    from campaigner.store.database import opened

    with opened(current_workspace(context).database_path) as database:
        print_json(export_person(database, email, int(clock.now().timestamp()), actor()))


@app.command()
def erase(context: typer.Context, email: Email, yes: YesOption = False) -> None:
    """Erase all that names a person; what was counted stays counted. It cannot be undone."""
    from campaigner.privacy.people import erase_person
    from campaigner.store.database import opened

    if not yes and not typer.confirm(f"Erase all that is held about {email}?", err=True):
        return
    with opened(current_workspace(context).database_path) as database:
        now = int(clock.now().timestamp())
        with saying_left() as left:
            done = erase_person(database, email, now, actor(), left, say_shared)
    say(f"Erased {plural(done, 'record')}: signatures, letters, places at events.")
