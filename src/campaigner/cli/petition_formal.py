"""``campaigner petition formal · motion``: papers in the form of a House, and drafts."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.options import (
    CampaignArgument,
    ForceOption,
    FormatOption,
    day_option,
    has_no_effect,
    not_stdout,
)
from campaigner.cli.output import (
    STDOUT,
    print_problems,
    say,
    say_if_unreviewed,
    say_wrote,
    utf8_stdout,
)
from campaigner.cli.petition import app
from campaigner.cli.tables import MemberOption, SheetOption
from campaigner.cli.workspace import open_here
from campaigner.errors import UsageError
from campaigner.petitions.paper.sheet_ids import MOST_SHEETS, USUAL_SHEETS
from campaigner.text import plural
from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.papers import ListFormat

if TYPE_CHECKING:
    from campaigner.papers.formal.checking import KnownOfPapers

_FOR_SIGNED = ("presented_by", "lead_in_wales", "signed_from", "signed_to", "sheet", "member")


@app.command()
def formal(
    context: typer.Context,
    slug: CampaignArgument,
    venue: Annotated[Venue, typer.Option(help="The House that the petition is for.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FOLDER", callback=not_stdout, help="Output folder."
        ),
    ] = None,
    language: Annotated[
        str,
        typer.Option(
            "--language",
            "-l",
            metavar="TAG",
            help="Language of the papers (default: English).",
            show_default=False,
        ),
    ] = "",
    check: Annotated[
        bool, typer.Option("--check", help="Check the draft and the signed sheets; make nothing.")
    ] = False,
    signed: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="With --check: a table of the signed lines, with the columns sheet, line, name,"
            " address, signature (ink, copy, electronic, website, stuck-on, seal or none), words"
            " (full, request, changed or none), fits and online (yes or no).",
        ),
    ] = None,
    presented_by: Annotated[
        str,
        typer.Option("--presented-by", metavar="NAME", help="The Member who is to present it."),
    ] = "",
    lead_in_wales: Annotated[
        bool | None,
        typer.Option(
            "--lead-in-wales/--lead-elsewhere",
            help="Whether the lead petitioner’s address is in Wales.",
            show_default=False,
        ),
    ] = None,
    signed_from: Annotated[
        date | None, day_option("--signed-from", help="The day of the first signature.")
    ] = None,
    signed_to: Annotated[
        date | None, day_option("--signed-to", help="The day of the last signature.")
    ] = None,
    sheets: Annotated[
        int,
        typer.Option(
            min=1,
            max=MOST_SHEETS,
            metavar="NUMBER",
            help="Number of further sheets that are to be signed: each gets a slip with its id.",
        ),
    ] = USUAL_SHEETS,
    sheet: SheetOption = "",
    member: MemberOption = "",
    output: FormatOption = ListFormat.TABLE,
    force: ForceOption = False,
) -> None:
    """Make the papers of a petition for the Commons, the Lords or the Senedd.

    They are a top sheet, a further sheet, a guide for the Member and the text. A cover with the
    privacy notice and slips with the ids of the sheets are kept apart and not handed in. What the
    House would refuse is refused here.
    """
    if check:
        from campaigner.papers.formal.checking import KnownOfPapers

        has_no_effect(context, "with --check", "out", "language", "sheets", "force")
        known = KnownOfPapers(presented_by, lead_in_wales, signed_from, signed_to)
        _check(context, slug, venue, signed, known, (member, sheet), output)
        return
    has_no_effect(context, "without --check", "signed", *_FOR_SIGNED, "output")
    if out is None:
        raise UsageError("Choose a folder for the papers.", hint="Add: --output FOLDER, or --check")
    _make(context, slug, venue, (out, force), language, sheets)


@app.command()
def motion(
    context: typer.Context,
    slug: CampaignArgument,
    out: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Output file, a PDF or text by its ending (default: standard output).",
        ),
    ] = None,
    force: ForceOption = False,
) -> None:
    """Draft an Early Day Motion and written questions for a Member."""
    from campaigner.destinations import destination
    from campaigner.papers.motions import make_motion

    with open_here(context) as here:
        made = make_motion(here, slug)
        if out is None or str(out) == STDOUT:
            utf8_stdout().write(made.text())
        else:
            file = destination(here, out, "motion", replace=force)
            file.write(made.pdf() if out.suffix.lower() == ".pdf" else made.text())
            say_wrote(out)
    for finding in made.findings:
        say(f"{finding.message[0].upper()}{finding.message[1:]} {finding.hint}")
    say(f"The motion has {plural(made.words, 'word')}. Ask the Table Office before it is tabled.")
    if made.from_asks:
        say("The questions are made from the campaign’s asks. Please read them twice.")


def _make(
    context: typer.Context,
    slug: str,
    venue: Venue,
    place: tuple[Path, bool],
    language: str,
    sheets: int,
) -> None:
    from campaigner.destinations import destinations
    from campaigner.papers.formal.making import make_formal
    from campaigner.petitions.opening import open_petition

    out, replace = place
    with open_here(context) as here:
        made = make_formal(here, slug, venue, language, further=sheets)
        files = destinations(here, out, made.names(), "formal", replace=replace)
        papers = list(made.papers())
        made.note_sheets(open_petition(here, slug))
        for name, content in papers:
            files[name].write(content)
            say_wrote(out / name)
    for finding in made.undecided:
        say(f"Please decide: {finding.message} {finding.hint}")
    say_if_unreviewed(made.unreviewed)
    say("Show the office of the House a sample before anybody signs.")
    say(f"Do not hand in {venue}-cover.pdf: show it to those who sign, and keep it.")
    say(f"When a sheet is signed, clip a slip of {venue}-slips.pdf to it: it says what to type.")
    say(
        "To check what was signed, run: campaigner petition formal"
        f" {slug} --venue {venue} --check --signed FILE"
    )


def _check(
    context: typer.Context,
    slug: str,
    venue: Venue,
    signed: Path | None,
    known: KnownOfPapers,
    table: tuple[str, str],
    output: ListFormat,
) -> None:
    from campaigner.papers.formal.checking import check_formal
    from campaigner.tables import received

    with ExitStack() as stack:
        file = stack.enter_context(received(signed, *table)) if signed else None
        here = stack.enter_context(open_here(context))
        done = check_formal(here, slug, venue, file, known)
    print_problems(done.problems, output)
    lines = f"{plural(done.lines, 'line')} read. " if signed else ""
    if done.refused:
        say(f"{lines}This would be refused.")
        raise typer.Exit(1)
    say(f"{lines}Nothing was found that would be refused.")
