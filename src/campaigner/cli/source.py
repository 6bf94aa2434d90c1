"""``campaigner source``: ambassadors, partners and channels, and what came through them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner import clock
from campaigner.cli.options import CampaignArgument, FormatOption
from campaigner.cli.output import print_rows, say
from campaigner.cli.workspace import current_workspace
from campaigner.sources import PAPER
from campaigner.vocabulary import ListFormat, SourceKind

app = typer.Typer(
    name="source",
    help="Ambassadors, partners and channels that bring supporters in.",
    no_args_is_help=True,
)

Code = Annotated[str, typer.Argument(metavar="CODE", help="Like amira, or youth-choir.")]


@app.command()
def add(
    context: typer.Context,
    code: Code,
    kind: Annotated[SourceKind, typer.Option(help="What it is.")],
    name: Annotated[str, typer.Option(prompt="Name", help="For your own lists.")],
) -> None:
    """Add a source; links, QR codes and papers can then carry its code."""
    from campaigner.sources import Source, parse_code
    from campaigner.store import sources
    from campaigner.store.database import opened

    source = Source(parse_code(code), kind, " ".join(name.split()))
    with opened(current_workspace(context).database_path) as database:
        sources.add(database, source, clock.now())
    say(f"Added the {kind} “{source.code}”. Link: campaigner source link {source.code} CAMPAIGN")


@app.command("list")
def list_sources(
    context: typer.Context,
    campaign: Annotated[
        str | None, typer.Option(help="Count this campaign’s signatures alone.")
    ] = None,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List the sources, with the counted signatures that came through each."""
    from campaigner.petitions.paper.lines import paper_source
    from campaigner.store import sources
    from campaigner.store.database import opened

    workspace = current_workspace(context)
    if campaign:
        workspace.campaign_folder(campaign)
    with opened(workspace.database_path) as database:
        counts = sources.signatures_by_source(database, campaign or "")
        known = sources.every(database)
    rows = []
    for source in known:
        online, paper = (counts.pop(code, 0) for code in (source.code, paper_source(source.code)))
        rows.append(_row(source.code, source.kind.value, source.name, online, paper))
    # Those whom nobody brought, and codes whose source was removed: all add up to the total.
    for code, count in sorted(counts.items()):
        on_paper = code.partition("/")[0] == PAPER
        rows.append(_row(code, None, None, 0 if on_paper else count, count if on_paper else 0))
    print_rows(rows, ["code", "kind", "name", "online", "paper", "signatures"], output)


def _row(
    code: str, kind: str | None, name: str | None, online: int, paper: int
) -> dict[str, str | int | None]:
    return {
        "code": code,
        "kind": kind,
        "name": name,
        "online": online,
        "paper": paper,
        "signatures": online + paper,
    }


@app.command()
def link(
    context: typer.Context,
    code: Code,
    slug: CampaignArgument,
    qr: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write its QR code, as SVG.")
    ] = None,
) -> None:
    """Print the link to a campaign that carries a source's code."""
    from campaigner.addresses import campaign_page
    from campaigner.files import write_text
    from campaigner.store import sources
    from campaigner.store.database import opened

    workspace = current_workspace(context)
    workspace.campaign_folder(slug)
    with opened(workspace.database_path) as database:
        source = sources.get(database, code)
    address = campaign_page(workspace.settings.web.address, slug, source.code)
    typer.echo(address)
    if qr:
        from campaigner.rendering.images import qr_svg

        write_text(qr, f"{qr_svg(address, address, border=4)}\n")
        say(f"Wrote {qr}.")


@app.command()
def remove(context: typer.Context, code: Code) -> None:
    """Remove a source and its name; what was counted under its code stands."""
    from campaigner.store import sources
    from campaigner.store.database import opened

    with opened(current_workspace(context).database_path) as database:
        sources.remove(database, code)
    say(f"Removed “{code}”. Links that carry it are counted as “web” from now on.")
