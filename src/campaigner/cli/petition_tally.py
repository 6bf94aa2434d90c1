"""``campaigner petition tally · watch``: how many have signed, once or live."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner import clock
from campaigner.cli.charts import Bar, print_bars
from campaigner.cli.options import CampaignArgument, FormatOption
from campaigner.cli.output import print_json, print_rows, say
from campaigner.cli.petition import app, opened_petition
from campaigner.pairs import parse_pairs
from campaigner.text import plural
from campaigner.vocabulary import ListFormat

if TYPE_CHECKING:
    from rich.console import RenderableType

    from campaigner.petitions.areas import KnownArea
    from campaigner.petitions.opening import OpenPetition
    from campaigner.petitions.tally import Tally

_BAR = 40


@app.command()
def tally(
    context: typer.Context,
    slug: CampaignArgument,
    by: Annotated[
        str, typer.Option(help="area, day, hour (of today), source, country or language.")
    ] = "area",
    where: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="Only those, as source=paper; repeat for more."),
    ] = None,
    chart: Annotated[bool, typer.Option("--chart", help="Draw bars.")] = False,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Count the signatures that were confirmed."""
    from campaigner.petitions.areas import known_areas
    from campaigner.petitions.tally import DIMENSIONS, take_tally

    with opened_petition(context, slug) as here:
        today = clock.now().date().isoformat()
        wanted = dict(parse_pairs(where or [], "source=paper", DIMENSIONS))
        counted = take_tally(here.database.conn, here.petition, by, wanted, today)
        names = known_areas(here.database, here.petition.scheme) if by == "area" else {}
    rows = _rows(counted, names)
    columns = [by, "name", "count"] if by == "area" else [by, "count"]
    if output is ListFormat.JSON:
        print_json({"campaign": slug, "by": by, "total": counted.total, "rows": rows})
        return
    if chart and output is ListFormat.TABLE:
        print_bars([_bar(row, by) for row in rows])
    else:
        print_rows(rows, columns, output)
    say(f"{plural(counted.total, 'signature')} in all.")


def _rows(counted: Tally, names: dict[str, KnownArea]) -> list[dict[str, object]]:
    """The rows of a tally: by time as it goes, else the most first."""
    counts = list(counted.counts)
    if counted.by not in ("day", "hour"):
        counts.sort(key=lambda pair: -pair[1])
    if counted.by != "area":
        return [{counted.by: value, "count": count} for value, count in counts]
    known = {code: area.name or None for code, area in names.items()}
    return [
        {"area": code or None, "name": known.get(code), "count": count} for code, count in counts
    ]


def _bar(row: dict[str, object], by: str) -> Bar:
    count = int(str(row["count"]))
    return Bar(str(row.get("name") or row[by] or "no area"), count, count)


@app.command()
def watch(
    context: typer.Context,
    slug: CampaignArgument,
    every: Annotated[float, typer.Option(min=0.1, help="Seconds between looks.")] = 2.0,
) -> None:
    """Show the tally as it grows, until it is stopped; without a terminal, once."""
    from rich.console import Console
    from rich.live import Live

    console = Console(file=sys.stdout)
    with opened_petition(context, slug) as here:
        if not console.is_terminal:
            console.print(_panel(here))
            return
        with Live(_panel(here), console=console, auto_refresh=False) as live:
            while True:
                time.sleep(every)
                live.update(_panel(here), refresh=True)


def _panel(here: OpenPetition) -> RenderableType:
    """The total, the last hours, the next threshold and the busiest areas."""
    from rich.console import Group
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    from campaigner.petitions.areas import known_areas
    from campaigner.petitions.tally import take_tally
    from campaigner.store import petitions

    connection, petition = here.database.conn, here.petition
    today = clock.now().date().isoformat()
    areas = take_tally(connection, petition, "area")
    hours = take_tally(connection, petition, "hour", today=today)
    goal = here.campaign.petition.goal
    marks = petitions.thresholds_of(connection, petition.id)
    ahead = next((each.at for each in marks if each.at > areas.total), max(goal, areas.total))
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    known = known_areas(here.database, petition.scheme)
    for row in _rows(areas, known)[:10]:
        table.add_row(str(row["name"] or row["area"] or "no area"), f"{row['count']:,}")
    return Group(
        Text(f"{areas.total:,}", style="bold"),
        Text(f"{hours.total:,} today, {hours.counts[-1][1] if hours.counts else 0:,} this hour"),
        ProgressBar(total=ahead, completed=areas.total, width=_BAR),
        Text(f"of {ahead:,}"),
        Text(),
        table,
    )
