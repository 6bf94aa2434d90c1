"""``campaigner event``: places at a campaign's events, and their entries for calendars."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner import clock
from campaigner.cli.options import CampaignArgument, FormatOption
from campaigner.cli.output import print_rows, say
from campaigner.cli.workspace import current_workspace
from campaigner.vocabulary import ListFormat

app = typer.Typer(
    name="event", help="Take places at events; put them into calendars.", no_args_is_help=True
)

EventId = Annotated[str, typer.Argument(metavar="EVENT", help="The event's id.")]


@app.command("list")
def list_events(
    context: typer.Context,
    slug: Annotated[
        str | None, typer.Argument(metavar="[CAMPAIGN]", help="All, where none is named.")
    ] = None,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List events with the places that are taken."""
    from campaigner.campaigns.loader import defined_campaign
    from campaigner.store import bookings
    from campaigner.store.database import opened

    workspace = current_workspace(context)
    rows = []
    with opened(workspace.database_path) as database:
        for name in [slug] if slug else workspace.campaign_slugs():
            campaign = defined_campaign(workspace.campaign_folder(name))
            rows += [
                {
                    "campaign": name,
                    "event": event.id,
                    "title": event.title,
                    "starts": event.starts.isoformat(),
                    "places": event.places,
                    "taken": bookings.taken(database, (name, event.id)),
                }
                for event in campaign.events
            ]
    print_rows(rows, ["campaign", "event", "starts", "places", "taken"], output)


@app.command()
def book(
    context: typer.Context,
    slug: CampaignArgument,
    event_id: EventId,
    name: Annotated[str, typer.Option(prompt="Name", help="Whose place it is.")],
    email: Annotated[str, typer.Option(prompt="E-mail", help="One place for each person.")],
    consent: Annotated[
        list[str] | None,
        typer.Option(metavar="PARTNER", help="A partner who may write to them; repeat for more."),
    ] = None,
    source: Annotated[str, typer.Option(help="The source that brought them.")] = "web",
) -> None:
    """Take a place for a person. Exit code 1 where all are taken."""
    from campaigner.campaigns.loader import load_campaign
    from campaigner.events.bookings import Outcome, visitor
    from campaigner.events.bookings import book as take_place
    from campaigner.store.database import opened
    from campaigner.store.sources import known_code

    workspace = current_workspace(context)
    campaign = load_campaign(workspace.campaign_folder(slug))
    event = campaign.event(event_id)
    with opened(workspace.database_path) as database:
        who = visitor(campaign, name, email, consent or (), known_code(database, source))
        outcome = take_place(database, campaign, event, who, clock.now())
    if outcome is Outcome.FULL:
        say(f"All {event.places} places at “{event.id}” are taken.")
        raise typer.Exit(1)
    say("Booked." if outcome is Outcome.BOOKED else "They have a place already.")


@app.command("bookings")
def list_bookings(
    context: typer.Context,
    slug: CampaignArgument,
    event_id: EventId,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List who has a place, with the partners who may write to them."""
    from campaigner.campaigns.loader import load_campaign
    from campaigner.store import bookings
    from campaigner.store.database import opened

    workspace = current_workspace(context)
    event = load_campaign(workspace.campaign_folder(slug)).event(event_id)
    with opened(workspace.database_path) as database:
        rows = [
            {
                "name": booking.name,
                "email": booking.email,
                "booked": booking.booked_at.isoformat(),
                "source": booking.source,
                "consents": sorted(booking.partners),
            }
            for booking in bookings.of_event(database, (slug, event.id))
        ]
    print_rows(rows, ["name", "email", "booked", "source", "consents"], output)


@app.command()
def cancel(
    context: typer.Context,
    slug: CampaignArgument,
    event_id: EventId,
    email: Annotated[str, typer.Option(help="Whose place is given back.")],
) -> None:
    """Give a person's place back and forget them."""
    from campaigner.campaigns.loader import load_campaign
    from campaigner.events.bookings import cancel as give_back
    from campaigner.store.database import opened

    workspace = current_workspace(context)
    campaign = load_campaign(workspace.campaign_folder(slug))
    with opened(workspace.database_path) as database:
        had_one = give_back(database, campaign, campaign.event(event_id), email)
    say("The place is free again." if had_one else "Nobody has a place under that address.")
    if not had_one:
        raise typer.Exit(1)


@app.command()
def calendar(
    context: typer.Context,
    slug: CampaignArgument,
    event_id: Annotated[
        str | None, typer.Argument(metavar="[EVENT]", help="All of them, where none is named.")
    ] = None,
    language: Annotated[str, typer.Option(help="The language of the entries.")] = "en",
    out: Annotated[
        Path | None, typer.Option("--output", "-o", help="The .ics file; else to stdout.")
    ] = None,
) -> None:
    """Write events as iCalendar (.ics), which every calendar reads."""
    from campaigner.campaigns.loader import load_campaign
    from campaigner.events.calendars import calendar as write_calendar
    from campaigner.files import write_text

    workspace = current_workspace(context)
    campaign = load_campaign(workspace.campaign_folder(slug))
    events = [campaign.event(event_id)] if event_id else campaign.events
    address = workspace.settings.web.address
    text = write_calendar(campaign, events, language, address, clock.now())
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_text(out, text)
        say(f"Wrote {out}.")
