"""``campaigner representative``: who represents whom, and how to address them."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from campaigner.cli.options import FormatOption, day_option
from campaigner.cli.output import print_json, print_rows, say
from campaigner.cli.workspace import current_workspace
from campaigner.errors import UnknownName
from campaigner.vocabulary import ListFormat

if TYPE_CHECKING:
    from campaigner.representatives.models import Area, Representative
    from campaigner.representatives.report import Report

app = typer.Typer(
    name="representative",
    help="Who represents whom, and how to write to them.",
    no_args_is_help=True,
)

LanguageOption = Annotated[str, typer.Option("--language", "-l", help="en, cy …")]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="COLUMN=HEADER", help="Which header holds a column."),
]
SHOWN_CHANGES = 40  # a first import adds hundreds: then the counts say enough
CountryOption = Annotated[str, typer.Option("--country", help="GB, US, CA …; else by the file.")]
ReportOption = Annotated[ListFormat, typer.Option("--report", help="How to print what changed.")]
RoleOption = Annotated[list[str] | None, typer.Option("--role", "-r", help="mp, ms, msp …")]


@app.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A table of people, packed or not.")],
    role: Annotated[str, typer.Option("--role", help="What they are: mp, councillor …")] = "",
    scheme: Annotated[str, typer.Option("--scheme", help="Of their areas: uk-ward …")] = "",
    country: CountryOption = "",
    mapping: MapOption = None,
    file_format: Annotated[
        str,
        typer.Option("--format", help="The file's format, where it is not recognised: popolo …"),
    ] = "",
    as_of: Annotated[
        date | None,
        day_option(
            "--as-of",
            help="The day on which the file is complete: anyone not in it has left office.",
        ),
    ] = None,
    output: ReportOption = ListFormat.TABLE,
) -> int:
    """Add representatives from a file, and bring those that are known up to date."""
    from campaigner.representatives.importers import Options, import_representatives
    from campaigner.store.database import opened
    from campaigner.tables import parse_mapping

    options = Options(role, scheme, country.upper(), parse_mapping(mapping or []))
    with opened(current_workspace(context).database_path) as database:
        report = import_representatives(
            database, file, options=options, file_format=file_format, as_of=as_of
        )
    return print_report(report, output)


class House(StrEnum):
    """A House of the UK Parliament, or both."""

    COMMONS = "commons"
    LORDS = "lords"
    BOTH = "both"


@app.command("fetch")
def fetch(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="uk-parliament")],
    house: Annotated[House, typer.Option("--house", help="Whose members.")] = House.COMMONS,
    contacts: Annotated[
        bool, typer.Option("--contacts", help="Each member's contact details too: slow.")
    ] = False,
    base_url: Annotated[str, typer.Option("--base-url", help="Another server of this API.")] = "",
    output: ReportOption = ListFormat.TABLE,
) -> int:
    """Fetch the members of a parliament and import them; who is not among them has left."""
    from campaigner import clock
    from campaigner.representatives.fetch import UK_PARLIAMENT, Server, fetch_members
    from campaigner.representatives.importers import import_documents
    from campaigner.store.database import opened

    if source != "uk-parliament":
        raise UnknownName("source", source, ["uk-parliament"])
    workspace, now = current_workspace(context), clock.now()
    houses = {House.COMMONS: (1,), House.LORDS: (2,), House.BOTH: (1, 2)}[house]
    cache = workspace.root / ".cache" / source
    server = Server(cache, base_url or UK_PARLIAMENT, say=say)
    found = fetch_members(server, houses, contacts=contacts, now=now)
    with opened(workspace.database_path) as database:
        report = import_documents(database, found, source=server.base_url, as_of=now.date())
    return print_report(report, output)


@app.command("list")
def list_representatives(
    context: typer.Context,
    role: Annotated[str, typer.Option("--role", "-r", help="Only these: mp, ms …")] = "",
    check: Annotated[
        bool,
        typer.Option("--check", help="Only those for whom a form of address had to be derived."),
    ] = False,
    language: LanguageOption = "en",
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List everybody in office with their forms of address."""
    from campaigner.representatives.lookup import representatives
    from campaigner.store.database import opened

    with opened(current_workspace(context).database_path) as database:
        found = representatives(database, role=role, language=language)
    if check:
        found = [person for person in found if person.derived]
    columns = ["name", "role", "area_name", "envelope_name", "salutation"]
    print_rows(
        [representative_row(person) for person in found],
        [*columns, "derived"] if check else columns,
        output,
    )


@app.command("find")
def find(
    context: typer.Context,
    postcode: Annotated[str, typer.Argument(metavar="POSTCODE")],
    role: RoleOption = None,
    area: Annotated[str, typer.Option("--area", help="Which area, where it lies in several.")] = "",
    language: LanguageOption = "en",
    output: FormatOption = ListFormat.TABLE,
) -> int:
    """Show who represents a postcode."""
    from campaigner.representatives.recipients import Wanted, pick_recipients
    from campaigner.store.database import opened

    with opened(current_workspace(context).database_path) as database:
        wanted = [Wanted(name) for name in role or []]
        picked = pick_recipients(database, postcode, wanted, area=area, language=language)
        if picked.choices and is_interactive():
            chosen = choose_area(picked.choices)
            picked = pick_recipients(
                database, postcode, wanted, area=chosen.code, language=language
            )
    columns = ["name", "role", "party", "area_name", "envelope_name", "salutation"]
    print_rows([representative_row(person) for person in picked.found], columns, output)
    for remark in picked.remarks:
        say(remark)
    return 0 if picked.found else 1


def is_interactive() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def choose_area(choices: tuple[Area, ...]) -> Area:
    """Ask which of several areas somebody lives in."""
    say("This postcode lies in several areas:")
    for number, area in enumerate(choices, start=1):
        say(f"  {number}  {area.name}")
    answer = 0
    while not 1 <= answer <= len(choices):
        answer = typer.prompt("Which one is yours?", type=int, err=True)
    return choices[answer - 1]


def print_report(report: Report, output: ListFormat) -> int:
    """An import's report: changes as data, counts and problems as talk; the exit code."""
    if output is ListFormat.JSON:
        print_json(report.as_dict())
    else:
        rows = report.change_rows()
        if output is ListFormat.CSV or 0 < len(rows) <= SHOWN_CHANGES:
            print_rows(rows, ["kind", "name", "role", "area", "what"], output)
    for problem in report.problems:
        say(str(problem))
    say(report.summary())
    return 1 if report.failed else 0


def representative_row(person: Representative) -> dict[str, Any]:
    """A representative as JSON has it."""
    area = person.area
    return {
        "name": person.name,
        "role": person.role,
        "party": person.party,
        "area_scheme": area.scheme if area else None,
        "area_code": area.code if area else None,
        "area_name": area.name if area else None,
        "organisation": person.organisation,
        "post": person.post,
        "envelope_name": person.envelope_name,
        "salutation": person.salutation,
        "address": list(person.address),
        "email": person.email,
        "derived": list(person.derived),
    }
