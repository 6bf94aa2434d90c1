"""Write ``docs/commands.md`` from the program itself: ``python -m tools.command_reference``."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
import typer.main

from campaigner.cli.app import app
from campaigner.cli.nouns import NOUNS

PAGE = Path(__file__).parents[1] / "docs/commands.md"
HEAD = """# Commands

Written by `make docs` from the program's own help. Do not edit this page by hand.

Every command has the form `campaigner NOUN VERB`. `campaigner NOUN VERB --help` shows the same text
in a terminal. Exit codes: 0 done, 1 problems found or some rows failed, 2 incorrect usage.
"""
_ENDLESS = 10**12  # a highest value that is only the database's own
_NOTES = re.compile(r"\s*\[(?P<notes>[^\[\]]*(?:required|default: |env var: |x[<>]=?)[^\[\]]*)\]$")
_RANGE = re.compile(r"(?:(?P<low>\d+)<=)?x(?:>=(?P<least>\d+)|<=(?P<most>\d+))?")


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
    """The usage on one line, with ``CAMPAIGN`` for typer's ``{CAMPAIGN}``."""
    return re.sub(r"\{(\w+)\}|\[(\[\w+\])\]", r"\1\2", " ".join(usage.split()))


def _parameters(command: Any, context: typer.Context) -> Iterator[str]:
    """A list of arguments and options, without ``--help``, which every command has."""
    records = [
        each.get_help_record(context)
        for each in command.get_params(context)
        if "--help" not in each.opts
    ]
    if shown := [_line(*record) for record in records if record]:
        yield "\n".join(shown) + "\n"


def _line(names: str, meaning: str) -> str:
    """One parameter: its names as code, its help, then what typer notes in brackets."""
    notes = _NOTES.search(meaning)
    text = meaning[: notes.start()] if notes else meaning
    said = [_note(each) for each in notes["notes"].split("; ")] if notes else []
    return " ".join([f"- `{' '.join(names.split())}`: {' '.join(text.split())}", *said]).rstrip()


def _note(note: str) -> str:
    """What typer writes as ``required``, ``default: 3`` or ``x>=0``, as a sentence."""
    kind, _, value = note.partition(": ")
    if kind == "required":
        return "Required."
    if kind == "default":
        return f"Default: `{value}`."
    if kind == "env var":
        return f"Environment variable: `{value}`."
    found = _RANGE.fullmatch(note)
    if not found:
        return f"{note}."
    least = found["least"] or found["low"]
    if least and (not found["most"] or int(found["most"]) > _ENDLESS):
        return f"At least {least}."
    return f"{least} to {found['most']}." if least else f"At most {found['most']}."


def main() -> None:
    """Write the page."""
    PAGE.write_text(command_reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
