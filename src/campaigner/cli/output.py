"""What commands print: data to stdout as table, JSON or CSV; messages to stderr."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

import typer

from campaigner.errors import CampaignerError, ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from campaigner.problems import Problem
    from campaigner.vocabulary.papers import ListFormat


STDOUT = "-"  # as the name of an output file


def say(message: str) -> None:
    """Print a message to stderr. If nobody can read it, the work goes on all the same."""
    with suppress(OSError):
        typer.echo(message, err=True)


def say_wrote(path: Path, what: str = "") -> None:
    """Say that a file was written; that standard output was, anybody can see."""
    if str(path) != STDOUT:
        say(f"Wrote {what} to {path}." if what else f"Wrote {path}.")


def say_if_unreviewed(*languages: str) -> None:
    """Say that no native speaker has checked the text in these languages; empty ones are none."""
    for language in filter(None, languages):
        say(f"No native speaker has checked the text in “{language}” yet.")


def say_first(lines: Sequence[object], most: int, count: int = 0, more: str = "more") -> None:
    """Print the first lines to stderr, and how many ``more`` there are.

    ``count`` is how many there are, if ``lines`` are only the first of them.
    """
    for line in lines[:most]:
        say(str(line))
    if (left := (count or len(lines)) - most) > 0:
        say(f"… and {left:,} {more}.")


def complain(error: CampaignerError) -> None:
    """Print an error to stderr: its problems; then, on one line, what happened and what to do."""
    from campaigner.cli.hints import hints_for

    if isinstance(error, ProblemsFound):
        for problem in error.problems:
            say(str(problem))
    say(" ".join(("Error:", error.message, *hints_for(error))))


def print_json(data: Any) -> None:
    """Print data as JSON to stdout; in an encoding that lacks characters they are escaped."""
    escaped = not (sys.stdout.encoding or "utf-8").lower().startswith("utf")
    from campaigner.written_rows import as_json

    typer.echo(as_json(data, escaped=escaped))


def console() -> Console:
    """Stdout for tables and pages: as wide as the terminal, or 120 columns if it is not one."""
    from rich.console import Console

    made = Console(file=sys.stdout, highlight=False)
    return made if made.is_terminal else Console(file=sys.stdout, highlight=False, width=120)


def utf8_stdout(mark: str = "") -> TextIO:
    """Stdout for what has to be UTF-8, as exports do; a terminal shows what it has characters for.

    ``mark`` goes before it if stdout is a file that begins here: a byte order mark, without which
    Excel misreads accents in CSV. Another program that reads from a pipe wants none.
    """
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")
        if mark and _is_new_file(sys.stdout):
            sys.stdout.write(mark)
    return sys.stdout


def _is_new_file(stream: TextIO) -> bool:
    stream.flush()
    try:
        found = os.fstat(stream.fileno())
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == 0


def print_rows(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    output: ListFormat,
    *,
    title: str = "",
) -> None:
    """Print rows in the wanted format to stdout.

    JSON has every key of a row; table and CSV have ``columns``, in that order.
    """
    from campaigner.cells import BYTE_ORDER_MARK
    from campaigner.vocabulary.papers import ListFormat
    from campaigner.written_rows import as_csv

    rows = list(rows)
    if output is ListFormat.JSON:
        print_json(rows)
    elif output is ListFormat.CSV:
        utf8_stdout(BYTE_ORDER_MARK).write(as_csv(rows, columns))
    else:
        _print_table(rows, columns, title)


def print_problems(problems: Sequence[Problem], output: ListFormat) -> None:
    """Print problems in the wanted format to stdout: a line each, or JSON or CSV."""
    from campaigner.vocabulary.papers import ListFormat

    if output is ListFormat.TABLE:
        for problem in problems:
            typer.echo(str(problem))
        return
    columns = ("path", "line", "column", "severity", "code", "message", "hint")
    print_rows([problem.as_dict() for problem in problems], columns, output)


def _print_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], title: str) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD)
    for column in columns:
        numbers = bool(rows) and all(isinstance(row.get(column), int | float) for row in rows)
        table.add_column(
            column.replace("_", " "), justify="right" if numbers else "left", overflow="fold"
        )
    for row in rows:
        table.add_row(*(Text(_shown(row.get(column))) for column in columns))
    console().print(table)


def _shown(value: Any) -> str:
    from campaigner.written_rows import as_cell

    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else as_cell(value)
