"""Arguments and options that several commands share."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

import typer

from campaigner.moments import DateRefused, parse_day, parse_time
from campaigner.vocabulary import ListFormat

CampaignArgument = Annotated[str, typer.Argument(metavar="CAMPAIGN", help="Name of the campaign.")]
AnyCampaignArgument = Annotated[
    str,
    typer.Argument(
        metavar="CAMPAIGN", help="Name of the campaign (default: all).", show_default=False
    ),
]
FormatOption = Annotated[ListFormat, typer.Option("--format", "-f", help="Format of the list.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Go ahead without asking.")]


def day_option(*names: str, help: str) -> Any:  # noqa: A002 - as typer calls it
    """Returns an option that takes a day; anything else is one clear line and exit code 2."""
    return typer.Option(*names, metavar="DATE", parser=_day, help=help)


def moment_option(*names: str, help: str) -> Any:  # noqa: A002 - as typer calls it
    """Returns an option that takes a moment; local time unless the text has an offset.

    The services know which time zone is local.
    """
    return typer.Option(*names, metavar="TIME", parser=_moment, help=help)


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except DateRefused as refused:
        raise typer.BadParameter(f"{refused.message} {refused.hint}") from None


def _moment(text: str) -> datetime:
    try:
        return parse_time(text)
    except DateRefused as refused:
        raise typer.BadParameter(f"{refused.message} {refused.hint}") from None
