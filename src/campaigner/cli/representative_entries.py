"""``campaigner representative add · edit · end``: representatives entered by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.forms import naming_options
from campaigner.cli.options import YesOption, country_option, day_option
from campaigner.cli.output import say
from campaigner.cli.representative import app
from campaigner.cli.workspace import open_here
from campaigner.vocabulary.representatives import Role

if TYPE_CHECKING:
    from campaigner.representatives.models import Representative

WhoArgument = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="Name, or the number that list and find show with --format json."
    ),
]
WhichRole = Annotated[
    Role | None, typer.Option("--role", "-r", help="Role, if several people have the name.")
]
OfArea = Annotated[
    str,
    typer.Option("--of", metavar="AREA", help="Area, if several people have the name."),
]
Title = Annotated[str | None, typer.Option(metavar="TEXT", help="Title, such as Dr.")]
Party = Annotated[str | None, typer.Option(metavar="TEXT", help="Party.")]
Post = Annotated[str | None, typer.Option(metavar="TEXT", help="Office of a minister, in full.")]
Organisation = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Council or assembly, for the envelope.")
]
AreaOption = Annotated[str | None, typer.Option(metavar="AREA", help="Area: its code or its name.")]
Email = Annotated[str | None, typer.Option(metavar="EMAIL", help="Email address.")]
Address = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Postal address, with commas between its lines.")
]
EnvelopeName = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Name on the envelope, with titles and letters.")
]
Salutation = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Greeting, such as “Dear Dr Sample”.")
]
Started = Annotated[str | None, typer.Option(metavar="DATE", help="First day in office.")]


@app.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name, given name first.")],
    role: Annotated[Role, typer.Option("--role", "-r", help="Role.")],
    area: AreaOption = None,
    organisation: Organisation = None,
    title: Title = None,
    party: Party = None,
    post: Post = None,
    email: Email = None,
    address: Address = None,
    envelope_name: EnvelopeName = None,
    salutation: Salutation = None,
    started: Started = None,
    country: Annotated[
        str, country_option("--country", help="Country: its name or two letters.")
    ] = "GB",
) -> None:
    """Add a representative.

    If the area elects one person, whoever held the seat leaves it.
    """
    from campaigner.cli.representative import print_report
    from campaigner.representatives.details import Details
    from campaigner.representatives.entries import add_representative
    from campaigner.vocabulary.papers import ListFormat

    details = Details(
        name=name,
        title=title,
        party=party,
        post=post,
        organisation=organisation,
        area=area,
        email=email,
        address=address,
        envelope_name=envelope_name,
        salutation=salutation,
        started=started,
    )
    with open_here(context) as here, naming_options():
        entered = add_representative(here, role, details, country=country)
    print_report(entered.report, ListFormat.TABLE)
    _say_how_addressed(entered.representative)


@app.command()
def edit(
    context: typer.Context,
    who: WhoArgument,
    role: WhichRole = None,
    of: OfArea = "",
    name: Annotated[str | None, typer.Option(metavar="TEXT", help="New name.")] = None,
    area: AreaOption = None,
    organisation: Organisation = None,
    title: Title = None,
    party: Party = None,
    post: Post = None,
    email: Email = None,
    address: Address = None,
    envelope_name: EnvelopeName = None,
    salutation: Salutation = None,
    started: Started = None,
) -> None:
    """Change what is known of a representative; an empty value removes it."""
    from campaigner.representatives.details import Details
    from campaigner.representatives.directory import one_in_office
    from campaigner.representatives.entries import edit_representative

    details = Details(
        name=name,
        title=title,
        party=party,
        post=post,
        organisation=organisation,
        area=area,
        email=email,
        address=address,
        envelope_name=envelope_name,
        salutation=salutation,
        started=started,
    )
    with open_here(context) as here, naming_options():
        person = one_in_office(here, who, role, of)
        changed = edit_representative(here, person.membership, details)
    _say_how_addressed(changed)


@app.command()
def end(
    context: typer.Context,
    who: WhoArgument,
    on: Annotated[
        date | None,
        day_option("--on", help="First day out of office (default: today)."),
    ] = None,
    role: WhichRole = None,
    of: OfArea = "",
    yes: YesOption = False,
) -> None:
    """End a membership: who resigned, died or lost the seat.

    If the area elects one person, its seat is vacant until someone is added or imported.
    """
    from campaigner.representatives.directory import one_in_office
    from campaigner.representatives.entries import end_membership

    with open_here(context) as here:
        person = one_in_office(here, who, role, of)
        day = on or here.today
        if not yes and not typer.confirm(f"End: {person.described}, on {day}?", err=True):
            return
        end_membership(here, person.membership, day)
    say(f"{person.described}: out of office from {day}.")


def _say_how_addressed(person: Representative) -> None:
    """Say who it is, and what stands on the envelope and after “Dear”."""
    say(f"{person.described}: number {person.membership}.")
    typer.echo("\n".join((person.envelope_name, *person.address, "", person.salutation)))
