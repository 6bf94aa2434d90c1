"""``campaigner petition handin``: the petition on paper, for the people whom it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.options import CampaignArgument, FolderOption, ForceOption, campaign_language
from campaigner.cli.output import say, say_if_unreviewed, say_wrote
from campaigner.cli.petition import app, opened_petition
from campaigner.text import plural
from campaigner.vocabulary.papers import NameList

if TYPE_CHECKING:
    from campaigner.papers.handin.request import HandIn

_STEP = 100  # sides of the list between messages


@app.command()
def handin(
    context: typer.Context,
    slug: CampaignArgument,
    out: FolderOption,
    shown: Annotated[
        NameList, typer.Option("--list", help="What the list of signatories says of each person.")
    ] = NameList.NAMES,
    to: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Who receives the pack: the name or post of somebody in office, or other words.",
        ),
    ] = "",
    language: Annotated[str, campaign_language("the pack")] = "",
    force: ForceOption = False,
) -> None:
    """Make the pack that is handed in: letter, counts, map, proof and the list of signatories.

    The list says no more of anybody than they were promised. Beside the PDF are the counts as CSV
    and JSON, and the checkpoint. Run again after an interruption, it makes the same files.
    """
    from campaigner.papers.handin.making import make_handin
    from campaigner.papers.handin.request import HandInRequest
    from campaigner.petitions.destroying import destroy_by

    request = HandInRequest(shown=shown, to=to, language=language)
    with opened_petition(context, slug) as here:
        made = make_handin(here, request, out, replace=force, progress=_say_how_far)
        last = destroy_by(here)
    for path in made.files:
        say_wrote(path)
    say(
        f"{plural(made.signatures, 'signature')}; {plural(made.sides, 'side')},"
        f" {plural(made.sheets, 'sheet')} of paper printed on both sides."
    )
    if made.listed:
        say(f"The list has {plural(made.listed, 'line')}. Keep the PDF safe: it names people.")
        say(f"Destroy every copy by {last}.")
    if made.withheld:
        say(f"No name on {plural(made.withheld, 'line')}: no consent on record to pass it on.")
    _say_what_is_undrawn(made)
    if made.rehearsal:
        say("This is a rehearsal, and the pack says so.")
    say_if_unreviewed(made.unreviewed)


def _say_what_is_undrawn(made: HandIn) -> None:
    if made.bracketed:
        say(f"{plural(made.bracketed, 'name')} with letters that no font here can draw.")
    if made.undrawn_comments:
        comments = plural(made.undrawn_comments, "comment")
        say(f"{comments} left out: no font at hand draws the name or the words.")
    if made.packages:
        say(f"Install on Debian, and run again: apt install {' '.join(made.packages)}")


def _say_how_far(done: int, sides: int) -> None:
    if done % _STEP == 0 and done < sides:
        say(f"… {done:,} of {plural(sides, 'side')} of the list")
