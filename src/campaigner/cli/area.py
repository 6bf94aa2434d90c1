"""``campaigner area``: constituencies, wards, districts, and the postcodes in them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.options import FormatOption
from campaigner.cli.output import print_rows, say
from campaigner.cli.representative import (
    CountryOption,
    LanguageOption,
    ReportOption,
    print_import,
)
from campaigner.cli.tables import DryRunOption, MapOption, MemberOption, Seen, SheetOption
from campaigner.cli.workspace import open_here
from campaigner.vocabulary.papers import ListFormat

app = typer.Typer(name="area", no_args_is_help=True)


@app.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Table of postcodes or areas, packed or not, or a HexJSON map."
        ),
    ],
    scheme: Annotated[
        str, typer.Option("--scheme", metavar="NAME", help="Kind of areas, such as uk-ward.")
    ] = "",
    country: CountryOption = None,
    mapping: MapOption = None,
    sheet: SheetOption = "",
    member: MemberOption = "",
    dry_run: DryRunOption = False,
    output: ReportOption = ListFormat.TABLE,
) -> int:
    """Add postcodes with their areas, or areas alone.

    The table can be the ONSPD, the NSPL, or any table with a column of postcodes and a column
    of area codes. A HexJSON map has areas with their places: maps of petitions are drawn with it.
    """
    from campaigner.representatives.atlas import import_places
    from campaigner.tables import parse_mapping, received

    seen = Seen()
    with (
        received(file, member, sheet) as table,
        open_here(context, rehearse=dry_run) as here,
    ):
        report = import_places(
            here,
            table,
            scheme=scheme,
            country=country or "",
            mapping=parse_mapping(mapping or []),
            dry_run=dry_run,
            seen=seen,
        )
    return print_import(report, output, seen, dry_run=dry_run)


@app.command("list")
def list_areas(
    context: typer.Context,
    scheme: Annotated[
        str, typer.Option("--scheme", metavar="NAME", help="Kind to list, such as uk-ward.")
    ] = "",
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List the areas that have been imported."""
    from campaigner.representatives.atlas import areas_known

    with open_here(context) as here:
        rows = [asdict(area) for area in areas_known(here, scheme)]
    print_rows(rows, ["scheme", "code", "name"], output)


@app.command("lookup")
def look_up(
    context: typer.Context,
    postcode: Annotated[
        str, typer.Argument(metavar="POSTCODE", help="A postcode, or its start, such as AB10.")
    ],
    language: LanguageOption = "en",
    output: FormatOption = ListFormat.TABLE,
) -> int:
    """Show the areas of a postcode."""
    from campaigner.representatives.atlas import areas_at, why_without_areas

    with open_here(context) as here:
        found = areas_at(here, postcode, language)
        reason = None if found else why_without_areas(here, postcode)
    print_rows([asdict(area) for area in found], ["scheme", "code", "name"], output)
    if reason:
        say(f"{reason.sentence} {reason.hint}".strip())
    return 0 if found else 1
