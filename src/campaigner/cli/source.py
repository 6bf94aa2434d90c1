"""``campaigner source``: ambassadors, partners and channels, and what came through them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.options import CampaignArgument, ForceOption, FormatOption
from campaigner.cli.output import print_rows, say, say_wrote
from campaigner.cli.workspace import open_here
from campaigner.vocabulary.papers import ListFormat
from campaigner.vocabulary.signatures import SourceKind

app = typer.Typer(name="source", no_args_is_help=True)

Code = Annotated[str, typer.Argument(metavar="CODE", help="The code of the source, such as amira.")]


@app.command()
def add(
    context: typer.Context,
    code: Code,
    kind: Annotated[SourceKind, typer.Option(help="What the source is.")],
    name: Annotated[
        str, typer.Option(prompt="Name", metavar="TEXT", help="The name shown in your own lists.")
    ],
) -> None:
    """Add a source, whose code links, QR codes and papers can carry."""
    from campaigner.outreach.sources import add_source

    with open_here(context) as here:
        source = add_source(here, code, kind, name)
    say(f"Added the {kind} “{source.code}”.")
    say(f"For its link, run: campaigner source link {source.code} CAMPAIGN")


@app.command("list")
def list_sources(
    context: typer.Context,
    campaign: Annotated[
        str, typer.Option(metavar="CAMPAIGN", help="The campaign to count (default: all).")
    ] = "",
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List the sources and the signatures that came through each."""
    from campaigner.outreach.sources import source_counts

    with open_here(context) as here:
        rows = [
            {
                "code": each.code,
                "kind": each.source.kind if each.source else None,
                "name": each.source.name if each.source else None,
                "online": each.online,
                "paper": each.paper,
                "signatures": each.signatures,
            }
            for each in source_counts(here, campaign)
        ]
    print_rows(rows, ["code", "kind", "name", "online", "paper", "signatures"], output)


@app.command()
def link(
    context: typer.Context,
    code: Code,
    slug: CampaignArgument,
    qr: Annotated[
        Path | None, typer.Option(metavar="FILE", help="File to write its QR code to, as SVG.")
    ] = None,
    force: ForceOption = False,
) -> None:
    """Print the link to a campaign that carries a source's code."""
    from campaigner.destinations import destination
    from campaigner.outreach.sources import source_link

    with open_here(context) as here:
        file = destination(here, qr, "QR code", replace=force) if qr else None
        found = source_link(here, code, slug)
        if file:
            file.write(found.qr_code())
    typer.echo(found.address)
    if qr:
        say_wrote(qr)


@app.command()
def remove(context: typer.Context, code: Code) -> None:
    """Remove a source and its name. Signatures stay counted under its code."""
    from campaigner.outreach.sources import remove_source

    with open_here(context) as here:
        source = remove_source(here, code)
    say(f"Removed “{source.code}”. Links that carry it are counted as “web” from now on.")
