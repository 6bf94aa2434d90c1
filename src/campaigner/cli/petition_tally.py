"""``campaigner petition tally · watch``: how many have signed, once or live."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.charts import Bar, print_bars
from campaigner.cli.options import CampaignArgument, FormatOption, has_no_effect
from campaigner.cli.output import print_json, print_rows, say
from campaigner.cli.petition import app, opened_petition
from campaigner.cli.workspace import now_in
from campaigner.pairs import parse_pairs_once
from campaigner.text import plural
from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.papers import ListFormat
from campaigner.vocabulary.signatures import Grouping

if TYPE_CHECKING:
    from rich.console import RenderableType

    from campaigner.petitions.counts.tally import Standing, Tally

_BAR = 40
HOUSES = {
    Venue.COMMONS: "the House of Commons",
    Venue.LORDS: "the House of Lords",
    Venue.SENEDD: "the Senedd",
}


@app.command()
def tally(
    context: typer.Context,
    slug: CampaignArgument,
    by: Annotated[
        Grouping,
        typer.Option(
            help="What to count by; days and hours in UTC, hours of today. Standing: what each"
            " signature can count for. Wording: which version of the words was signed."
        ),
    ] = Grouping.AREA,
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=VALUE",
            help="Only signatures that match, such as source=paper; repeat for more.",
        ),
    ] = None,
    chart: Annotated[bool, typer.Option("--chart", help="Draw bars.")] = False,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Count the confirmed signatures."""
    from campaigner.petitions.counts.tally import take_tally
    from campaigner.petitions.wordings import versions_of

    if output is not ListFormat.TABLE:
        has_no_effect(context, f"with --format {output}", "chart")
    pairs = parse_pairs_once(where or [], "source=paper", list(Grouping))
    wanted = {Grouping(name): value for name, value in pairs.items()}
    with opened_petition(context, slug) as here:
        counted = take_tally(here, by, wanted)
        has_changed = versions_of(here).has_changed
    if output is ListFormat.JSON:
        rows = counted.table()
        found = {"campaign": slug, "by": by, "total": counted.total, "rows": rows}
        print_json({**found, "presentable": counted.by_house} if counted.by_house else found)
        return
    if chart:
        print_bars([Bar(row.label, row.count, row.count) for row in counted.rows])
    else:
        print_rows(counted.table(), counted.columns, output)
    if by is Grouping.STANDING:
        _say_presentable(counted)
    else:
        say(f"{plural(counted.total, 'signature')} in all.")
    if has_changed and output is ListFormat.TABLE:
        say("The words have changed since people signed: see petition wording.")


def _say_presentable(counted: Tally) -> None:
    """How many each House can receive: the Commons always, the others if there are any."""
    shown = [
        f"{number:,} can be presented to {HOUSES[venue]}"
        for venue, number in counted.by_house.items()
        if number or venue is Venue.COMMONS
    ]
    say(f"{plural(counted.total, 'signature')}, of which {', and '.join(shown)}.")
    if not any(counted.by_house.values()):
        say("A House takes only sheets in its own form: campaigner petition formal makes them.")


@app.command()
def watch(
    context: typer.Context,
    slug: CampaignArgument,
    every: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="Seconds between updates.")
    ] = 2.0,
) -> None:
    """Show the tally as it grows, until you press Ctrl-C; without a terminal, once."""
    from rich.console import Console
    from rich.live import Live

    from campaigner.petitions.counts.tally import standing

    console = Console(file=sys.stdout)
    with opened_petition(context, slug) as here:
        if not console.is_terminal:
            console.print(_panel(standing(here)))
            return
        with Live(_panel(standing(here)), console=console, auto_refresh=False) as live:
            while True:
                time.sleep(every)
                here = replace(here, now=int(now_in(here.workspace).timestamp()))
                live.update(_panel(standing(here)), refresh=True)


def _panel(now: Standing) -> RenderableType:
    """The total, the last hours, the next threshold and the busiest areas."""
    from rich.console import Group
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for row in now.busiest_areas:
        table.add_row(row.label, f"{row.count:,}")
    return Group(
        Text(f"{now.total:,}", style="bold"),
        Text(f"{now.today:,} today, {now.this_hour:,} this hour"),
        ProgressBar(total=now.ahead, completed=now.total, width=_BAR),
        Text(f"of {now.ahead:,}"),
        Text(),
        table,
    )
