"""Help as people read it: words that they know for values, and no text that is cut off."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from typer.core import TyperCommand, TyperGroup

_SHORT_CHOICES = 40
_ENDLESS = 10**12  # a highest value that is only the database's own
_KINDS = {
    "str": "TEXT",
    "int": "NUMBER",
    "int range": "NUMBER",
    "float": "NUMBER",
    "float range": "NUMBER",
    "Path": "FILE",
    "path": "FILE",
    "file": "FILE",
    "directory": "FOLDER",
}
_TYPE = re.compile(r"\s*<(?:list\[)?([^<>\[\]]*)\]?>(?:\.\.\.)?$")
_NOTES = re.compile(r"\s*\[([^\[\]]*(?:required|default: |env var: |x[<>]=)[^\[\]]*)\]$")
_RANGE = re.compile(r"(?:(?P<low>\d+)<=)?x(?:>=(?P<least>\d+)|<=(?P<most>\d+))?")
_SENTENCE = re.compile(r".*?[.!?](?=\s|$)", re.DOTALL)


class Shown(NamedTuple):
    """A parameter as help shows it: its names with the value, its meaning, then notes."""

    names: str
    meaning: str
    notes: tuple[str, ...]


def shown(parameter: Any, context: Any) -> Shown | None:
    """Returns a parameter as help shows it; None if it is hidden."""
    record = parameter.get_help_record(context)
    if record is None:
        return None
    names, meaning = record
    notes = _NOTES.search(meaning)
    meaning = " ".join((meaning[: notes.start()] if notes else meaning).split())
    if parameter.param_type_name == "argument":
        names = _argument(parameter)
    elif kind := _TYPE.search(names):
        value, choices = _value(parameter, kind[1])
        names = f"{names[: kind.start()]} {value}"
        meaning += choices
    said = notes[1].split("; ") if notes else ()
    return Shown(names, meaning, tuple(_note(each) for each in said))


def _argument(parameter: Any) -> str:
    """``CAMPAIGN``, ``[CAMPAIGN]`` if it is optional, ``FILE…`` if there can be several."""
    name = (parameter.metavar or parameter.name.upper()).strip("[]….")
    name += "…" if parameter.nargs != 1 else ""
    return name if parameter.required else f"[{name}]"


def _value(parameter: Any, kind: str) -> tuple[str, str]:
    """The word for an option's value, and the values to choose from if they are too many for it."""
    if "%" in kind:
        return "DATE", ""
    if "|" not in kind:
        return _KINDS.get(kind, kind.upper()), ""
    if len(kind) <= _SHORT_CHOICES:
        return kind, ""
    return parameter.name.rpartition("_")[2].upper(), f" One of: {kind.replace('|', ', ')}."


def _note(note: str) -> str:
    """What typer writes as ``1<=x<=500`` or ``env var: NAME``, in words."""
    if note.startswith("env var: "):
        return note.replace("env var", "environment variable")
    found = _RANGE.fullmatch(note)
    if not found:
        return note
    least = found["least"] or found["low"]
    if least and (not found["most"] or int(found["most"]) > _ENDLESS):
        return f"at least {least}"
    return f"{least} to {found['most']}" if least else f"at most {found['most']}"


def _list_parameters(command: Any, context: Any, formatter: Any) -> None:
    rows: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
    for parameter in command.get_params(context):
        if said := shown(parameter, context):
            notes = f"  [{'; '.join(said.notes)}]" if said.notes else ""
            kind = "Arguments" if parameter.param_type_name == "argument" else "Options"
            rows[kind].append((said.names, said.meaning + notes))
    for title, records in rows.items():
        if records:
            with formatter.section(title):
                formatter.write_dl(records)


def _usage(command: Any, context: Any) -> Iterator[str]:
    yield from [command.options_metavar] if command.options_metavar else []
    for parameter in command.get_params(context):
        if parameter.param_type_name == "argument":
            yield _argument(parameter)


class PlainCommand(TyperCommand):
    """A command with plain help."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The parts of the usage line after the command's name."""
        return list(_usage(self, ctx))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The arguments and options with their help."""
        _list_parameters(self, ctx, formatter)


class PlainGroup(TyperGroup):
    """A group of commands with plain help."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The parts of the usage line after the group's name."""
        return [*_usage(self, ctx), "COMMAND [ARGUMENTS]"]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The options with their help, then the commands."""
        _list_parameters(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, _context: Any, formatter: Any) -> None:
        """The commands, each with the whole first sentence of its help."""
        rows = [
            (name, first_sentence(command.help or ""))
            for name, command in self.commands.items()
            if not command.hidden
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def first_sentence(text: str) -> str:
    """Returns the first sentence of a command's help, on one line."""
    whole = " ".join(inspect.cleandoc(text).split())
    found = _SENTENCE.match(whole)
    return found[0] if found else whole
