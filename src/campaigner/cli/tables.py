"""What the commands share that read a table: which table of a file, and how it is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.hints import hints_for_problems
from campaigner.cli.output import console, say
from campaigner.text import listed, start_of
from campaigner.vocabulary.papers import ListFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaigner.tables import Example, Table

_NAMED = 20

MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=HEADER",
        help="The header of a column that is not recognised; repeat for more.",
    ),
]
SheetOption = Annotated[
    str, typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook with several.")
]
MemberOption = Annotated[
    str, typer.Option("--member", metavar="NAME", help="The file in a zip with several.")
]
DryRunOption = Annotated[
    bool,
    typer.Option("--dry-run", help="Show what would be imported, and write nothing."),
]


class Seen:
    """The table that a command reads, as a service hands it over before it writes anything."""

    def __init__(self) -> None:
        self.table: Table | None = None

    def __call__(self, table: Table) -> None:
        """Keep the table, and say what there is to know of it."""
        self.table = table
        _say_seen(table)

    def show(self, output: ListFormat = ListFormat.TABLE, rows: int | None = None) -> None:
        """Print how the table was understood, if it was one, with as many of the first rows."""
        if self.table and output is ListFormat.TABLE:
            _print_understood(self.table, self.table.examples[:rows])


def _say_seen(table: Table) -> None:
    """Say what there is to know of a table before anything in it is used."""
    for note in table.notes:
        say(str(note))
    for hint in hints_for_problems(table.notes):
        say(hint)
    if table.unused:
        named = listed([f"“{start_of(header, 60)}”" for header in table.unused], _NAMED)
        say(f"Columns not used: {named}. To use one, add: --map COLUMN=HEADER")


def _print_understood(table: Table, examples: Sequence[Example]) -> None:
    """Print each column with its header and what the first rows have in it, to stdout."""
    from rich import box
    from rich.table import Table as Shown
    from rich.text import Text

    shown = Shown(box=box.SIMPLE_HEAD)
    for heading in ("column", "header", *(f"row {each.number}" for each in examples)):
        shown.add_column(heading, overflow="fold")
    for name in _names(table, examples):
        cells = (
            name,
            table.columns.get(name, ""),
            *(each.values.get(name, "") for each in examples),
        )
        shown.add_row(*map(Text, cells))
    console().print(shown)


def _names(table: Table, examples: Sequence[Example]) -> list[str]:
    """Returns the names of columns; some have no header: what is taken if the table is silent."""
    names = dict.fromkeys(table.columns)
    for example in examples:
        names |= dict.fromkeys(name for name, value in example.values.items() if value)
    return list(names)
