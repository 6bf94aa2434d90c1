"""``campaigner representative``: who represents whom, and how to address them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.hints import HINTS, hints_for_problems
from campaigner.cli.options import FormatOption, country_option, day_option, has_no_effect
from campaigner.cli.output import print_json, print_rows, say
from campaigner.cli.tables import DryRunOption, MapOption, MemberOption, Seen, SheetOption
from campaigner.cli.workspace import open_here
from campaigner.text import listed, plural
from campaigner.vocabulary.houses import House, Parliament
from campaigner.vocabulary.papers import FileFormat, ListFormat
from campaigner.vocabulary.representatives import Role

if TYPE_CHECKING:
    from campaigner.representatives.models import Area, Vacancy
    from campaigner.representatives.report import Report

app = typer.Typer(name="representative", no_args_is_help=True)

LanguageOption = Annotated[
    str, typer.Option("--language", "-l", metavar="TAG", help="Language, such as en or cy.")
]
CountryOption = Annotated[
    str | None,
    country_option("--country", help="Country: its name or two letters (default: as in the file)."),
]
ReportOption = Annotated[
    ListFormat, typer.Option("--report", help="Format of the list of changes.")
]
SHOWN_CHANGES = 40  # a first import adds hundreds: then the counts say enough


@app.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Table or document of people, packed or not.")
    ],
    role: Annotated[
        Role | None, typer.Option("--role", help="Role of everyone in the file.")
    ] = None,
    scheme: Annotated[
        str, typer.Option("--scheme", metavar="NAME", help="Kind of their areas, such as uk-ward.")
    ] = "",
    country: CountryOption = None,
    mapping: MapOption = None,
    file_format: Annotated[
        FileFormat | None, typer.Option("--format", help="Format of a file that is not recognised.")
    ] = None,
    as_of: Annotated[
        date | None,
        day_option(
            "--as-of",
            help="Day on which the file is complete: anyone not in it has left office.",
        ),
    ] = None,
    sheet: SheetOption = "",
    member: MemberOption = "",
    dry_run: DryRunOption = False,
    output: ReportOption = ListFormat.TABLE,
) -> int:
    """Add or update representatives from a file."""
    from campaigner.representatives.directory import import_people
    from campaigner.tables import parse_mapping, received

    seen = Seen()
    with (
        received(file, member, sheet) as table,
        open_here(context, look=dry_run) as here,
    ):
        report = import_people(
            here,
            table,
            role=role,
            scheme=scheme,
            country=country or "",
            mapping=parse_mapping(mapping or []),
            file_format=file_format,
            as_of=as_of,
            dry_run=dry_run,
            seen=seen,
        )
    return print_import(report, output, seen, dry_run=dry_run)


@app.command("fetch")
def fetch(
    context: typer.Context,
    source: Annotated[Parliament, typer.Argument(help="The parliament.")],
    house: Annotated[House, typer.Option("--house", help="House to fetch.")] = House.COMMONS,
    contacts: Annotated[
        bool, typer.Option("--contacts", help="Fetch contact details, too (slow).")
    ] = False,
    base_url: Annotated[
        str, typer.Option("--base-url", metavar="URL", help="Address of another server.")
    ] = "",
    output: ReportOption = ListFormat.TABLE,
) -> int:
    """Fetch and import the members of a parliament.

    Members who are no longer among them have left office.
    """
    from campaigner.representatives.directory import fetch_people

    with open_here(context) as here:
        report = fetch_people(
            here, source, house=house, contacts=contacts, base_url=base_url, say=say
        )
    return print_report(report, output)


@app.command("list")
def list_representatives(
    context: typer.Context,
    role: Annotated[Role | None, typer.Option("--role", "-r", help="Role to list.")] = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="List only derived forms of address and missing postal addresses."
        ),
    ] = False,
    vacant: Annotated[
        bool, typer.Option("--vacant", help="List the vacant seats instead.")
    ] = False,
    language: LanguageOption = "en",
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List everyone in office and how to address them."""
    from campaigner.representatives.directory import people_in_office, seats_vacant

    if vacant:
        has_no_effect(context, "with --vacant", "check")
    with open_here(context) as here:
        found = people_in_office(here, role, language, to_check=check)
        empty = seats_vacant(here, role, language)
    if vacant:
        columns = ["role", "area_name", "area_code", "organisation", "since"]
        print_rows([seat.as_dict() for seat in empty], columns, output)
        return
    columns = ["name", "role", "area_name", "envelope_name", "salutation"]
    print_rows(
        [person.as_dict() for person in found],
        [*columns, "derived", "lacks"] if check else columns,
        output,
    )
    say_vacant(empty)


