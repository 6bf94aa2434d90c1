"""How ``campaign show`` and ``campaign check`` print a campaign."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rich.markup import escape

from campaigner.campaigns.models import Campaign, Fact
from campaigner.campaigns.reading import read_campaign
from campaigner.campaigns.variants import preview
from campaigner.cli.output import console, print_rows
from campaigner.errors import CampaignerError
from campaigner.text import in_language, plural
from campaigner.vocabulary import ListFormat


def print_campaign(campaign: Campaign, today: date) -> None:
    """A campaign on a page of the terminal, in its first language."""
    language = campaign.languages[0]
    write = console().print
    write(f"[bold]{escape(in_language(campaign.title, language))}[/]")
    write(escape(in_language(campaign.summary, language)), end="\n\n")
    write(
        f"{campaign.opens} to {campaign.closes} ({campaign.state(today)})\n"
        f"Languages: {', '.join(campaign.languages)}\n"
        f"Letters to: {', '.join(to.role for to in campaign.letter.to)}\n"
        f"Goal: {plural(campaign.petition.goal, 'signature')}"
    )
    write("\n[bold]Asks[/]")
    for number, ask in enumerate(campaign.asks, start=1):
        write(f"{number}. {escape(in_language(ask.text, language))}")
    write("\n[bold]Citations[/]")
    for citation in campaign.citations:
        supports = escape(in_language(citation.supports, language))
        write(f"{escape(citation.ref)}: {supports}")
    write("\n[bold]Facts[/]")
    for fact in campaign.facts:
        write(_fact(fact, language, today), end="\n\n")


def _fact(fact: Fact, language: str, today: date) -> str:
    due = " (due)" if fact.review_by < today else ""
    age = plural((today - fact.as_of).days, "day")
    return (
        f"{fact.id}: of {fact.as_of}, {age} old; review by {fact.review_by}{due}\n"
        f"  {escape(in_language(fact.text, language))}\n"
        f"  [dim]{escape(fact.source)}, {fact.url}[/]"
    )


def print_variants(folder: Path) -> None:
    """Which text each kind of supporter sends each kind of recipient, where there are variants."""
    try:
        campaign = read_campaign(folder).campaign
    except CampaignerError:  # shown as a problem already
        return
    if campaign and campaign.letter.variants:
        rows = preview(campaign)
        print_rows(rows, list(rows[0]), ListFormat.TABLE, title=f"Letters of {campaign.slug}")
