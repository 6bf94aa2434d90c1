"""``campaigner petition notes``: a short note a month to each representative."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from campaigner.cli.not_written import say_failed
from campaigner.cli.options import (
    CampaignArgument,
    FolderOption,
    ForceOption,
    SignedByOption,
    areas_option,
    campaign_language,
    day_option,
)
from campaigner.cli.output import say, say_if_unreviewed
from campaigner.cli.petition import app, opened_petition
from campaigner.cli.workspace import say_if_unfilled
from campaigner.text import plural
from campaigner.vocabulary.representatives import Role


@app.command()
def notes(
    context: typer.Context,
    slug: CampaignArgument,
    role: Annotated[Role, typer.Option(help="The role of those who get a note.")],
    out: FolderOption,
    since: Annotated[
        date | None, day_option("--since", help="First day that is new (default: a month ago).")
    ] = None,
    language: Annotated[str, campaign_language("the notes")] = "",
    signed_by: SignedByOption = "",
    areas: Annotated[list[str] | None, areas_option("write notes for")] = None,
    force: ForceOption = False,
) -> int:
    """Write a short mail to each representative in whose area more people have signed.

    It says how many are new, how many there are, and what they ask. You send it yourself.
    """
    from campaigner.papers.constituents.notes import NotesRequest, write_notes

    request = NotesRequest(
        role=role,
        since=since,
        language=language,
        signed_by=signed_by,
        areas=tuple(areas or ()),
    )
    with opened_petition(context, slug) as here:
        say_if_unfilled(here.workspace)
        done = write_notes(here, request, out, replace=force)
    say_failed(done.failed)
    say_if_unreviewed(done.unreviewed)
    if done.nothing_new:
        people = plural(done.nothing_new, "representative")
        say(f"Nothing new since {done.since} for {people}: no note.")
    say(f"{plural(done.notes, 'note')} in {done.out}.")
    return 1 if done.failed else 0
