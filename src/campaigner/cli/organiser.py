"""``campaigner organiser``: accounts of those who run campaigns."""

from __future__ import annotations

from typing import Annotated

import typer

from campaigner.cli.options import FormatOption, YesOption
from campaigner.cli.output import print_rows, say
from campaigner.cli.workspace import open_here
from campaigner.vocabulary.desk import AccountRole
from campaigner.vocabulary.papers import ListFormat

app = typer.Typer(name="organiser", no_args_is_help=True)

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The person's email address.")]


@app.command()
def add(
    context: typer.Context,
    email: Email,
    name: Annotated[
        str, typer.Option(prompt="Name", metavar="TEXT", help="The person's full name.")
    ],
    role: Annotated[AccountRole, typer.Option(help="What the account is for.")],
    campaign: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CAMPAIGN",
            help="Name of a campaign that it is for (repeat for more; default for an owner and an"
            " ambassador: all).",
            show_default=False,
        ),
    ] = None,
    every_campaign: Annotated[
        bool, typer.Option("--every-campaign", help="Make it for every campaign.")
    ] = False,
    source: Annotated[
        str, typer.Option(metavar="CODE", help="The code of an ambassador's own source.")
    ] = "",
    partner: Annotated[
        str, typer.Option(metavar="TEXT", help="The partner that the person is from.")
    ] = "",
    language: Annotated[
        str, typer.Option(metavar="LANGUAGE", help="Language of the invitation, such as cy.")
    ] = "en",
) -> None:
    """Add a person and queue their invitation, which they accept with a password."""
    from campaigner.organisers.accounts import NewAccount, add_account
    from campaigner.organisers.acting import MACHINE
    from campaigner.organisers.roles import place_of

    place = place_of(
        role, campaign or (), every_campaign=every_campaign, source=source, partner=partner
    )
    with open_here(context) as here:
        add_account(here, MACHINE, NewAccount(name, email, place, language))
    say(f"Added the {role}. To send the invitation, run: campaigner mail send")


@app.command("list")
def list_organisers(context: typer.Context, output: FormatOption = ListFormat.TABLE) -> None:
    """List the accounts, their roles and what they are for."""
    from campaigner.organisers.accounts import accounts
    from campaigner.organisers.acting import MACHINE

    with open_here(context) as here:
        rows = [
            {
                "name": each.name,
                "email": each.email,
                "role": each.role,
                "campaigns": ["all"] if each.everywhere else sorted(each.campaigns),
                "source": each.source or None,
                "partner": each.partner or None,
                "state": "active" if each.active else "invited",
            }
            for each in accounts(here, MACHINE)
        ]
    columns = ["name", "email", "role", "campaigns", "source", "partner", "state"]
    print_rows(rows, columns, output)


@app.command()
def remove(context: typer.Context, email: Email, yes: YesOption = False) -> None:
    """Remove an account. Its sessions end; what the person did stays in the audit."""
    from campaigner.organisers.accounts import account_of, remove_account
    from campaigner.organisers.acting import MACHINE

    with open_here(context) as here:
        found = account_of(here, email)
        if not yes and not typer.confirm(f"Remove this {found.role}?", err=True):
            return
        remove_account(here, MACHINE, found.id)
    say(f"Removed the {found.role}.")


@app.command("invite-again")
def invite_again(
    context: typer.Context,
    email: Email,
    lost_second_factor: Annotated[
        bool,
        typer.Option(
            "--lost-second-factor", help="Remove the second factor, and end the sessions."
        ),
    ] = False,
) -> None:
    """Queue a new invitation, with which a person can choose a new password."""
    from campaigner.organisers import invitations, second_factor
    from campaigner.organisers.accounts import account_of
    from campaigner.organisers.acting import MACHINE

    with open_here(context) as here:
        found = account_of(here, email)
        if lost_second_factor:
            second_factor.remove(here, MACHINE, found.id)
        invitations.invite_again(here, MACHINE, found.id)
    say("Queued a new invitation. To send it, run: campaigner mail send")
