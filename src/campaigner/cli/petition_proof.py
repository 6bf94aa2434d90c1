"""``campaigner petition verify · checkpoint · publish-log · sample``: proof of the count."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.options import (
    CampaignArgument,
    ForceOption,
    FormatOption,
    OutOption,
    has_no_effect,
)
from campaigner.cli.output import (
    print_json,
    print_problems,
    print_rows,
    say,
    say_wrote,
    utf8_stdout,
)
from campaigner.cli.petition import app, opened_petition
from campaigner.text import plural
from campaigner.vocabulary.papers import ListFormat


@app.command()
def verify(
    context: typer.Context,
    slug: CampaignArgument,
    receipt: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A receipt from an email: check that its signature is recorded and counts.",
        ),
    ] = None,
    checkpoint: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A published checkpoint: check that the ledger has only grown since.",
        ),
    ] = None,
    key: Annotated[
        str,
        typer.Option(
            metavar="KEY",
            help="The public key that must have signed them (default: your own).",
            show_default=False,
        ),
    ] = "",
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Count everything again from the ledger, and name the first row that does not fit."""
    from campaigner.petitions.proof.evidence import verify_petition

    if receipt is None and checkpoint is None:
        has_no_effect(context, "without --receipt or --checkpoint", "key")
    with opened_petition(context, slug) as here:
        verdict = verify_petition(here, receipt=receipt, checkpoint=checkpoint, key=key)
    if output is ListFormat.JSON:
        print_json(verdict.as_dict())
    else:
        print_rows([verdict.as_dict()], ["ok", "rows", "total", "first_bad"], output)
    for at in verdict.old_answers:
        say(
            f"Not proved: the answer to {at:,} signatures. It was recorded before answers were"
            f" ledger rows. To put it there, run: campaigner petition answer {slug} {at} TEXT"
        )
    if verdict.misfit:
        say(f"Does not fit: {verdict.misfit.message}")
        raise typer.Exit(1)
    if verdict.counted_by is not None:
        say(f"The signature of this receipt is counted, by ledger row {verdict.counted_by}.")
    if verdict.published_rows is not None:
        rows = plural(verdict.published_rows, "row")
        say(f"The ledger has only grown since the checkpoint of {rows}.")
        say(f"Signed by: {', '.join(verdict.signed_by)}")
    if verdict.unknown_keys:
        say(f"Also signed by keys that are not known here: {', '.join(verdict.unknown_keys)}")


@app.command()
def checkpoint(
    context: typer.Context,
    slug: CampaignArgument,
    out: OutOption = None,
    since: Annotated[
        int | None,
        typer.Option(
            metavar="ROWS",
            min=0,
            help="For a witness: add the proof that the first ROWS rows are as they were.",
        ),
    ] = None,
    force: ForceOption = False,
) -> None:
    """Sign a statement of how the ledger is now.

    Once it is published, nothing before it can be changed without notice.
    """
    from campaigner.destinations import destination
    from campaigner.petitions.proof.checkpoints import make_checkpoint
    from campaigner.petitions.proof.cosigning import growth_of

    with opened_petition(context, slug) as here:
        file = destination(here, out, "checkpoint", replace=force) if out else None
        made = make_checkpoint(here)
        text = made.text if since is None else str(growth_of(here, made, since))
        if file:
            file.write(text)
    if out is None:
        utf8_stdout().write(text)
    else:
        say_wrote(out)
        say(f"{plural(made.rows, 'ledger row')}. Public key: {made.public_key}")
    if made.moved_to:
        name = made.text.partition("\n")[0]
        say(
            f"The log is still named {name}, although the page is now {made.moved_to}: published"
            " keys, receipts and witnesses stay valid."
        )


@app.command("publish-log")
def publish_log(
    context: typer.Context,
    slug: CampaignArgument,
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Folder to write to, for your web server.")
    ],
) -> None:
    """Write the log to a folder that anyone may see: a checkpoint, and hashes of the rows.

    Run again, it adds what is new, and a proof that the log only grew. Nobody is named in it.
    """
    from campaigner.petitions.proof.log_folder import write_log

    with opened_petition(context, slug) as here:
        written = write_log(here, folder)
    say_wrote(folder)
    say(f"{plural(written.rows, 'ledger row')}, {plural(written.tiles, 'new file')} of hashes.")
    if written.growth:
        say(f"Proof that the log only grew since the last time: {written.growth}")
    say(f"Public key: {written.public_key}")


@app.command("add-cosignature")
def add_cosignature(
    context: typer.Context,
    slug: CampaignArgument,
    cosigned: Annotated[
        Path, typer.Argument(metavar="FILE", help="A checkpoint that a witness cosigned.")
    ],
) -> None:
    """Keep a witness's signature on a checkpoint: receipts and checkpoints then carry it."""
    from campaigner.files import read_text
    from campaigner.petitions.proof.cosigning import add_cosignatures

    with opened_petition(context, slug) as here:
        kept = add_cosignatures(here, read_text(cosigned))
    rows, witnesses = plural(kept.rows, "ledger row"), ", ".join(kept.witnesses)
    say(f"The checkpoint of {rows} is cosigned by: {witnesses}.")


@app.command()
def sample(
    context: typer.Context,
    slug: CampaignArgument,
    checkpoint: Annotated[
        Path,
        typer.Option(metavar="FILE", help="A checkpoint, published before the seed was known."),
    ],
    size: Annotated[int, typer.Option(metavar="NUMBER", help="Number of signatures to draw.")],
    seed: Annotated[
        str, typer.Option(metavar="TEXT", help="Numbers that nobody could choose or foresee.")
    ],
    out: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="Output file, .csv, for an auditor."),
    ],
    force: ForceOption = False,
) -> None:
    """Draw signatures for an auditor to look at: whether rows are people."""
    from campaigner.destinations import destination
    from campaigner.files import read_text
    from campaigner.petitions.proof.sampling import draw
    from campaigner.petitions.proof.worksheets import KIND, worksheet_of

    with opened_petition(context, slug) as here:
        file = destination(here, out, KIND, replace=force, campaign=slug)
        drawn = draw(here, read_text(checkpoint), size, seed)
        file.write(worksheet_of(drawn))
    say_wrote(out)
    say(f"Sample {drawn.number}: {len(drawn.rows):,} of {plural(drawn.total, 'signature')}.")
    say("For each, write “real”, “not real” or “not reached” under “found”. The file names people.")
    say(f"Then run: campaigner petition sample-result {slug} {out}")


@app.command("sample-result")
def sample_result(
    context: typer.Context,
    slug: CampaignArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A worksheet that was filled in.")],
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Record what an auditor found, and say how many signatures are real at least."""
    from campaigner.petitions.proof.sampling import record
    from campaigner.petitions.proof.worksheets import read_worksheet
    from campaigner.tables import received

    with received(file) as table:
        filled = read_worksheet(table)
    if filled.problems:
        print_problems(filled.problems, output)
        say("Nothing was recorded.")
        raise typer.Exit(1)
    with opened_petition(context, slug) as here:
        made = record(here, filled.sample, filled.found)
    print_rows([made.as_dict()], list(made.as_dict()), output)
    say(
        f"With 95 per cent confidence, at least {made.least_share:.1%} of the {made.total:,}"
        f" signatures are real: {made.least:,} or more. Those that were not reached, or not looked"
        " at, are taken as not real."
    )
