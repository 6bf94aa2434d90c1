"""``campaigner petition sign · confirm``, and what all its commands share."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.forms import naming_options
from campaigner.cli.options import CampaignArgument
from campaigner.cli.output import say
from campaigner.cli.workspace import open_here

if TYPE_CHECKING:
    from campaigner.petitions.opening import OpenPetition
    from campaigner.petitions.signing.applying import ChooseArea

app = typer.Typer(name="petition", no_args_is_help=True)


@contextmanager
def opened_petition(
    context: typer.Context, slug: str, *, rehearse: bool = False, look: bool = False
) -> Iterator[OpenPetition]:
    """The petition of a campaign, for the length of a command.

    What a command does that is only rehearsed is undone at its end; for a ``look``, which writes
    nothing, nobody waits.
    """
    from campaigner.petitions.opening import open_petition

    with open_here(context, rehearse=rehearse, look=look) as here:
        yield open_petition(here, slug)


@app.command()
def sign(
    context: typer.Context,
    slug: CampaignArgument,
    name: Annotated[str, typer.Option(prompt="Name", metavar="NAME", help="The signatory's name.")],
    email: Annotated[
        str, typer.Option(prompt="Email", metavar="EMAIL", help="The address for the confirmation.")
    ],
    postcode: Annotated[
        str, typer.Option(prompt="Postcode", metavar="POSTCODE", help="The signatory's postcode.")
    ],
    country: Annotated[
        str,
        typer.Option(
            metavar="COUNTRY", help="The country of the postcode: its name or two letters."
        ),
    ] = "GB",
    language: Annotated[
        str,
        typer.Option(
            metavar="LANGUAGE",
            help="The language of emails to them (default: the campaign's first).",
        ),
    ] = "",
    source: Annotated[
        str,
        typer.Option(metavar="SOURCE", help="The code of the source that brought the signatory."),
    ] = "web",
    area: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help="The signatory's area, if the postcode is in several (default: ask).",
        ),
    ] = None,
    consent: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PARTNER",
            help="A partner who may contact the signatory, or PARTNER/PURPOSE (repeat for more).",
        ),
    ] = None,
    updates: Annotated[
        bool,
        typer.Option("--updates", help="The organisation may email the signatory its news."),
    ] = False,
    letter: Annotated[
        bool,
        typer.Option("--letter", help="The signatory also agrees to a letter in their name."),
    ] = False,
    named: Annotated[
        bool,
        typer.Option(
            "--named", help="The signatory agrees that their name is shown on the petition's page."
        ),
    ] = False,
    comment: Annotated[
        str,
        typer.Option(
            metavar="TEXT", help="A comment that the signatory agrees may be passed on or shown."
        ),
    ] = "",
) -> None:
    """Sign a petition: the signature counts once the link in the email is followed.

    Signing agrees to the statement about the signatory's data, which is shown.
    """
    from campaigner.data_protection.questions import statement_of
    from campaigner.email_doubts import probably_meant
    from campaigner.petitions.signing.applying import ChooseArea, Signed, apply
    from campaigner.petitions.signing.form import SigningForm

    partners = tuple(consent or ())
    form = SigningForm(
        *(name, email, postcode, country, language, source, area, partners, letter, updates),
        agreed=True,
        named=named,
        comment=comment,
        pass_on=bool(comment),
    )
    with opened_petition(context, slug) as here, naming_options():
        done = apply(here, form)
        if isinstance(done, ChooseArea):
            done = apply(here, replace(form, area=_ask_for_area(done)))
        say(f"Signing says: {statement_of(here.workspace, here.campaign, language).words}")
    if isinstance(done, Signed) and done.no_area and done.no_area.is_certain:
        say(f"{done.no_area.sentence} The signature counts without an area.")
    if meant := probably_meant(email):
        say(f"Did you mean {meant}? If so, sign again with that address.")
    say("Check the inbox for the email. To send it, run: campaigner mail send")


@app.command()
def confirm(
    context: typer.Context,
    link: Annotated[
        str,
        typer.Argument(
            metavar="TOKEN", help="The token from the confirmation email, or the whole link."
        ),
    ],
) -> None:
    """Confirm a signature: from now on it is counted. Confirming again changes nothing."""
    from campaigner.petitions.signing.confirmation import confirm as follow

    with open_here(context) as here:
        followed = follow(here, link)
    say(f"{followed.campaign}: {followed.result}.")


def _ask_for_area(choice: ChooseArea) -> str:
    """The code of the area that a person chooses; none without a terminal to ask on."""
    if not sys.stdin.isatty():
        return ""
    say("The postcode is in several areas:")
    for area in choice.areas:
        say(f"  {area.code}  {area.name}")
    question = "Code of your area (leave empty to sign without one)"
    return str(typer.prompt(question, default="", show_default=False, err=True))
