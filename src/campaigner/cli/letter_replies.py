"""``campaigner letter record-reply · due · outcomes``: what came back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from campaigner import clock
from campaigner.cli.charts import Bar, print_bars
from campaigner.cli.options import AnyCampaignArgument, FormatOption, day_option
from campaigner.cli.output import print_rows, say
from campaigner.cli.workspace import actor, current_workspace
from campaigner.errors import UsageError
from campaigner.text import plural
from campaigner.vocabulary import ListFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaigner.letters.replies import Outcomes
    from campaigner.workspace import Workspace


def record_reply(
    context: typer.Context,
    letter: Annotated[
        int, typer.Argument(metavar="ID", min=1, max=2**63 - 1, help="Its number in letter list.")
    ],
    outcome: Annotated[
        str,
        typer.Option(
            help="answered, will-support, will-raise-it, refused, form-reply or not-expected."
        ),
    ],
    text: Annotated[str, typer.Option(help="What the reply says.")] = "",
    file: Annotated[Path | None, typer.Option(help="The reply as a file: it is copied.")] = None,
    on: Annotated[date | None, day_option("--on", help="The day it came (default: today).")] = None,
) -> None:
    """Record what came back to a letter."""
    from campaigner.letters.replies import Reply, outcome_named
    from campaigner.letters.replies import record_reply as record
    from campaigner.store.database import opened

    now = clock.now()
    reply = Reply(outcome_named(outcome), on or now.date(), text, file)
    workspace = current_workspace(context)
    with opened(workspace.database_path) as database:
        record(database, workspace.replies_folder, letter, reply, now, actor())
    say(f"Letter {letter}: {reply.outcome.words}.")


def due(
    context: typer.Context,
    campaign: AnyCampaignArgument = "",
    days: Annotated[int, typer.Option(min=0, max=36_500, help="Letters of so many days ago.")] = 14,
    with_email: Annotated[
        bool, typer.Option("--with-email", help="Show the senders’ addresses, to remind them.")
    ] = False,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List the letters that nobody has replied to, whose senders may want to ask again."""
    from campaigner.letters.replies import waiting_letters
    from campaigner.store.database import opened

    workspace = current_workspace(context)
    if campaign:
        workspace.campaign_folder(campaign)
    with opened(workspace.database_path) as database:
        rows = [asdict(each) for each in waiting_letters(database, clock.now(), campaign, days)]
    columns = ["id", "campaign", "sender", "recipient", "area", "made", "days"]
    if with_email:
        columns.insert(3, "email")
    else:
        rows = [{name: row[name] for name in columns} for row in rows]
    print_rows(rows, columns, output)
    say(f"{plural(len(rows), 'letter')} without a reply after {plural(days, 'day')}.")


def outcomes(
    context: typer.Context,
    campaign: AnyCampaignArgument = "",
    by: Annotated[str, typer.Option(help="campaign, party or area.")] = "party",
    chart: Annotated[bool, typer.Option("--chart", help="Draw bars.")] = False,
    chart_file: Annotated[
        Path | None, typer.Option(metavar="FILE.svg", help="Write a chart to a file.")
    ] = None,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Show how letters came out, by campaign, party or area."""
    from campaigner.letters.replies import outcomes as added_up
    from campaigner.store.database import opened

    workspace = current_workspace(context)
    if campaign:
        workspace.campaign_folder(campaign)
    if chart_file and chart_file.suffix.lower() != ".svg":
        raise UsageError("A chart is written as SVG.", hint="Name it like outcomes.svg.")
    with opened(workspace.database_path) as database:
        found = added_up(database, by, campaign)
    if chart_file:
        _write_chart(chart_file, found, by, campaign, workspace)
    if chart and output is ListFormat.TABLE:
        bars = [Bar(_label(each, by), each.letters, each.letters - each.waiting) for each in found]
        print_bars(bars, "Solid: replied. Light: waiting.")
        return
    rows = [_row(each, by) for each in found]
    print_rows(rows, list(rows[0]) if rows else [by], output)


def _label(each: Outcomes, by: str) -> str:
    return each.name or each.group or f"no {by}"


def _row(each: Outcomes, by: str) -> dict[str, Any]:
    first = {"area": each.group, "name": each.name} if by == "area" else {by: each.name}
    counts = {outcome.value.replace("-", "_"): count for outcome, count in each.counts.items()}
    return {**first, "letters": each.letters, **counts, "waiting": each.waiting}


def _write_chart(
    path: Path, found: Sequence[Outcomes], by: str, campaign: str, workspace: Workspace
) -> None:
    from campaigner.files import write_text
    from campaigner.letters.replies import Outcome
    from campaigner.rendering.charts import Group, Series, StackedBars

    colours = ("#86301c", "#b5654f", "#d9a796", "#8d97a5", "#1b2430", "#c9ced6", "#f7f2ec")
    names = [*(outcome.words for outcome in Outcome), "waiting"]
    series = [Series(name, colour) for name, colour in zip(names, colours, strict=True)]
    groups = [
        Group(_label(each, by), (*each.counts.values(), each.waiting))
        for each in found
        if each.letters
    ]
    what = f" of {campaign}" if campaign else ""
    chart = StackedBars(f"Replies to letters{what}, by {by}", series, groups, "letter")
    write_text(path, chart.svg(workspace.template_folders))
    say(f"The chart is in {path}.")
