"""Write ``docs/commands.md`` from the program itself: ``python -m tools.command_reference``."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
import typer.main

from campaigner.cli.app import app
from campaigner.cli.nouns import NOUNS
from campaigner.cli.plain_help import Shown, shown

PAGE = Path(__file__).parents[1] / "docs/commands.md"
HEAD = """# Commands

Written by `make docs` from the program's own help. Do not edit this page by hand.

Every command has the form `campaigner NOUN VERB`. `campaigner NOUN VERB --help` shows the same text
in a terminal. Exit codes: 0 done, 1 problems found or some rows failed, 2 incorrect usage.
"""


def command_reference() -> str:
    """Returns the page: all nouns in the order of the help, each with its commands."""
    root: Any = typer.main.get_command(app)
    top = typer.Context(root, info_name="campaigner")
    parts = [HEAD, "## Options before the noun\n", *_parameters(root, top)]
    for noun in NOUNS:
        group = root.get_command(top, noun)
        parts += [f"## {noun}\n", *_command(group, typer.Context(group, top, noun))]
        for verb, command in getattr(group, "commands", {}).items():
            if not command.hidden:
                inner = typer.Context(command, typer.Context(group, top, noun), verb)
                parts += [f"### {noun} {verb}\n", *_command(command, inner)]
    return "\n".join(parts)


def _command(command: Any, context: typer.Context) -> Iterator[str]:
    """The help of one command, its usage and its parameters."""
    yield inspect.cleandoc(command.help or "") + "\n"
    if not getattr(command, "commands", None):
        usage = command.get_usage(context).removeprefix("Usage: ")
        yield f"```\n{_usage(usage)}\n```\n"
        yield from _parameters(command, context)


def _usage(usage: str) -> str:
    """The usage on one line."""
    return " ".join(usage.split())


def _parameters(command: Any, context: typer.Context) -> Iterator[str]:
    """A list of arguments and options, without ``--help``, which every command has."""
    lines = [
        _line(said)
        for each in command.get_params(context)
        if "--help" not in each.opts and (said := shown(each, context))
    ]
    if lines:
        yield "\n".join(lines) + "\n"


def _line(said: Shown) -> str:
    """One parameter: its names as code, its help, then its notes as sentences."""
    names = " ".join(said.names.split())
    return " ".join([f"- `{names}`: {said.meaning}", *map(_note, said.notes)]).rstrip()


def _note(note: str) -> str:
    """A note as a sentence, its value as code: ``Default: `3`.``."""
    kind, separator, value = note.partition(": ")
    said = f"{kind}: `{value}`" if separator else note
    return f"{said[0].upper()}{said[1:]}."


def main() -> None:
    """Write the page."""
    PAGE.write_text(command_reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
