"""``campaigner letter list · from-pages · record-reply · due · outcomes``: sent, and answered."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from campaigner.cli.charts import Bar, print_bars
from campaigner.cli.letter_undoing import LetterNumber
from campaigner.cli.options import (
    AnyCampaignArgument,
    CampaignArgument,
    ForceOption,
    FormatOption,
    day_option,
    has_no_effect,
)
from campaigner.cli.output import print_rows, say
from campaigner.cli.workspace import open_here
from campaigner.errors import UsageError
from campaigner.text import plural
from campaigner.vocabulary.letters import OutcomeGrouping, ReplyOutcome
from campaigner.vocabulary.papers import ListFormat

if TYPE_CHECKING:
    from campaigner.letters.records.outcomes import Outcomes

_LISTED = ("id", "recipient", "area", "sender", "language", "made", "reply", "void")


def list_letters(
    context: typer.Context, campaign: CampaignArgument, output: FormatOption = ListFormat.TABLE
) -> None:
    """List the letters made for a campaign, with the latest reply to each."""
    from campaigner.letters.records.listing import list_letters as listed

    with open_here(context) as here:
        rows = [asdict(letter) for letter in listed(here, campaign)]
    for row in rows:
        row["made"] = f"{row['made']:%Y-%m-%d %H:%M:%S}"
        if output is not ListFormat.JSON:
            row["void"] = "void" if row["void"] else ""
    print_rows(rows, _LISTED, output)


def record_reply(
    context: typer.Context,
    letter: LetterNumber,
    outcome: Annotated[ReplyOutcome, typer.Option(help="The outcome of the reply.")],
    text: Annotated[str, typer.Option(help="The words of the reply (optional).")] = "",
    file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A file of the reply, to be copied (optional)."),
    ] = None,
    on: Annotated[
        date | None, day_option("--on", help="The day the reply came (default: today).")
    ] = None,
) -> None:
    """Record the reply to a letter."""
    from campaigner.letters.records.replies import Reply
    from campaigner.letters.records.replies import record_reply as record

    reply = Reply(outcome, on, text, file)
    with open_here(context) as here:
        record(here, letter, reply)
    say(f"Letter {letter}: {outcome.words}.")


def due(
    context: typer.Context,
    campaign: AnyCampaignArgument = "",
    days: Annotated[
        int, typer.Option(min=0, max=36_500, help="The minimum age of the letters, in days.")
    ] = 14,
    with_email: Annotated[
        bool, typer.Option("--with-email", help="Show the senders’ email addresses.")
    ] = False,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List the letters without a reply, so that their senders can ask again."""
    from campaigner.letters.records.waiting import waiting_letters

    with open_here(context) as here:
        rows = [asdict(letter) for letter in waiting_letters(here, campaign, days)]
    columns = ["id", "campaign", "sender", "recipient", "area", "made", "days"]
    if with_email:
        columns.insert(3, "email")
    else:
        rows = [{name: row[name] for name in columns} for row in rows]
    print_rows(rows, columns, output)
    say(f"{plural(len(rows), 'letter')} without a reply after {plural(days, 'day')}.")


def from_pages(
    context: typer.Context, campaign: CampaignArgument, output: FormatOption = ListFormat.TABLE
) -> None:
    """Count the letters that people wrote on the web pages, by day and area."""
    from campaigner.letters.records.counting import counted_letters

    with open_here(context) as here:
        found = counted_letters(here, campaign)
    print_rows([asdict(each) for each in found], ("day", "area", "count"), output)
    say(f"{plural(sum(each.count for each in found), 'letter')} written on the pages.")


def outcomes(
    context: typer.Context,
    campaign: AnyCampaignArgument = "",
    by: Annotated[
        OutcomeGrouping, typer.Option(help="The groups to count.")
    ] = OutcomeGrouping.PARTY,
    chart: Annotated[bool, typer.Option("--chart", help="Draw bars instead of a table.")] = False,
    chart_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write a chart to this SVG file (optional)."),
    ] = None,
    force: ForceOption = False,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Count the replies to letters by campaign, party or area."""
    from campaigner.destinations import destination
    from campaigner.letters.records.outcomes import outcomes as added_up
    from campaigner.letters.records.outcomes import outcomes_chart

    if output is not ListFormat.TABLE:
        has_no_effect(context, f"with --format {output}", "chart")
    if chart_file and chart_file.suffix.lower() != ".svg":
        raise UsageError("A chart must be an SVG file.", hint="Call it something like replies.svg.")
    with open_here(context) as here:
        found = added_up(here, by, campaign)
        if chart_file:
            file = destination(here, chart_file, "chart of replies", replace=force)
            file.write(outcomes_chart(here, found, by, campaign))
            say(f"The chart is in {chart_file}.")
    if chart:
        print_bars(
            [Bar(each.label(by), each.letters, each.answered) for each in found],
            "Solid: replied. Light: waiting.",
        )
        return
    rows = [_row(each, by) for each in found]
    print_rows(rows, list(rows[0]) if rows else [by], output)


def _row(each: Outcomes, by: OutcomeGrouping) -> dict[str, Any]:
    is_area = by is OutcomeGrouping.AREA
    first = {"area": each.group, "name": each.name} if is_area else {by.value: each.name}
    counts = {outcome.value.replace("-", "_"): count for outcome, count in each.counts.items()}
    return {**first, "letters": each.letters, **counts, "waiting": each.waiting}
