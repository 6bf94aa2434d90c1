"""``campaigner area``: constituencies, wards, districts, and the postcodes in them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.options import FormatOption
from campaigner.cli.output import print_rows, say
from campaigner.cli.representative import (
    CountryOption,
    LanguageOption,
    MapOption,
    ReportOption,
    print_report,
)
from campaigner.cli.workspace import current_workspace
from campaigner.vocabulary import ListFormat

app = typer.Typer(name="area", help="Areas and the postcodes in them.", no_args_is_help=True)


@app.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A table of postcodes or areas, packed or not.")],
    scheme: Annotated[
        str, typer.Option("--scheme", help="What the areas are, or only these: uk-ward …")
    ] = "",
    country: CountryOption = "",
    mapping: MapOption = None,
    output: ReportOption = ListFormat.TABLE,
) -> int:
    """Add postcodes with their areas (ONSPD, NSPL, two columns …), or areas alone."""
    from campaigner.representatives.importers import Options, import_areas
    from campaigner.store.database import opened
    from campaigner.tables import parse_mapping

    options = Options("", scheme, country.upper(), parse_mapping(mapping or []))
    with opened(current_workspace(context).database_path) as database:
        report = import_areas(database, file, options=options)
    return print_report(report, output)


@app.command("list")
def list_areas(
    context: typer.Context,
    scheme: Annotated[str, typer.Option("--scheme", help="Only these: uk-constituency …")] = "",
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List the areas that are known."""
    from campaigner.store import areas
    from campaigner.store.database import opened

    with opened(current_workspace(context).database_path) as database:
        rows = [dict(row) for row in areas.every(database.conn, scheme)]
    print_rows(rows, ["scheme", "code", "name"], output)


@app.command("lookup")
def look_up(
    context: typer.Context,
    postcode: Annotated[str, typer.Argument(metavar="POSTCODE", help="Whole, or its start: AB10.")],
    language: LanguageOption = "en",
    output: FormatOption = ListFormat.TABLE,
) -> int:
    """Show the areas that a postcode lies in."""
    from campaigner.representatives.lookup import areas_of, areas_of_partial
    from campaigner.representatives.postcodes import is_postcode
    from campaigner.store.database import opened

    with opened(current_workspace(context).database_path) as database:
        look = areas_of if is_postcode(postcode) else areas_of_partial
        found = look(database, postcode, language)
    rows = [{"scheme": area.scheme, "code": area.code, "name": area.name} for area in found]
    print_rows(rows, ["scheme", "code", "name"], output)
    if not found:
        say(f"The table of postcodes lacks {postcode.strip().upper()}.")
    return 0 if found else 1
