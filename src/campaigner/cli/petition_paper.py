"""``campaigner petition sheet · import-paper``: signatures on paper."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.options import CampaignArgument, ForceOption, FormatOption
from campaigner.cli.output import print_problems, say, say_wrote
from campaigner.cli.petition import app, opened_petition
from campaigner.cli.tables import DryRunOption, MemberOption, Seen, SheetOption
from campaigner.petitions.paper.sheet_ids import MOST_SHEETS
from campaigner.sources import PAPER
from campaigner.text import plural
from campaigner.vocabulary.papers import ListFormat, SheetLines


@app.command()
def sheet(
    context: typer.Context,
    slug: CampaignArgument,
    out: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Output file, a PDF.")
    ],
    count: Annotated[
        int,
        typer.Option(
            min=1, max=MOST_SHEETS, metavar="NUMBER", help="Number of sheets, each with its own id."
        ),
    ] = 1,
    source: Annotated[
        str,
        typer.Option(metavar="CODE", help="The source that hands the sheets out."),
    ] = PAPER,
    language: Annotated[
        str,
        typer.Option(
            metavar="LANGUAGE",
            help="The language of the sheets (default: the campaign’s first).",
            show_default=False,
        ),
    ] = "",
    beside: Annotated[
        str,
        typer.Option(
            metavar="LANGUAGE", help="Another language on the same sheets.", show_default=False
        ),
    ] = "",
    lines: Annotated[
        SheetLines,
        typer.Option(help="Lines on a sheet: with 20 there is no room for an email address."),
    ] = SheetLines.TEN,
    slips: Annotated[
        bool,
        typer.Option("--slips", help="Make pages to cut apart: a slip for each person."),
    ] = False,
    large_type: Annotated[
        bool,
        typer.Option(
            "--large-type", help="Use type of at least 16 points, with 5 lines on a sheet."
        ),
    ] = False,
    force: ForceOption = False,
) -> None:
    """Make blank sheets to print and sign, with a strip that covers earlier signatures."""
    from campaigner.papers.blank_sheets import make_sheets, sheets_file
    from campaigner.papers.sheet_design import SheetDesign

    design = SheetDesign(lines, slips, large_type)
    with opened_petition(context, slug) as here:
        file = sheets_file(here, out, replace=force)
        file.write(make_sheets(here, count, source, language, design=design, beside=beside))
    say_wrote(out, plural(count, "sheet"))
    say("Each has its own id at its foot: print it, and copy none before it is signed.")
    say(f"To count what was signed, run: campaigner petition import-paper {slug} FILE")


@app.command("import-paper")
def import_paper(
    context: typer.Context,
    slug: CampaignArgument,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A table with the columns sheet, line, name, postcode, email, and signature and"
            " address (yes or no: whether they are on the sheet). Tables for petition formal"
            " --check can be imported, too.",
        ),
    ],
    second: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The same sheets typed by another person: nothing is counted if they differ.",
        ),
    ] = None,
    sheet: SheetOption = "",
    member: MemberOption = "",
    dry_run: DryRunOption = False,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Count typed-up sheets line by line, and name the lines that cannot be counted."""
    from campaigner.petitions.paper.typed_sheets import count_files
    from campaigner.tables import received

    seen = Seen()
    with ExitStack() as stack:
        first = stack.enter_context(received(file, member, sheet))
        other = stack.enter_context(received(second, member, sheet)) if second else None
        here = stack.enter_context(opened_petition(context, slug, rehearse=dry_run))
        done = count_files(here, first, other, dry_run=dry_run, seen=seen)
    if dry_run:
        seen.show(output)
    if done.differences:
        print_problems(done.differences, output)
        say(f"{plural(len(done.differences), 'difference')}: nothing was counted.")
        raise typer.Exit(1)
    print_problems(done.problems, output)
    counted = "would be counted" if dry_run else "counted"
    say(
        f"{plural(done.counted, 'line')} {counted}, {done.repeated:,} repeated,"
        f" {done.rejected:,} rejected."
    )
    if done.before:
        say(f"{plural(done.before, 'line')} counted before.")
    if done.corrected:
        say(f"{done.corrected:,} of them have another signature or address now.")
    if done.problems:
        raise typer.Exit(1)
