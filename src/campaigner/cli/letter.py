"""``campaigner letter``: letters to representatives, one or many."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.letter_batch import batch
from campaigner.cli.letter_closeness import say_closeness
from campaigner.cli.letter_options import (
    DateOption,
    FormsOption,
    LanguageOption,
    LayoutOption,
    PdfOption,
    say_if_slow,
    say_if_unchecked,
)
from campaigner.cli.letter_replies import due, list_letters, outcomes, record_reply
from campaigner.cli.options import CampaignArgument
from campaigner.cli.output import say
from campaigner.cli.workspace import workspace_for_papers
from campaigner.errors import UsageError

app = typer.Typer(
    name="letter", help="Write letters to representatives, one or many.", no_args_is_help=True
)


@app.command()
def write(
    context: typer.Context,
    campaign: CampaignArgument,
    name: Annotated[str, typer.Option(help="The sender’s name.")] = "",
    address: Annotated[str, typer.Option(help="The sender’s address, commas between lines.")] = "",
    postcode: Annotated[str, typer.Option(help="The sender’s postcode: decides whom to.")] = "",
    email: Annotated[str, typer.Option(help="The sender’s e-mail address.")] = "",
    language: LanguageOption = "",
    personal: Annotated[str, typer.Option(help="A paragraph in the sender’s own words.")] = "",
    asks: Annotated[str, typer.Option(help="Which of the campaign’s asks, by id.")] = "",
    facts: Annotated[str, typer.Option(help="Which facts of those to choose from, by id.")] = "",
    kind: Annotated[
        str, typer.Option(help="Who writes: constituent, professional or faith-group.")
    ] = "",
    area: Annotated[str, typer.Option(help="Its code, where the postcode lies in several.")] = "",
    layout: LayoutOption = "",
    forms: FormsOption = "pdf",
    pdf: PdfOption = "ua-1",
    date: DateOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file; else in the folder letters.")
    ] = None,
) -> None:
    """Write one supporter’s letter to their representative."""
    from campaigner.campaigns.loader import load_campaign
    from campaigner.letters.batch.jobs import Wishes, job_for
    from campaigner.letters.single import write_letters
    from campaigner.letters.supporters import supporter_from
    from campaigner.schedule import scheduled
    from campaigner.store.database import opened

    workspace = workspace_for_papers(context)
    loaded = load_campaign(workspace.campaign_folder(campaign))
    values = {
        "name": name or _ask("Name", "--name"),
        "address": address or _ask("Address (commas between lines)", "--address"),
        "postcode": postcode or _ask("Postcode", "--postcode"),
        "email": email,
        "personal": personal,
        "asks": asks,
        "facts": facts,
        "kind": kind,
    }
    supporter = supporter_from(
        lambda column: values.get(column, ""), loaded, language or loaded.languages[0]
    )
    folder = output if output and output.is_dir() else output.parent if output else None
    out = str(folder or workspace.letters_folder(loaded.slug))
    job = job_for(workspace, campaign, out, Wishes(layout, forms, pdf, date))
    say_if_slow()
    stem = _stem(output, job.forms) if output and output != folder else ""
    with opened(workspace.database_path) as database:
        # Its closing says when letters are to be forgotten.
        scheduled(database, loaded, workspace.zone)
        for made in write_letters(database, loaded, job, supporter, area=area, name=stem):
            recipient = made.order.recipient
            place = f", {recipient.area.name}" if recipient.area else ""
            say(f"A letter to {recipient.envelope_name}{place}.")
            typer.echo(made.path)
            say_closeness(loaded, supporter.wording, recipient, made.closeness)
    say_if_unchecked(loaded, [supporter.wording.language])


def _stem(output: Path, forms: tuple[str, ...]) -> str:
    """A file's name as it was given, without the ending of a form of letter."""
    from campaigner.letters.batch.jobs import FORMS

    form = output.suffix.lower().removeprefix(".")
    if form not in FORMS:
        return output.name
    if form not in forms:
        raise UsageError(f"{output.name} is not among the forms.", hint=f"Say --as {form}.")
    return output.stem


def _ask(question: str, option: str) -> str:
    """Ask on a terminal for what was not given; elsewhere that is a wrong call."""
    if not sys.stdin.isatty():
        raise UsageError(f"{option} is missing.", hint="See: campaigner letter write --help")
    answer: str = typer.prompt(question, err=True)
    return answer


app.command()(batch)
app.command("list")(list_letters)
app.command("record-reply")(record_reply)
app.command()(due)
app.command()(outcomes)
