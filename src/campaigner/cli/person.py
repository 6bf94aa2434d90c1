"""``campaigner person``: what is held about somebody, shown or erased."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.left_files import say_incomplete, say_left, say_shared
from campaigner.cli.options import CampaignArgument, YesOption
from campaigner.cli.output import print_json, say
from campaigner.cli.workspace import current_workspace, open_here
from campaigner.text import plural

if TYPE_CHECKING:
    from campaigner.privacy.people import Held, Whom

_LISTED = 50  # records that are shown before they are erased

app = typer.Typer(name="person", no_args_is_help=True)

Email = Annotated[
    str, typer.Argument(metavar="[EMAIL]", help="The person's email address.", show_default=False)
]
Name = Annotated[
    str, typer.Option("--name", help="The name of somebody who gave no email address.")
]
Postcode = Annotated[str, typer.Option("--postcode", help="The postcode that goes with --name.")]


@app.command()
def export(
    context: typer.Context, email: Email = "", name: Name = "", postcode: Postcode = ""
) -> None:
    """Print all data that is held about a person, as JSON."""
    from campaigner.privacy.people import export_person

    whom = _whom(email, name, postcode)
    with open_here(context) as here:
        print_json(export_person(here, whom))


@app.command()
def erase(
    context: typer.Context,
    email: Email = "",
    name: Name = "",
    postcode: Postcode = "",
    yes: YesOption = False,
) -> None:
    """Erase all data that names a person. It cannot be undone. Counts stay as they are.

    Exit code 1 if something is left: the messages say what.
    """
    from campaigner.privacy.people import erase_person, held_about

    whom = _whom(email, name, postcode)
    with open_here(context) as here:
        held = held_about(here, whom)
        if held.total and (name or not yes):
            _list(held)
        if held.total and not yes:
            who = email or f"{name}, {postcode}"
            if not typer.confirm(f"Erase all data about {who}?", err=True):
                return
        done = erase_person(here, whom)
    say_left(done.left)
    say_shared(done.shared)
    for each in done.namesakes:
        records = plural(each.records, "record")
        says = "has" if each.records == 1 else "have"
        postcode = each.postcode or "POSTCODE"
        say(
            f"{records} without an email address {says} the same name. If it is the same person,"
            f' run: campaigner person erase --name "{each.name}" --postcode "{postcode}"'
        )
    if not held.total and not done.total and done.complete:
        say(f"Nothing is held about this {'person' if name else 'address'}.")
        raise typer.Exit(1)
    kinds = _counted(done.counts)
    if not done.still_readable:
        say(f"Erased {plural(done.total, 'record')}{f' ({kinds})' if kinds else ''}.")
    say_incomplete(done.complete, done.still_readable)


@app.command()
def notice(
    context: typer.Context,
    slug: CampaignArgument,
    language: Annotated[
        str, typer.Option(metavar="LANGUAGE", help="Language (default: the campaign's first).")
    ] = "",
    html: Annotated[bool, typer.Option("--html", help="Print HTML for a web page.")] = False,
) -> None:
    """Print the privacy notice of a campaign, made from the settings."""
    from campaigner.data_protection.notice import notice_of

    found = notice_of(current_workspace(context), slug, language)
    if language and found.language != language:
        say(f"There is no notice in “{language}”: this is the one in “{found.language}”.")
    typer.echo(found.html if html else found.text, nl=False)


@app.command("adopt-notice")
def adopt_notice(context: typer.Context) -> None:
    """Copy the shipped privacy notice into the workspace, to read and change there.

    Files that are there stay as they are.
    """
    from campaigner.workspace import adopt_privacy_notice

    workspace = current_workspace(context)
    written = adopt_privacy_notice(workspace)
    for path in written:
        say(f"Wrote {path}.")
    if not written:
        say(f"Nothing to copy: the notice is in {workspace.privacy_folder}.")


def _whom(email: str, name: str, postcode: str) -> Whom:
    from campaigner.privacy.people import Named

    if bool(email) == bool(name) or bool(name) != bool(postcode):
        raise typer.BadParameter("Enter an email address, or --name and --postcode.")
    return Named(name, postcode) if name else email


def _list(held: Held) -> None:
    for each in held.records[:_LISTED]:
        parts = (each.campaign, each.name, each.day)
        say(f"{each.kind}: {', '.join(part for part in parts if part)}")
    if (more := len(held.records) - _LISTED) > 0:
        say(f"… and {more:,} more.")
    say(f"To erase: {_counted(held.counts)}, of {', '.join(held.names)}.")


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{kind} {count:,}" for kind, count in counts.items() if count)
