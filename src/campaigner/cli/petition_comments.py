"""``campaigner petition comments``: what people wrote beside their signatures."""

from __future__ import annotations

from typing import Annotated

import typer

from campaigner.cli.options import CampaignArgument, FormatOption
from campaigner.cli.output import print_rows, say
from campaigner.cli.petition import app, opened_petition
from campaigner.text import plural
from campaigner.vocabulary.papers import ListFormat
from campaigner.vocabulary.signatures import CommentState

COLUMNS = ("comment", "state", "name", "named", "text", "given_at")


@app.command()
def comments(
    context: typer.Context,
    slug: CampaignArgument,
    approve: Annotated[
        list[int] | None,
        typer.Option(
            metavar="NUMBER", help="The number of a comment to approve (repeat for more)."
        ),
    ] = None,
    refuse: Annotated[
        list[int] | None,
        typer.Option(metavar="NUMBER", help="The number of a comment to refuse (repeat for more)."),
    ] = None,
    state: Annotated[
        CommentState, typer.Option(help="The comments to list.")
    ] = CommentState.WAITING,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List comments of people whose signatures count, or approve and refuse them.

    Approved comments may be passed on, and are shown where the campaign says so. A comment that
    its author changes gets a new number and waits again.
    """
    from campaigner.petitions.moderation.comments import comments_of, decide

    with opened_petition(context, slug) as here:
        if approve or refuse:
            decide(here, approve=approve or (), refuse=refuse or ())
            say(f"Approved: {len(set(approve or ()))}. Refused: {len(set(refuse or ()))}.")
            return
        found = comments_of(here, state)
    print_rows(found, COLUMNS, output)
    say(f"{plural(len(found), 'comment')} {state}.")
