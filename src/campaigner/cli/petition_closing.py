"""``campaigner petition close · reopen``."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from campaigner.cli.options import CampaignArgument, YesOption, day_option
from campaigner.cli.output import say
from campaigner.cli.petition import app, opened_petition
from campaigner.text import plural


@app.command()
def close(
    context: typer.Context,
    slug: CampaignArgument,
    on: Annotated[
        date | None, day_option("--on", help="The last day to sign (default: close now).")
    ] = None,
    yes: YesOption = False,
) -> None:
    """Close a petition now, or set the last day on which it can be signed; asks first."""
    from campaigner.petitions.closing import check_closing, set_closing
    from campaigner.petitions.counts.tally import standing

    with opened_petition(context, slug) as here:
        last_day = check_closing(here, on)
        say(f"{slug}: {plural(standing(here).total, 'signature')}. Last day until now: {last_day}.")
        question = f"Set the last day to {on}?" if on else "Close it now?"
        if not yes and not typer.confirm(question, err=True):
            return
        closes_at = set_closing(here, on)
    say(f"{slug} closes at {closes_at:%Y-%m-%d %H:%M %Z}.")


@app.command()
def reopen(
    context: typer.Context,
    slug: CampaignArgument,
    until: Annotated[
        date | None,
        day_option("--until", help="The last day to sign (default: that of the definition)."),
    ] = None,
) -> None:
    """Open a petition again that was closed, or undo what close has set."""
    from campaigner.petitions.closing import reopen as open_again

    with opened_petition(context, slug) as here:
        closes_at = open_again(here, until)
    say(f"{slug} is open until {closes_at:%Y-%m-%d %H:%M %Z}.")
