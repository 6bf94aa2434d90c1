"""``campaigner update``: news for those who signed and agreed to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.options import (
    CampaignArgument,
    FormatOption,
    YesOption,
    campaign_language,
    not_stdout,
)
from campaigner.cli.output import print_rows, say
from campaigner.cli.workspace import open_here
from campaigner.text import plural
from campaigner.time_zones import local_time
from campaigner.vocabulary.desk import Verdict
from campaigner.vocabulary.papers import ListFormat

if TYPE_CHECKING:
    from campaigner.opening import OpenWorkspace
    from campaigner.updates.sending import Progress

app = typer.Typer(name="update", no_args_is_help=True)

Number = Annotated[
    int, typer.Argument(metavar="NUMBER", help="Number of the update, as the list shows it.")
]


@app.command()
def write(
    context: typer.Context,
    slug: CampaignArgument,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            callback=not_stdout,
            help="Markdown file whose first heading is the subject.",
        ),
    ],
    number: Annotated[
        int | None,
        typer.Option(
            "--number", metavar="NUMBER", help="Update to change or translate (default: a new one)."
        ),
    ] = None,
    language: Annotated[str, campaign_language("the text")] = "",
    area: Annotated[
        list[str] | None,
        typer.Option(metavar="AREA", help="Area by code or name (repeat for more; default: all)."),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE", help="Source that brought people (repeat for more; default: all)."
        ),
    ] = None,
    signed_in: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TAG", help="Language that people signed in (repeat for more; default: all)."
        ),
    ] = None,
) -> None:
    """Write an update in a language, or change one that was not sent, and say whom it is for."""
    from campaigner.files import read_text
    from campaigner.organisers.acting import MACHINE
    from campaigner.updates.audience import audience_of, people_of, write_for
    from campaigner.updates.writing import read_wish

    wish = read_wish(read_text(file), file, language)
    with open_here(context) as here:
        chosen = area or source or signed_in
        wanted = audience_of(area or (), source or (), signed_in or ()) if chosen else None
        found = write_for(here, MACHINE, slug, wish, number, wanted)
        people = people_of(here, MACHINE, slug, found.id)
    say(f"Update {found.id} is for {plural(people.count, 'person', 'people')} who agreed to news.")
    if people.enough:
        say(f"{people.enough:,} more have had as many updates as a person gets in 30 days.")
    say(f"To read it, run: campaigner update preview {slug} {found.id}")


@app.command("list")
def list_updates(
    context: typer.Context, slug: CampaignArgument, output: FormatOption = ListFormat.TABLE
) -> None:
    """List a campaign's updates, and how far each has gone."""
    from campaigner.organisers.acting import MACHINE
    from campaigner.updates.sending import progress_of
    from campaigner.updates.writing import updates_of

    with open_here(context) as here:
        rows = [
            {
                "update": each.id,
                "subject": next((text.subject for text in each.texts.values()), ""),
                "languages": list(each.texts),
                "areas": list(each.audience.areas),
                "sources": list(each.audience.sources),
                "signed_in": list(each.audience.languages),
                "written": _time(each.made_at, here),
                "published": each.published_at is not None,
                **_standing(progress_of(here, MACHINE, slug, each.id)),
            }
            for each in updates_of(here, MACHINE, slug)
        ]
    columns = ("update", "subject", "languages", "state", "people", "sent", "published", "written")
    print_rows(rows, columns, output)


