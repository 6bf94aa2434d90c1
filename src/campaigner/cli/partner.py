"""``campaigner partner``: who runs a campaign, and who said yes to each of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.options import CampaignArgument, ForceOption, FormatOption
from campaigner.cli.output import print_rows, rows_as_text, say, say_wrote
from campaigner.cli.workspace import open_here
from campaigner.errors import UsageError
from campaigner.text import in_language, plural
from campaigner.vocabulary import ListFormat

_CONTACT = ("name", "email", "said_yes", "through")

app = typer.Typer(name="partner", help="Partners and contact consent.", no_args_is_help=True)


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
    out: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Output file (default: standard output)."
        ),
    ] = None,
    output: FormatOption = ListFormat.CSV,
    force: ForceOption = False,
) -> None:
    """Write the people who said yes to one partner, and nobody else. The audit records it."""
    from campaigner.destinations import destination
    from campaigner.issued import EXPORT
    from campaigner.outreach.partners import contacts_of

    if out and output is ListFormat.TABLE:
        raise UsageError("A table is for the terminal.", hint="Use --format csv or json.")
    with open_here(context) as here:
        kind = f"{EXPORT} contacts {output.value}"
        file = destination(here, out, kind, replace=force, campaign=slug) if out else None
        found, zone = contacts_of(here, slug, partner), here.zone
        rows = [
            {
                "name": contact.name,
                "email": contact.email,
                "said_yes": contact.said_yes.astimezone(zone).isoformat(),
                "through": contact.through,
            }
            for contact in found.people
        ]
        if file:
            file.write(rows_as_text(rows, _CONTACT, output))
    if out:
        say_wrote(out)
    else:
        print_rows(rows, _CONTACT, output)
    say(f"{plural(len(rows), 'person', 'people')} said yes to “{found.partner.key}”.")
