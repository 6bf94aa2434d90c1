"""``campaigner petition packs``: a pack for each representative whose constituents have signed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.not_written import say_failed
from campaigner.cli.options import (
    CampaignArgument,
    FolderOption,
    ForceOption,
    SchedulerOption,
    SignedByOption,
    areas_option,
    campaign_language,
    day_option,
)
from campaigner.cli.output import print_json, print_rows, say, say_if_unreviewed
from campaigner.cli.petition import app, opened_petition
from campaigner.cli.progress import Progress
from campaigner.cli.workspace import say_if_unfilled
from campaigner.text import plural
from campaigner.vocabulary.papers import ListFormat
from campaigner.vocabulary.representatives import Role

if TYPE_CHECKING:
    from campaigner.papers.constituents.request import PacksResult

_SHOWN = 50


@app.command()
def packs(
    context: typer.Context,
    slug: CampaignArgument,
    role: Annotated[Role, typer.Option(help="The role of those who get a pack.")],
    out: FolderOption,
    language: Annotated[str, campaign_language("the packs")] = "",
    signed_by: SignedByOption = "",
    day: Annotated[
        date | None, day_option("--date", help="Date of the covering letters (default: today).")
    ] = None,
    areas: Annotated[list[str] | None, areas_option("make packs for")] = None,
    letters: Annotated[
        bool,
        typer.Option(
            "--letters/--no-letters", help="Enclose the letters that constituents have written."
        ),
    ] = True,
    workers: Annotated[
        int,
        typer.Option(
            "--workers", "-w", min=0, max=64, help="The number of processes (0: one a core)."
        ),
    ] = 0,
    scheduler: SchedulerOption = "",
    force: ForceOption = False,
    output: Annotated[
        ListFormat, typer.Option("--format", "-f", help="The format of the summary.")
    ] = ListFormat.TABLE,
) -> int:
    """Make a pack for each representative whose constituents have signed.

    A pack has a letter, figures, comments, the briefing and their constituents' letters. Run again,
    only packs that are missing or have changed are made.
    """
    from campaigner.papers.constituents.request import PacksRequest
    from campaigner.papers.constituents.run import make_packs

    request = PacksRequest(
        role=role,
        out=out,
        language=language,
        signed_by=signed_by,
        day=day,
        areas=tuple(areas or ()),
        jobs=workers,
        scheduler=scheduler,
        letters=letters,
        replace=force,
    )
    with opened_petition(context, slug) as here:
        say_if_unfilled(here.workspace)
        with Progress("packs") as progress:
            made = make_packs(here, request, progress.at)
    _say(made)
    summary = {
        "made": made.made,
        "unchanged": made.unchanged,
        "failed": len(made.failed),
        "signatures": made.signatures,
        "letters": made.letters,
        "comments": made.comments,
        "pages": made.pages,
        "sheets": made.sheets,
        "out": str(made.out),
    }
    if output is ListFormat.JSON:
        print_json(summary | {"remarks": made.remarks, "removed": made.removed})
    else:
        print_rows([summary], list(summary), output)
    return 1 if made.failed else 0


def _say(made: PacksResult) -> None:
    """Say what somebody has to know before the packs go out."""
    if made.rehearsal:
        say("This is a rehearsal, and every pack says so.")
    for remark in made.remarks[:_SHOWN]:
        say(remark)
    if len(made.remarks) > _SHOWN:
        say(f"And {len(made.remarks) - _SHOWN:,} more remarks.")
    _say_files(made)
    say_if_unreviewed(made.unreviewed)
    say(f"{plural(made.packs, 'pack')} in {made.out}: see index.csv and progress.pdf there.")


def _say_files(made: PacksResult) -> None:
    """Say which files of earlier runs are gone, and which were not written."""
    for removed in made.removed:
        say(removed)
    for path in made.kept:
        say(f"{path} is no longer wanted. It was changed, and so left: please check it.")
    say_failed(made.failed, _SHOWN)
