"""``campaigner campaign brief · pack``: a campaign's papers for representatives and ambassadors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.options import CampaignArgument, FolderOption, ForceOption, campaign_language
from campaigner.cli.output import say, say_if_unreviewed, say_wrote
from campaigner.cli.workspace import open_here, say_if_unfilled
from campaigner.text import plural

Language = Annotated[str, campaign_language("the papers")]


def brief(
    context: typer.Context,
    slug: CampaignArgument,
    out: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Output file (default: CAMPAIGN-brief.pdf).",
            show_default=False,
        ),
    ] = None,
    language: Language = "",
    source: Annotated[
        str, typer.Option(metavar="CODE", help="Source for links and QR codes to carry.")
    ] = "",
    web: Annotated[bool, typer.Option("--html", help="Write a web page, not a PDF.")] = False,
    force: ForceOption = False,
) -> None:
    """Make the policy briefing for an office.

    It should have two to four pages.
    """
    from campaigner.destinations import destination
    from campaigner.papers.briefing import LONGEST, make_brief

    path = out or Path(f"{slug}-brief.{'html' if web else 'pdf'}")
    with open_here(context) as here:
        file = destination(here, path, "web page" if web else "briefing", replace=force)
        say_if_unfilled(here.workspace)
        made = make_brief(here, slug, language, source, web=web)
        file.write(made.content)
    say_wrote(path, plural(made.pages, "page") if made.pages else "")
    if made.is_too_long:
        say(f"Offices read {LONGEST} pages at most. Please shorten the text.")
    say_if_unreviewed(made.unreviewed)


def pack(
    context: typer.Context,
    slug: CampaignArgument,
    source: Annotated[
        str, typer.Option(metavar="CODE", help="Source for links and QR codes to carry.")
    ],
    out: FolderOption,
    language: Language = "",
    sheets: Annotated[
        int,
        typer.Option(min=1, max=500, metavar="NUMBER", help="Number of blank petition sheets."),
    ] = 1,
    force: ForceOption = False,
) -> None:
    """Make an ambassador's pack of papers.

    It has the briefing, a sample letter, petition sheets and the articles that are cited.
    """
    from campaigner.destinations import destinations
    from campaigner.papers.pack import pack_of

    with open_here(context) as here:
        made = pack_of(here, slug, source, language)
        files = destinations(here, out, made.names(), "pack", replace=force)
        say_if_unfilled(here.workspace)
        for name, content in made.papers(sheets):
            files[name].write(content)
            say_wrote(out / name)
    say(f"All carry {made.edition.link}")
    say_if_unreviewed(made.edition.unreviewed)
