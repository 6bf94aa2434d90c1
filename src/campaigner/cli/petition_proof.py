"""``campaigner petition verify · checkpoint``: proof that the count is right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner import clock
from campaigner.cli.options import CampaignArgument, FormatOption
from campaigner.cli.output import print_json, print_rows, say
from campaigner.cli.petition import app, opened_petition
from campaigner.cli.workspace import current_workspace
from campaigner.errors import UsageError
from campaigner.vocabulary import ListFormat

if TYPE_CHECKING:
    from campaigner.petitions.proof.recount import Misfit


@app.command()
def verify(
    context: typer.Context,
    slug: CampaignArgument,
    receipt: Annotated[
        Path | None, typer.Option(help="From a confirmation mail: is that signature counted?")
    ] = None,
    checkpoint: Annotated[
        Path | None, typer.Option(help="A published one: is all before it as it was?")
    ] = None,
    key: Annotated[
        str, typer.Option(help="The public key it has to be signed with; else your own.")
    ] = "",
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Count everything again from the ledger; names the first row that does not fit."""
    from campaigner.petitions.proof.checkpoints import public_key, read_checkpoint
    from campaigner.petitions.proof.receipts import read_receipt
    from campaigner.petitions.proof.recount import Watched
    from campaigner.petitions.proof.verification import verify as recount

    own = public_key(current_workspace(context).keys_folder)
    kept = read_receipt(receipt) if receipt else None
    published = read_checkpoint(checkpoint, key or own) if checkpoint else None
    for each in (kept, published):
        if each and each.campaign != slug:
            raise UsageError(f"This is of the petition “{each.campaign}”, not of “{slug}”.")
    watched = Watched(leaf=kept.leaf if kept else b"", at_row=published.rows if published else 0)
    with opened_petition(context, slug) as here:
        verdict = recount(here.database, slug, watched)
    misfit: Misfit | None = verdict.misfit
    for proof in (kept, published):
        misfit = misfit or (proof.misfit(watched) if proof else None)
    row = {
        "ok": misfit is None,
        "rows": verdict.rows,
        "total": verdict.total,
        "first_bad": misfit.where if misfit else None,
        "message": misfit.message if misfit else None,
    }
    if output is ListFormat.JSON:
        print_json(row)
    else:
        print_rows([row], ["ok", "rows", "total", "first_bad"], output)
    if misfit:
        say(f"Does not fit: {misfit.message}")
        raise typer.Exit(1)
    if kept:
        say(f"The signature of this receipt is counted, by ledger row {watched.leaf_rows[-1]}.")
    if published:
        say(f"The first {published.rows:,} ledger rows are those of the checkpoint.")


@app.command()
def checkpoint(
    context: typer.Context,
    slug: CampaignArgument,
    out: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Else to stdout.")
    ] = None,
) -> None:
    """Sign a statement of how the ledger stands: publish it, and nothing before it can change."""
    from campaigner.files import write_text
    from campaigner.petitions.proof.checkpoints import make_checkpoint, private_key
    from campaigner.store import tallies

    with opened_petition(context, slug) as here:
        total = tallies.total(here.database.conn, here.petition.id)
        key = private_key(here.workspace.keys_folder)
        made = make_checkpoint(here.petition, total, clock.now().isoformat(), key)
    if out is None:
        typer.echo(made.to_json(), nl=False)
    else:
        write_text(out, made.to_json())
        say(f"Wrote {out}. Public key: {made.public_key}")
