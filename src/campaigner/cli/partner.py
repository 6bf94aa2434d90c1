"""``campaigner partner``: who runs a campaign, and who said yes to each of them."""

from __future__ import annotations

from typing import Annotated

import typer

from campaigner.cli.options import CampaignArgument, ForceOption, FormatOption, OutOption, YesOption
from campaigner.cli.output import print_rows, say, say_wrote
from campaigner.cli.workspace import open_here
from campaigner.text import plural
from campaigner.vocabulary.papers import ListFormat

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
                "asks_for": [
                    f"{question.purpose} by {question.channel}"
                    for question in each.partner.questions
                ],
                "said_yes": each.said_yes,
            }
            for each in partner_counts(here, slug)
        ]
    print_rows(rows, ["partner", "name", "asks_for", "said_yes"], output)


@app.command()
def export(
    context: typer.Context,
    slug: CampaignArgument,
    partner: Annotated[
        str,
        typer.Argument(
            metavar="PARTNER", help="The name of a partner that asks people, or ourselves."
        ),
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
    people = len({each.email.lower() for each in found.people})
    say(f"{plural(people, 'person', 'people')} said yes to “{found.asker}”.")


@app.command()
def stop(
    context: typer.Context,
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="The person's email address.")],
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY",
            help="What to stop, as the list shows it (repeat for more; default: everything).",
        ),
    ] = None,
    yes: YesOption = False,
) -> None:
    """Stop contact and letters that a person allowed. Their signature stays."""
    from campaigner.outreach.stopping import allowed_by
    from campaigner.outreach.stopping import stop as stop_contact

    with open_here(context) as here:
        allowed = [each for each in allowed_by(here, email) if only is None or each.key in only]
        for each in allowed:
            say(f"{each.key}: {each.words or each.purpose}")
        if not allowed:
            say("This person allows nothing that could be stopped.")
            raise typer.Exit(1)
        if not yes and not typer.confirm("Stop this?", err=True):
            return
        stopped = stop_contact(here, email, [each.key for each in allowed])
    say(f"Stopped: {plural(len(stopped), 'permission')}.")
