"""``campaigner event``: places at a campaign's events, and their entries for calendars."""

from __future__ import annotations

from typing import Annotated

import typer

from campaigner.cli.forms import naming_options
from campaigner.cli.options import (
    AnyCampaignArgument,
    CampaignArgument,
    ForceOption,
    FormatOption,
    OutOption,
)
from campaigner.cli.output import print_rows, say, say_wrote, utf8_stdout
from campaigner.cli.workspace import open_here
from campaigner.vocabulary.papers import ListFormat

app = typer.Typer(name="event", no_args_is_help=True)

EventId = Annotated[str, typer.Argument(metavar="EVENT", help="The id of the event.")]
Email = Annotated[str, typer.Option(prompt="Email", metavar="EMAIL", help="The person's email.")]


@app.command("list")
def list_events(
    context: typer.Context,
    slug: AnyCampaignArgument = "",
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List events and how many places are taken."""
    from campaigner.events import listing

    with open_here(context) as here:
        rows = [
            {
                "campaign": each.campaign,
                "event": each.event.id,
                "title": each.event.title,
                "starts": each.event.starts.isoformat(),
                "places": each.event.places,
                "taken": each.taken,
            }
            for each in listing.list_events(here, slug)
        ]
    print_rows(rows, ["campaign", "event", "starts", "places", "taken"], output)


@app.command()
def book(
    context: typer.Context,
    slug: CampaignArgument,
    event_id: EventId,
    name: Annotated[str, typer.Option(prompt="Name", metavar="TEXT", help="The person's name.")],
    email: Email,
    consent: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PARTNER", help="A partner that may write to the person; repeat for more."
        ),
    ] = None,
    source: Annotated[
        str, typer.Option(metavar="CODE", help="The source that brought the person.")
    ] = "web",
) -> None:
    """Take a place for a person. Exit code 1 if all places are taken."""
    from campaigner.events import bookings

    form = bookings.BookingForm(name, email, consent or (), source)
    with open_here(context) as here, naming_options():
        done = bookings.book_for(here, slug, event_id, form)
    if done.outcome is bookings.BookingOutcome.FULL:
        say(f"All {done.event.places} places at “{done.event.id}” are taken.")
        raise typer.Exit(1)
    booked = done.outcome is bookings.BookingOutcome.BOOKED
    say("Booked." if booked else "This person already has a place.")


@app.command("bookings")
def list_bookings(
    context: typer.Context,
    slug: CampaignArgument,
    event_id: EventId,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List who has a place, and the partners that may write to them."""
    from campaigner.events.booking_lists import BOOKING, booking_list

    with open_here(context) as here:
        rows = booking_list(here, slug, event_id).rows
    print_rows(rows, BOOKING, output)


@app.command()
def cancel(context: typer.Context, slug: CampaignArgument, event_id: EventId, email: Email) -> None:
    """Give a person's place back and delete their booking."""
    from campaigner.events.bookings import give_back

    with open_here(context) as here:
        gone = give_back(here, slug, event_id, email)
    say("The place is free again." if gone else "Nobody has a place under that address.")
    if not gone:
        raise typer.Exit(1)


@app.command()
def calendar(
    context: typer.Context,
    slug: CampaignArgument,
    event_id: Annotated[
        str, typer.Argument(metavar="EVENT", help="The id of the event (default: all).")
    ] = "",
    language: Annotated[
        str, typer.Option(metavar="LANGUAGE", help="The language of the entries.")
    ] = "en",
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Write events as iCalendar (.ics), which every calendar reads."""
    from campaigner.destinations import destination
    from campaigner.events.calendars import calendar_of

    with open_here(context) as here:
        file = destination(here, out, "calendar", replace=force) if out else None
        text = calendar_of(here, slug, event_id, language)
        if file:
            file.write(text)
    if out is None:
        utf8_stdout().write(text)
    else:
        say_wrote(out)
