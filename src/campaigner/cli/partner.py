"""``campaigner partner``: who runs a campaign, and who said yes to each of them."""

from __future__ import annotations

from typing import Annotated

import typer

from campaigner import clock
from campaigner.cli.options import CampaignArgument, FormatOption
from campaigner.cli.output import print_rows, say
from campaigner.cli.workspace import actor, current_workspace
from campaigner.text import in_language, plural
from campaigner.vocabulary import ListFormat

app = typer.Typer(
    name="partner",
    help="Organisations that run a campaign together, and who may hear from each.",
    no_args_is_help=True,
)


@app.command("list")
def list_partners(
    context: typer.Context, slug: CampaignArgument, output: FormatOption = ListFormat.TABLE
) -> None:
    """List a campaign's partners, what they ask people, and how many said yes."""
    from campaigner.campaigns.loader import defined_campaign
    from campaigner.store.contacts import who_said_yes
    from campaigner.store.database import opened

    workspace = current_workspace(context)
    campaign = defined_campaign(workspace.campaign_folder(slug))
    with opened(workspace.database_path) as database:
        rows = [
            {
                "partner": partner.key,
                "name": partner.name,
                "consent": in_language(partner.consent, "en") if partner.consent else None,
                "said_yes": len(who_said_yes(database.conn, slug, partner.key)),
            }
            for partner in campaign.partners
        ]
    print_rows(rows, ["partner", "name", "consent", "said_yes"], output)


@app.command()
def export(
    context: typer.Context,
    slug: CampaignArgument,
    partner: Annotated[str, typer.Argument(metavar="PARTNER", help="A partner who asks people.")],
    output: FormatOption = ListFormat.CSV,
) -> None:
    """Print those who said yes to one partner, and nobody else; the audit notes it."""
    from campaigner.campaigns.loader import defined_campaign
    from campaigner.store import audit
    from campaigner.store.contacts import who_said_yes
    from campaigner.store.database import opened, transaction

    workspace = current_workspace(context)
    key = defined_campaign(workspace.campaign_folder(slug)).partner_who_asks(partner).key
    with opened(workspace.database_path) as database, transaction(database) as connection:
        contacts = who_said_yes(connection, slug, key)
        audit.record(
            connection,
            int(clock.now().timestamp()),
            actor(),
            "partner export",
            slug,
            partner=key,
            rows=len(contacts),
        )
    rows = [
        {
            "name": contact.name,
            "email": contact.email,
            "said_yes": contact.said_yes.isoformat(),
            "through": contact.through,
        }
        for contact in contacts
    ]
    print_rows(rows, ["name", "email", "said_yes", "through"], output)
    say(f"{plural(len(rows), 'person', 'people')} said yes to “{key}”.")