@app.command("find")
def find(
    context: typer.Context,
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT", help="Postcode, its start (AB10), or name of a person or an area."
        ),
    ],
    role: Annotated[
        list[Role] | None, typer.Option("--role", "-r", help="Role to show; repeat for more.")
    ] = None,
    area: Annotated[
        str, typer.Option("--area", metavar="CODE", help="Area, if the postcode has several.")
    ] = "",
    language: LanguageOption = "en",
    output: FormatOption = ListFormat.TABLE,
) -> int:
    """Find representatives by postcode, name or area."""
    from campaigner.representatives.directory import find_people

    with open_here(context) as here:
        picked = find_people(here, text, role or (), area=area, language=language)
        if picked.choices and is_interactive():
            chosen = choose_area(picked.choices)
            picked = find_people(here, text, role or (), area=chosen.code, language=language)
    columns = ["name", "role", "party", "area_name", "envelope_name", "salutation"]
    print_rows([person.as_dict() for person in picked.found], columns, output)
    for remark in picked.remarks:
        say(remark)
    if picked.choices:
        say("To choose one, add: --area CODE")
    return 0 if picked.found else 1


def is_interactive() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def choose_area(choices: tuple[Area, ...]) -> Area:
    """Ask in which of several areas someone lives."""
    say("This postcode is in several areas:")
    for number, area in enumerate(choices, start=1):
        say(f"  {number}  {area.name}")
    answer = 0
    while not 1 <= answer <= len(choices):
        answer = typer.prompt("Which one is yours?", type=int, err=True)
    return choices[answer - 1]


def say_vacant(empty: Sequence[Vacancy]) -> None:
    """Say which seats nobody holds."""
    if empty:
        shown = listed([f"{seat.area.name} ({seat.role})" for seat in empty], SHOWN_CHANGES)
        say(f"{plural(len(empty), 'vacant seat')}: {shown}.")


def print_import(report: Report, output: ListFormat, seen: Seen, *, dry_run: bool) -> int:
    """Print what an import did, or would do; the exit code."""
    if not dry_run:
        return print_report(report, output)
    seen.show(output)
    code = print_report(report, output)
    say("Nothing was written.")
    return code


def _say_unaddressed(people: Sequence[str]) -> None:
    if not people:
        return
    named = listed(people, SHOWN_CHANGES)
    say(f"No postal address: {named}. Letters cannot be posted to them.")
    say(HINTS["no-postal-address"])


def print_report(report: Report, output: ListFormat) -> int:
    """Print an import's changes as data, its counts and problems as messages; the exit code."""
    if output is ListFormat.JSON:
        print_json(report.as_dict())
    else:
        rows = report.change_rows()
        if output is ListFormat.CSV or 0 < len(rows) <= SHOWN_CHANGES:
            print_rows(rows, ["kind", "name", "role", "area", "what"], output)
    for problem in report.problems:
        say(str(problem))
    say_vacant(report.vacancies)
    _say_unaddressed(report.unaddressed)
    for hint in hints_for_problems(report.problems):
        say(hint)
    say(report.summary())
    return 1 if report.failed else 0
