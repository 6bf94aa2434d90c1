"""How ``campaign show`` and ``campaign check`` print a campaign."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from campaigner.campaigns.loader import read_campaign
from campaigner.campaigns.models import Campaign, Fact
from campaigner.campaigns.variants import preview
from campaigner.cli.output import Format, print_rows
from campaigner.errors import CampaignerError
from campaigner.text import in_language, plural


def print_campaign(campaign: Campaign, today: date) -> None:
    """A campaign on a page of the terminal, in its first language."""
    language = campaign.languages[0]
    console = Console(file=sys.stdout, highlight=False)
    console.print(f"[bold]{escape(in_language(campaign.title, language))}[/]")
    console.print(escape(in_language(campaign.summary, language)), end="\n\n")
    console.print(
        f"{campaign.opens} to {campaign.closes} ({campaign.state(today)}) · "
        f"languages: {', '.join(campaign.languages)} · "
        f"letters to: {', '.join(to.role for to in campaign.letter.to)} · "
        f"goal: {plural(campaign.petition.goal, 'signature')}",
        end="\n\n",
    )
    console.print("[bold]Asks[/]")
    for number, ask in enumerate(campaign.asks, start=1):
        console.print(f"{number}. {escape(in_language(ask.text, language))}")
    console.print("\n[bold]Citations[/]")
    for citation in campaign.citations:
        supports = escape(in_language(citation.supports, language))
        console.print(f"{escape(citation.ref)}: {supports}")
    console.print("\n[bold]Facts[/]")
    console.print(_facts(campaign.facts, language, today))


def _facts(facts: list[Fact], language: str, today: date) -> Table:
    table = Table(box=None, padding=(0, 2, 1, 0))
    for column in ("id", "claim", "of", "age", "review by"):
        table.add_column(column, no_wrap=column in ("of", "age", "review by"))
    for fact in facts:
        due = fact.review_by < today
        table.add_row(
            fact.id,
            escape(f"{in_language(fact.text, language)} [{fact.source}]"),
            fact.as_of.isoformat(),
            plural((today - fact.as_of).days, "day"),
            f"{fact.review_by}{' (due)' if due else ''}",
        )
    return table


def print_variants(folder: Path) -> None:
    """Which text each kind of supporter sends each kind of recipient, where there are variants."""
    try:
        campaign = read_campaign(folder).campaign
    except CampaignerError:  # shown as a problem already
        return
    if campaign and campaign.letter.variants:
        rows = preview(campaign)
        print_rows(rows, list(rows[0]), Format.TABLE, title=f"Letters of {campaign.slug}")
