"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from campaigner.cli.output import STDOUT
from campaigner.countries import country_code
from campaigner.errors import CampaignerError, UsageError
from campaigner.moments import parse_day, parse_time
from campaigner.vocabulary.papers import ListFormat

Value = TypeVar("Value")

CampaignArgument = Annotated[str, typer.Argument(metavar="CAMPAIGN", help="Name of the campaign.")]
AnyCampaignArgument = Annotated[
    str,
    typer.Argument(
        metavar="CAMPAIGN", help="Name of the campaign (default: all).", show_default=False
    ),
]
FormatOption = Annotated[ListFormat, typer.Option("--format", "-f", help="Format of the list.")]
ForceOption = Annotated[
    bool,
    typer.Option(
        "--force", help="Replace a file that campaigner did not make, or that has been changed."
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Output file (default: standard output)."),
]
SignedByOption = Annotated[
    str,
    typer.Option(
        metavar="TEXT", help="The person who signs for the organisation, as “Name, Director”."
    ),
]
SchedulerOption = Annotated[
    str, typer.Option(metavar="ADDRESS", help="A Dask scheduler to use, as tcp://host:8786.")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Go ahead without asking.")]


def has_no_effect(context: Any, when: str, *names: str) -> None:
    """Refuse parameters that were given although nothing comes of them: better than silence.

    ``when`` ends the sentence: “without --merge”.
    """
    for parameter in context.command.params:
        source = context.get_parameter_source(parameter.name or "")
        if parameter.name in names and source and source.name == "COMMANDLINE":
            raise UsageError(f"{parameter.opts[0]} has no effect {when}.", code="no-effect")


def not_stdout(path: Value) -> Value:
    """Returns a path that is not “-”: for folders, and files that have to stay."""
    if str(path) == STDOUT:
        raise typer.BadParameter("“-” is standard output. Enter a name.")
    return path


FolderOption = Annotated[
    Path,
    typer.Option("--output", "-o", metavar="FOLDER", callback=not_stdout, help="Output folder."),
]


def campaign_language(what: str) -> Any:
    """Returns an option that takes the language of ``what``, one of the campaign's."""
    return typer.Option(
        "--language",
        "-l",
        metavar="TAG",
        help=f"Language of {what} (default: the campaign's first).",
        show_default=False,
    )


def areas_option(use: str) -> Any:
    """Returns an option that takes the code of an area to ``use``, as often as it is given."""
    return typer.Option(
        "--area",
        metavar="CODE",
        help=f"An area to {use}; repeat for more (default: all).",
        show_default=False,
    )


def day_option(*names: str, help: str) -> Any:  # noqa: A002 - as typer calls it
    """Returns an option that takes a day; anything else is one clear line and exit code 2."""
    return typer.Option(*names, metavar="DATE", parser=_checked(parse_day), help=help)


def moment_option(*names: str, help: str) -> Any:  # noqa: A002 - as typer calls it
    """Returns an option that takes a moment; local time unless the text has an offset.

    The services know which time zone is local.
    """
    return typer.Option(*names, metavar="TIME", parser=_checked(parse_time), help=help)


def country_option(*names: str, help: str) -> Any:  # noqa: A002 - as typer calls it
    """Returns an option that takes a country by code or name, and gives its two letters."""
    return typer.Option(*names, metavar="COUNTRY", parser=_checked(country_code), help=help)


def _checked(parse: Callable[[str], Value]) -> Callable[[str], Value]:
    """Returns a parser whose refusal is one clear line about the option."""

    def parsed(text: str) -> Value:
        try:
            return parse(text)
        except CampaignerError as refused:
            raise typer.BadParameter(refused.said) from None

    return parsed


YesMeansOption = Annotated[
    list[str] | None,
    typer.Option(
        "--yes-means",
        metavar="TEXT",
        help="An answer that gives consent and does not begin with yes; repeat for more.",
    ),
]
NoMeansOption = Annotated[
    list[str] | None,
    typer.Option(
        "--no-means",
        metavar="TEXT",
        help="An answer that refuses consent and does not begin with no; repeat for more.",
    ),
]