@app.command()
def preview(
    context: typer.Context,
    slug: CampaignArgument,
    number: Number,
    language: Annotated[str, campaign_language("the reader")] = "",
    mail_to: Annotated[
        str,
        typer.Option(metavar="EMAIL", help="Address to mail it to now, as people will get it."),
    ] = "",
) -> None:
    """Show an update as people will read it, and how many it is for; or mail it to yourself."""
    from campaigner.organisers.acting import MACHINE
    from campaigner.updates.audience import people_of
    from campaigner.updates.preview import mail_preview
    from campaigner.updates.preview import preview as made

    with open_here(context) as here:
        if mail_to:
            mail_preview(here, MACHINE, slug, number, mail_to, language)
            say("The server took the mail.")
            return
        found = made(here, MACHINE, slug, number, language)
        people = people_of(here, MACHINE, slug, number)
    typer.echo(f"Subject: {found.subject}\n\n{found.text}", nl=False)
    shares = ", ".join(f"{tag}: {count:,}" for tag, count in sorted(people.languages.items()))
    say(f"For {plural(people.count, 'person', 'people')}{f' ({shares})' if shares else ''}.")


@app.command()
def send(
    context: typer.Context, slug: CampaignArgument, number: Number, yes: YesOption = False
) -> None:
    """Let an update go out, once, to those who agreed by now.

    If the settings ask for a second person, that person is asked first.
    """
    from campaigner.organisers.acting import MACHINE
    from campaigner.organisers.proposals import SecondPersonNeeded
    from campaigner.updates.audience import people_of
    from campaigner.updates.sending import ask_second_person, send_update

    with open_here(context) as here:
        people = people_of(here, MACHINE, slug, number)
        question = f"Send this update to {plural(people.count, 'person', 'people')}?"
        if people.count and not yes and not typer.confirm(question, err=True):
            return
        try:
            done = send_update(here, MACHINE, slug, number)
        except SecondPersonNeeded:
            ask_second_person(here, MACHINE, slug, number)
            say("Asked: somebody with an account says yes or no on the desk, and it goes out.")
            return
    say(f"It goes out to {plural(done.expected, 'person', 'people')}. Run: campaigner mail send")


@app.command()
def stop(context: typer.Context, slug: CampaignArgument, number: Number) -> None:
    """Stop an update that goes out. What has not been sent waits."""
    from campaigner.organisers.acting import MACHINE
    from campaigner.updates.sending import stop_sending

    with open_here(context) as here:
        done = stop_sending(here, MACHINE, slug, number)
    say(f"Stopped after {plural(done.sent, 'mail')}.")


@app.command("go-on")
def go_on(context: typer.Context, slug: CampaignArgument, number: Number) -> None:
    """Let an update that was stopped go on."""
    from campaigner.organisers.acting import MACHINE
    from campaigner.updates.sending import go_on_sending

    with open_here(context) as here:
        go_on_sending(here, MACHINE, slug, number)
    say("It goes on. Run: campaigner mail send")


@app.command()
def publish(
    context: typer.Context,
    slug: CampaignArgument,
    number: Number,
    take_down: Annotated[
        bool, typer.Option("--take-down", help="Take it off the page instead.")
    ] = False,
) -> None:
    """Show an update on the campaign's page of updates."""
    from campaigner.organisers.acting import MACHINE
    from campaigner.updates import publishing

    with open_here(context) as here:
        act = publishing.take_down if take_down else publishing.publish
        act(here, MACHINE, slug, number)
    say("Taken down." if take_down else "Published.")


@app.command()
def remove(
    context: typer.Context, slug: CampaignArgument, number: Number, yes: YesOption = False
) -> None:
    """Remove an update that was not sent."""
    from campaigner.organisers.acting import MACHINE
    from campaigner.updates.writing import remove_update

    with open_here(context) as here:
        if not yes and not typer.confirm("Remove this update?", err=True):
            return
        remove_update(here, MACHINE, slug, number)
    say("Removed.")


def _standing(progress: Progress) -> dict[str, object]:
    state = "sent" if progress.ended else progress.state.value
    words = {None: "asked", Verdict.YES: "agreed"}
    asked = words.get(progress.asked.verdict) if progress.asked else None
    return {
        "state": asked or state,
        "people": progress.expected,
        "sent": progress.sent,
        "not_sent": progress.given_up,
    }


def _time(moment: int, here: OpenWorkspace) -> str:
    return local_time(moment, here.zone).isoformat()
