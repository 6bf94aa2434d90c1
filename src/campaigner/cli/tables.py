"""What the commands share that read a table: which table of a file, and how it is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from campaigner.cli.output import console, say

if TYPE_CHECKING:
    from campaigner.tables import Table

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


def say_seen(table: Table) -> None:
    """Say what there is to know of a table before anything in it is used."""
    for note in table.notes:
        say(str(note))
    if table.unused:
        named = ", ".join(f"“{header[:40]}”" for header in table.unused[:_NAMED])
        more = f" and {len(table.unused) - _NAMED} more" if table.unused[_NAMED:] else ""
        say(f"Columns not used: {named}{more}. To use one, add: --map COLUMN=HEADER")


def print_understood(table: Table) -> None:
    """Print each column with its header and what the first rows have in it, to stdout."""
    from rich import box
    from rich.table import Table as Shown
    from rich.text import Text

    shown = Shown(box=box.SIMPLE_HEAD)
    for heading in ("column", "header", *(f"row {each.number}" for each in table.examples)):
        shown.add_column(heading, overflow="fold")
    for column in understood(table):
        shown.add_row(*(Text(str(cell)) for cell in column))
    console().print(shown)


def understood(table: Table) -> list[tuple[str, ...]]:
    """Returns each column of a table: its name, its header, and its values in the first rows.

    A value can be there without a header: what is taken if the table does not say it.
    """
    names = dict.fromkeys(table.columns)
    for example in table.examples:
        names |= dict.fromkeys(name for name, value in example.values.items() if value)
    return [
        (
            name,
            table.columns.get(name, ""),
            *(each.values.get(name, "") for each in table.examples),
        )
        for name in names
    ]


def understood_as_dict(table: Table) -> dict[str, Any]:
    """Returns how a table is understood, as JSON has it."""
    return {
        "columns": table.columns,
        "unused": table.unused,
        "notes": [note.as_dict() for note in table.notes],
        "rows": [{"row": each.number, **each.values} for each in table.examples],
    }
