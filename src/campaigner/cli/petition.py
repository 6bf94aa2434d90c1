"""``campaigner petition``: sign, confirm, count."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner import clock
from campaigner.cli.output import Format, FormatOption, print_json, print_rows, say
from campaigner.cli.workspace import current_workspace
from campaigner.text import plural
from campaigner.workspace import Workspace

if TYPE_CHECKING:
    from sqlite_utils import Database

    from campaigner.campaigns.models import Campaign
    from campaigner.petitions.areas import KnownArea
    from campaigner.representatives.models import Area
    from campaigner.store.petitions import Petition

app = typer.Typer(name="petition", help="Take signatures and count them.", no_args_is_help=True)

CampaignArgument = Annotated[str, typer.Argument(metavar="CAMPAIGN", help="The campaign's name.")]


@dataclass(frozen=True, slots=True)
class Opened:
    """The petition that a command works on; ``now`` in seconds since 1970."""

    workspace: Workspace
    database: Database
    campaign: Campaign
    petition: Petition
    now: int


@contextmanager
def opened_petition(context: typer.Context, slug: str) -> Iterator[Opened]:
    """The petition of a campaign, for the length of a command."""
    from campaigner.campaigns.loader import load_campaign
    from campaigner.petitions.register import registered
    from campaigner.store.database import opened

    workspace = current_workspace(context)
    campaign = load_campaign(workspace.campaign_folder(slug))
    now = int(clock.now().timestamp())
    with opened(workspace.database_path) as database:
        petition = registered(database, campaign)
        yield Opened(workspace, database, campaign, petition, now)


@app.command()
def sign(
    context: typer.Context,
    slug: CampaignArgument,
    name: Annotated[str, typer.Option(prompt="Name", help="The signatory's name.")],
    email: Annotated[str, typer.Option(prompt="E-mail", help="Where the confirmation goes.")],
    postcode: Annotated[str, typer.Option(prompt="Postcode", help="Of their home.")],
    country: Annotated[str, typer.Option(help="Two letters, as GB.")] = "GB",
    language: Annotated[str, typer.Option(help="Of the mails to them, as cy.")] = "en",
    source: Annotated[str, typer.Option(help="Where they came from.")] = "web",
    area: Annotated[str, typer.Option(help="The code, where a postcode has several.")] = "",
    consent: Annotated[
        list[str] | None,
        typer.Option(metavar="PARTNER", help="A partner who may write to them; repeat for more."),
    ] = None,
) -> None:
    """Sign a petition: it counts once the link in the confirmation mail was followed."""
    from campaigner.petitions.applications import Application, checked
    from campaigner.petitions.areas import area_code, choices
    from campaigner.petitions.signing import sign as sign_petition
    from campaigner.store.sources import known_code

    application = checked(Application(name, email, postcode, country, language, source, area=area))
    with opened_petition(context, slug) as here:
        partners = [here.campaign.partner_who_asks(each).key for each in consent or ()]
        application = replace(
            application, source=known_code(here.database, source), consents=tuple(partners)
        )
        found = choices(here.database, here.petition.scheme, application.postcode, country)
        chosen = area_code(found, area or _ask_for_area(found))
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


@app.command()
def tally(
    context: typer.Context,
    slug: CampaignArgument,
    by: Annotated[
        str, typer.Option(help="area, day, hour (of today), source, country or language.")
    ] = "area",
    output: FormatOption = Format.TABLE,
) -> None:
    """Count the signatures that were confirmed."""
    from campaigner.petitions.areas import known_areas
    from campaigner.petitions.tally import take_tally

    with opened_petition(context, slug) as here:
        today = clock.now().date().isoformat()
        counted = take_tally(here.database.conn, here.petition, by, today=today)
        names = known_areas(here.database, here.petition.scheme) if by == "area" else {}
    columns = [by, "name", "count"] if by == "area" else [by, "count"]
    rows: list[dict[str, object]] = [
        {by: value or None, "count": count} for value, count in counted.counts
    ]
    if by == "area":
        rows = [{**row, "name": _name(names, row["area"])} for row in rows]
    if by not in ("day", "hour"):
        rows.sort(key=lambda row: -int(str(row["count"])))
    if output is Format.JSON:
        print_json({"campaign": slug, "by": by, "total": counted.total, "rows": rows})
        return
    print_rows(rows, columns, output)
    say(f"{plural(counted.total, 'signature')} in all.")


def _ask_for_area(found: Sequence[Area]) -> str:
    """Which of several areas somebody lives in, where there is a person to ask."""
    if len(found) < 2 or not sys.stdin.isatty():
        return ""
    for area in found:
        say(f"  {area.code}  {area.name}")
    return str(typer.prompt("The postcode lies in several areas; which", default="", err=True))


def _name(names: dict[str, KnownArea], code: object) -> str | None:
    known = names.get(str(code))
    return known.name or None if known else None
