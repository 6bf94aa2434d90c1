"""``campaigner petition sheet · import-paper``: signatures on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.options import CampaignArgument, FormatOption
from campaigner.cli.output import print_problems, say
from campaigner.cli.petition import app, opened_petition
from campaigner.cli.workspace import actor
from campaigner.text import plural
from campaigner.vocabulary import ListFormat


@app.command()
def sheet(
    context: typer.Context,
    slug: CampaignArgument,
    out: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="A PDF.")],
    count: Annotated[int, typer.Option(min=1, max=500, help="How many; each has its id.")] = 1,
    source: Annotated[str, typer.Option(help="Who takes them round.")] = "paper",
    language: Annotated[str, typer.Option(help="One of the campaign's.")] = "en",
) -> None:
    """Make blank sheets to print and sign."""
    from campaigner.campaigns.loader import load_campaign
    from campaigner.files import write_bytes
    from campaigner.papers.blank_sheets import BlankSheets
    from campaigner.sources import PAPER
    from campaigner.store.sources import known_code

    with opened_petition(context, slug) as here:
        load_campaign(here.campaign.folder)  # nobody prints what is still to write
        code = known_code(here.database.conn, source)
        blank = BlankSheets(
            here.campaign,
            here.petition,
            here.workspace.settings,
            here.workspace.template_folders,
            language,
            "" if code == PAPER else code,
        )
        write_bytes(out, blank.make(here.database, count, here.now))
    say(f"Wrote {plural(count, 'sheet')} to {out}.")


@app.command("import-paper")
def import_paper(
    context: typer.Context,
    slug: CampaignArgument,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Columns: sheet, line, name, postcode, email.")
    ],
    second: Annotated[
        Path | None, typer.Option(help="The same sheets typed by another: they have to agree.")
    ] = None,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Count typed-up sheets, line by line; what cannot be counted is named."""
    from campaigner.petitions.paper import typed_sheets

    if second:
        (first, _), (other, _) = typed_sheets.read_lines(file), typed_sheets.read_lines(second)
        if found := typed_sheets.differences(first, other, second):
            print_problems(found, output)
            say(f"{plural(len(found), 'difference')}: nothing was counted.")
            raise typer.Exit(1)
    with opened_petition(context, slug) as here:
        done = typed_sheets.import_paper(here.database, here.petition, file, here.now, actor())
    print_problems(done.problems, output)
    say(f"{plural(done.counted, 'line')} counted, {done.repeated:,} repeated.")
    if done.problems:
        raise typer.Exit(1)
