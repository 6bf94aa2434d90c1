"""``campaigner petition sign · confirm``, and what all its commands share."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner import clock
from campaigner.cli.options import CampaignArgument
from campaigner.cli.output import say
from campaigner.cli.workspace import current_workspace, open_here

if TYPE_CHECKING:
    from campaigner.petitions.opening import OpenPetition
    from campaigner.representatives.models import Area

app = typer.Typer(name="petition", help="Take signatures and count them.", no_args_is_help=True)


@contextmanager
def opened_petition(context: typer.Context, slug: str) -> Iterator[OpenPetition]:
    """The petition of a campaign, for the length of a command."""
    from campaigner.petitions.opening import open_petition

    with open_here(context) as here:
        yield open_petition(here, slug)


@app.command()
def sign(
    context: typer.Context,
    slug: CampaignArgument,
    name: Annotated[str, typer.Option(prompt="Name", help="The signatory's name.")],
    email: Annotated[str, typer.Option(prompt="E-mail", help="Where the confirmation goes.")],
    postcode: Annotated[str, typer.Option(prompt="Postcode", help="Of their home.")],
    country: Annotated[str, typer.Option(help="Two letters, as GB.")] = "GB",
    language: Annotated[
        str, typer.Option(help="Of the mails to them; else the campaign’s first.")
    ] = "",
    source: Annotated[str, typer.Option(help="Where they came from.")] = "web",
    area: Annotated[str, typer.Option(help="The code, where a postcode has several.")] = "",
    consent: Annotated[
        list[str] | None,
        typer.Option(metavar="PARTNER", help="A partner who may write to them; repeat for more."),
    ] = None,
    letter: Annotated[
        bool, typer.Option("--letter", help="They agree to a letter in their name, too.")
    ] = False,
) -> None:
    """Sign a petition: it counts once the link in the confirmation mail was followed."""
    from campaigner.campaigns.languages import require_language
    from campaigner.campaigns.loader import load_campaign
    from campaigner.petitions.applications import Application, checked
    from campaigner.petitions.areas import area_code, choices, chosen_area
    from campaigner.petitions.signing import sign as sign_petition
    from campaigner.store.sources import known_code

    application = checked(Application(name, email, postcode, country, area=area))
    with opened_petition(context, slug) as here:
        load_campaign(here.campaign.folder)  # nobody signs what is still to write
        language = require_language(here.campaign, language or here.campaign.languages[0])
        partners = [here.campaign.partner_who_asks(each).key for each in consent or ()]
        application = replace(
            application,
            language=language,
            source=known_code(here.database.conn, source),
            consents=tuple(partners),
            letter=letter,
        )
        found = choices(here.database, here.petition.scheme, application.postcode, country)
        if wanted := area or _ask_for_area(found):
            wanted = chosen_area(here.database, here.petition.scheme, found, wanted)
        chosen = wanted or area_code(found)
        sign_petition(here.database, here.petition, application, here.now, area=chosen)
    say("Check the inbox: the confirmation is on its way (campaigner mail send).")


@app.command()
def confirm(
    context: typer.Context,
    link: Annotated[str, typer.Argument(metavar="TOKEN", help="From the mail; or the link.")],
) -> None:
    """Confirm a signature: from now on it is counted. Twice is as good as once."""
    from campaigner.petitions.confirmation import confirm as follow
    from campaigner.store.database import opened

    with opened(current_workspace(context).database_path) as database:
        followed = follow(database, link, int(clock.now().timestamp()))
    say(f"{followed.campaign}: {followed.result}.")


def _ask_for_area(found: Sequence[Area]) -> str:
    """Which of several areas somebody lives in, where there is a person to ask."""
    if len(found) < 2 or not sys.stdin.isatty():
        return ""
    for area in found:
        say(f"  {area.code}  {area.name}")
    return str(typer.prompt("The postcode lies in several areas; which", default="", err=True))
