"""``campaigner witness``: remember what petitions have shown, and cosign only what follows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.options import ForceOption, FormatOption, OutOption
from campaigner.cli.output import print_rows, say, say_wrote, utf8_stdout
from campaigner.cli.workspace import open_here
from campaigner.vocabulary.papers import ListFormat

if TYPE_CHECKING:
    from campaigner.opening import OpenWorkspace

app = typer.Typer(
    name="witness",
    help="Cosign the counts of other organisations, so that nobody is shown another one.",
    no_args_is_help=True,
)

CheckpointArgument = Annotated[
    str,
    typer.Argument(
        metavar="FILE|ADDRESS",
        help="A checkpoint, with the proof that the ledger only grew; or the address of the"
        " petition's page, which has them.",
    ),
]
KeyOption = Annotated[
    str,
    typer.Option(
        metavar="KEY",
        help="The public key of a petition that you have not seen before.",
        show_default=False,
    ),
]


@app.command()
def init(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="An address of yours, such as example.org/us.")
    ],
) -> None:
    """Become a witness: choose a name and make the key that you cosign with."""
    from campaigner.witness.identity import become_witness

    with open_here(context) as here:
        witness = become_witness(here, name)
    typer.echo(str(witness.public))
    say("Give this key to the organisers, and publish it. Keep a copy of keys/witness.key.")


@app.command()
def check(context: typer.Context, checkpoint: CheckpointArgument, key: KeyOption = "") -> None:
    """Say whether a checkpoint follows from what you saw before, and sign nothing."""
    from campaigner.witness.watching import check

    with open_here(context) as here:
        seen = check(here, _shown(here, checkpoint), key=key)
    say(f"{_grown(seen.checkpoint.origin, seen.checkpoint.size, seen.before)} It can be cosigned.")


@app.command()
def cosign(
    context: typer.Context,
    checkpoint: CheckpointArgument,
    key: KeyOption = "",
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Cosign a checkpoint that follows from what you saw before, and remember it."""
    from campaigner.destinations import destination
    from campaigner.witness.watching import cosign

    with open_here(context) as here:
        file = destination(here, out, "cosignature", replace=force) if out else None
        seen, text = cosign(here, _shown(here, checkpoint), key=key)
        if file:
            file.write(text)
        elif _gave_back(checkpoint, text):
            say(f"{checkpoint} has the cosignature.")
            say(_grown(seen.checkpoint.origin, seen.checkpoint.size, seen.before))
            return
    if out is None:
        utf8_stdout().write(text)
    else:
        say_wrote(out)
    say(_grown(seen.checkpoint.origin, seen.checkpoint.size, seen.before))


@app.command("list")
def list_logs(context: typer.Context, output: FormatOption = ListFormat.TABLE) -> None:
    """List the petitions that you watch, and how many rows you saw last."""
    from campaigner.time_zones import day_of
    from campaigner.witness.watching import remembered

    with open_here(context) as here:
        rows = [
            {
                "petition": each.origin,
                "rows": each.size,
                "seen": str(day_of(each.seen_at, here.zone)),
            }
            for each in remembered(here)
        ]
    print_rows(rows, ["petition", "rows", "seen"], output)


def _shown(here: OpenWorkspace, place: str) -> str:
    from campaigner.files import read_text
    from campaigner.witness.fetching import fetch_growth, is_address

    return fetch_growth(here, place) if is_address(place) else read_text(Path(place))


def _gave_back(place: str, text: str) -> bool:
    """Give the cosignature to the petition's page, if that is where the checkpoint came from."""
    from campaigner.witness.fetching import is_address, send_cosignature

    if is_address(place):
        send_cosignature(place, text)
        return True
    return False


def _grown(origin: str, rows: int, before: int) -> str:
    if before == rows:
        return f"{origin} still has {rows:,} ledger rows, as you saw before."
    if before:
        return f"{origin} grew from {before:,} to {rows:,} ledger rows, and none changed."
    return f"{origin} has {rows:,} ledger rows; you had not seen it before."
