"""``campaigner petition wording``: the versions of the words that people signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.options import CampaignArgument, FormatOption, has_no_effect
from campaigner.cli.output import print_rows, say, utf8_stdout
from campaigner.cli.petition import app, opened_petition
from campaigner.text import plural
from campaigner.time_zones import day_of
from campaigner.vocabulary.papers import ListFormat

if TYPE_CHECKING:
    from campaigner.petitions.opening import OpenPetition
    from campaigner.petitions.wordings import Version

_COLUMNS = (
    *("version", "since", "signatures", "waiting", "current", "house", "ledger_row", "sha256"),
)


@app.command()
def wording(
    context: typer.Context,
    slug: CampaignArgument,
    show: Annotated[
        str,
        typer.Option(
            metavar="VERSION",
            help="Print the words of one version, by its number or its hash; with --format json as"
            " they were hashed.",
        ),
    ] = "",
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List the versions of the petition's words, and how many signatures each has.

    The words are frozen when the first signature under them counts. A word that is changed after
    that makes a new version.
    """
    from campaigner.petitions.wordings import counted_versions, wording_named

    if show:
        if output is ListFormat.CSV:
            has_no_effect(context, "with --format csv", "show")
        with opened_petition(context, slug) as here:
            found = wording_named(here, show)
        utf8_stdout().write(found.words if output is ListFormat.JSON else found.as_text())
        return
    with opened_petition(context, slug) as here:
        every = counted_versions(here)
        rows = [_row(each, here) for each in every.versions]
    print_rows(rows, _COLUMNS, output)
    if every.unknown:
        say(f"{plural(every.unknown, 'signature')} under words that are not known.")
    if every.has_changed and every.current.number is None:
        say("The words have changed since people signed: the next signature makes a new version.")


def _row(version: Version, here: OpenPetition) -> dict[str, object]:
    since = version.since
    return {
        "version": version.number,
        "since": None if since is None else day_of(since, here.zone).isoformat(),
        "signatures": version.counted,
        "waiting": version.waiting,
        "current": version.is_current,
        "house": version.house or None,
        "ledger_row": version.row,
        "sha256": version.wording.hash.hex(),
    }
