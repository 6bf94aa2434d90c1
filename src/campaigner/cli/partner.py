"""``campaigner partner``: who runs a campaign, and who said yes to each of them."""

from __future__ import annotations

from typing import Annotated

import typer

from campaigner.cli.options import CampaignArgument, ForceOption, FormatOption, OutOption
from campaigner.cli.output import print_rows, say, say_wrote
from campaigner.cli.workspace import open_here
from campaigner.text import in_language, plural
from campaigner.vocabulary import ListFormat

app = typer.Typer(name="partner", no_args_is_help=True)


@app.command("list")
def list_partners(
    context: typer.Context, slug: CampaignArgument, output: FormatOption = ListFormat.TABLE
) -> None:
    """List a campaign's partners and how many people said yes to each."""
    from campaigner.outreach.partners import partner_counts

    with open_here(context) as here:
        rows = [
            {
                "partner": each.partner.key,
                "name": each.partner.name,
                "consent": in_language(each.partner.consent or {"en": ""}, "en") or None,
                "said_yes": each.said_yes,
            }
            for each in partner_counts(here, slug)
        ]
    print_rows(rows, ["partner", "name", "consent", "said_yes"], output)


@app.command()
def export(
    context: typer.Context,
    slug: CampaignArgument,
    partner: Annotated[
        str, typer.Argument(metavar="PARTNER", help="The name of a partner that asks people.")
    ],
    out: OutOption = None,
    output: FormatOption = ListFormat.CSV,
    force: ForceOption = False,
) -> None:
    """Write the people who said yes to one partner, and nobody else. The audit records it."""
    from campaigner.outreach.partners import CONTACT, contacts_file, contacts_of

    with open_here(context) as here:
        file = contacts_file(here, slug, out, output, replace=force) if out else None
        found = contacts_of(here, slug, partner)
        if file:
            file.write(found.text(output))
    if out:
        say_wrote(out)
    else:
        print_rows(found.rows, CONTACT, output)
    say(f"{plural(len(found.people), 'person', 'people')} said yes to “{found.partner.key}”.")
