"""How ``campaign show`` prints a campaign."""

from __future__ import annotations

from datetime import date

from rich.markup import escape

from campaigner.campaigns.models import Fact
from campaigner.cli.output import console
from campaigner.petitions.campaign_states import ListedCampaign
from campaigner.text import in_language, plural


def print_campaign(listed: ListedCampaign, today: date) -> None:
    """Print a campaign on a page of the terminal, in its first language."""
    campaign = listed.campaign
    language = campaign.languages[0]
    write = console().print
    write(f"[bold]{escape(in_language(campaign.title, language))}[/]")
    write(escape(in_language(campaign.summary, language)), end="\n\n")
    write(
        f"{campaign.opens} to {listed.closes} ({listed.state})\n"
        f"Languages: {', '.join(campaign.languages)}\n"
        f"Letters to: {', '.join(campaign.roles)}\n"
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
        f"{fact.id}: {fact.as_of}, {age} old; review by {fact.review_by}{due}\n"
        f"  {escape(in_language(fact.text, language))}\n"
        f"  [dim]{escape(fact.source)}, {fact.url}[/]"
    )
