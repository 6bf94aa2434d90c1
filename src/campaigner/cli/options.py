"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from campaigner.vocabulary import ListFormat

CampaignArgument = Annotated[
    str, typer.Argument(metavar="CAMPAIGN", help="The name of the campaign.")
]
AnyCampaignArgument = Annotated[
    str,
    typer.Argument(
        metavar="[CAMPAIGN]", help="The name of the campaign (default: all).", show_default=False
    ),
]
FormatOption = Annotated[ListFormat, typer.Option("--format", "-f", help="The format of the list.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Go ahead without asking.")]
