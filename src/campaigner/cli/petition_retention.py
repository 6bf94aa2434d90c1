"""``campaigner petition anonymise``: what names people goes when its time is up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from campaigner.cli.left_files import say_incomplete, say_left
from campaigner.cli.options import FormatOption
from campaigner.cli.output import print_rows, say
from campaigner.cli.petition import app
from campaigner.cli.progress import Progress
from campaigner.cli.workspace import open_here
from campaigner.vocabulary.papers import ListFormat

_COLUMNS = ("what", "count")


@app.command()
def anonymise(
    context: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show how much is due and remove nothing.")
    ] = False,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Remove personal data that is past its time, of all campaigns. Counts stay as they are.

    Suitable for a daily scheduled job.
    """
    from campaigner.privacy import retention

    with open_here(context) as here:
        if dry_run:
            done = retention.what_is_due(here)
        else:
            with Progress("records removed") as progress:
                done = retention.anonymise(here, progress.at)
    say_left(done.left)
    if output is ListFormat.TABLE:
        print_rows([{"what": w, "count": c} for w, c in done.counts.items()], _COLUMNS, output)
    else:
        print_rows([dict(done.counts)], list(done.counts), output)
    if dry_run:
        for path in done.files:
            say(f"{path}: to be deleted, unless it has changed.")
        say(_due(done.counts))
        return
    say_incomplete(done.complete, done.still_readable)
    say("Removed.")


def _due(counts: Mapping[str, int]) -> str:
    if any(counts.values()):
        return "To be removed."
    return "Nothing is due. For a petition's day, run: campaigner petition deliveries CAMPAIGN"
