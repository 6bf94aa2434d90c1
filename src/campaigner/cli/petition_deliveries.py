"""``campaigner petition plan-delivery · record-delivery · record-destroyed`` and others."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.options import CampaignArgument, FormatOption, day_option
from campaigner.cli.output import print_rows, say
from campaigner.cli.petition import app, opened_petition
from campaigner.text import plural
from campaigner.vocabulary.papers import DeliveryPlace, ListFormat


@app.command("plan-delivery")
def plan_delivery(
    context: typer.Context,
    slug: CampaignArgument,
    to: Annotated[DeliveryPlace, typer.Option("--to", help="The place to hand the petition in.")],
    on: Annotated[date, day_option("--on", help="The day of the delivery.")],
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List the rules of a place as a checklist, with dates counted back in working days."""
    from campaigner.petitions.deliveries import plan

    with opened_petition(context, slug) as here:
        made = plan.plan_delivery(to, on, here.today)
    rows = [
        {
            "by": str(step.by or ""),
            "late": step.late,
            "what": step.rule.text,
            "source": f"{source.title}, {source.copy}" if source else "our advice",
            "url": source.address if source else "",
        }
        for step in made.steps
        for source in (step.rule.source,)
    ]
    columns = ["by", "late", "what", "source"]
    print_rows(rows, columns if output is ListFormat.TABLE else [*columns, "url"], output)
    for warning in made.warnings:
        say(f"Warning: {warning}")
    if any(step.late for step in made.steps):
        say("Steps marked late had to be done before today.")
    say("The rules were read in public pages, some of them old. “Our advice” stands in none of"
        " them. Ask the office before you rely on either.")  # fmt: skip
    say(f"Once it is handed in, run: campaigner petition record-delivery {slug} --to … --on {on}")


@app.command("record-delivery")
def record_delivery(
    context: typer.Context,
    slug: CampaignArgument,
    to: Annotated[str, typer.Option("--to", metavar="TEXT", help="Who received the petition.")],
    on: Annotated[date, day_option("--on", help="The day of the delivery.")],
    by: Annotated[
        str, typer.Option("--by", metavar="TEXT", help="The people who handed it in.")
    ] = "",
    files: Annotated[
        list[Path] | None,
        typer.Option(
            "--file",
            metavar="FILE",
            help="A file that was handed over, as campaigner wrote it; repeat for more.",
        ),
    ] = None,
    rows: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="NUMBER",
            help="Ledger rows of the checkpoint, not signatures (default: all until now).",
        ),
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Show it on the campaign’s page, without names.")
    ] = False,
    with_names: Annotated[
        bool,
        typer.Option("--with-names", help="Something else with names was handed over, on paper."),
    ] = False,
    destroy_by: Annotated[
        date | None,
        day_option(
            "--destroy-by",
            help="Last day for copies with names (default: when names are removed here).",
        ),
    ] = None,
) -> None:
    """Record what was handed to whom, with the checkpoint and the files."""
    from campaigner.petitions.deliveries import record

    handover = record.Handover(
        to, on, by, tuple(files or ()), rows, public,
        names_people=with_names, destroy_by=destroy_by,
    )  # fmt: skip
    with opened_petition(context, slug) as here:
        made = record.record_delivery(here, handover).delivery
    say(f"Delivery {made.id} recorded: {plural(made.signatures, 'signature')}.")
    if made.destroy_by:
        say(f"It names people: the recipient has to destroy it by {made.destroy_by}.")
        say(
            "When they say that they have, run: campaigner petition record-destroyed"
            f" {slug} {made.id} --on DATE"
        )


@app.command("record-destroyed")
def record_destroyed(
    context: typer.Context,
    slug: CampaignArgument,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the delivery.")],
    on: Annotated[date, day_option("--on", help="The day on which the copies were destroyed.")],
) -> None:
    """Record that a recipient has destroyed the copies that name people."""
    from campaigner.petitions.deliveries import record

    with opened_petition(context, slug) as here:
        record.record_destroyed(here, number, on)
    say(f"Delivery {number}: destroyed on {on}.")


@app.command("remove-delivery")
def remove_delivery(
    context: typer.Context,
    slug: CampaignArgument,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the delivery.")],
) -> None:
    """Remove the record of a delivery that was not made so."""
    from campaigner.petitions.deliveries import record

    with opened_petition(context, slug) as here:
        record.remove_delivery(here, number)
    say(f"Delivery {number} is removed.")


@app.command()
def deliveries(
    context: typer.Context, slug: CampaignArgument, output: FormatOption = ListFormat.TABLE
) -> None:
    """List what was handed to whom, and by when copies with names are to be destroyed."""
    from campaigner.petitions.deliveries import record
    from campaigner.petitions.destroying import destroy_by

    with opened_petition(context, slug) as here:
        found = record.deliveries_of(here)
        last = destroy_by(here)
    columns = ["number", "to", "on", "by", "signatures", "destroy_by", "destroyed_on", "public"]
    rows = [
        {
            "number": each.delivery.id,
            "to": each.delivery.recipient,
            "on": each.delivery.delivered_on,
            "by": each.delivery.handed_by,
            "signatures": each.delivery.signatures,
            "destroy_by": each.delivery.destroy_by,
            "destroyed_on": each.delivery.destroyed_on,
            "public": each.delivery.shown,
            "rows": each.delivery.size,
            "root": each.delivery.root.hex(),
            "files": " ".join(f"{file.sha256}  {file.name}" for file in each.files),
        }
        for each in found
    ]
    shown = columns if output is ListFormat.TABLE else [*columns, "rows", "root", "files"]
    print_rows(rows, shown, output)
    if not found:
        say(f"No delivery is recorded. To add one, run: campaigner petition record-delivery {slug}")
    say(f"Your own copies that name people are to be destroyed by {last}: paper by you, files and")
    say("the database by campaigner petition anonymise.")
