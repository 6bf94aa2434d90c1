"""The help of every command, read as a person reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from campaigner.cli.app import app
from campaigner.cli.nouns import NOUNS
from campaigner.cli.plain_help import first_sentence, shown

NARROW = 80
ROOT: Any = typer.main.get_command(app)


def commands() -> Iterator[tuple[str, Any, Any]]:
    """Every command with its name and its context, the nouns among them."""
    top = typer.Context(ROOT, info_name="campaigner", terminal_width=NARROW)
    yield "campaigner", ROOT, top
    for noun in NOUNS:
        group = ROOT.get_command(top, noun)
        inner = typer.Context(group, top, noun)
        yield noun, group, inner
        for verb, command in getattr(group, "commands", {}).items():
            yield f"{noun} {verb}", command, typer.Context(command, inner, verb)


COMMANDS = [pytest.param(command, context, id=name) for name, command, context in commands()]


@pytest.mark.parametrize(("command", "context"), COMMANDS)
def test_no_help_is_cut_off_and_every_value_has_a_word_that_people_know(
    command: Any, context: Any
) -> None:
    text = command.get_help(context)
    assert "..." not in text
    assert not re.search(r"<[A-Za-z]", text), text
    listed = text.partition("\nCommands:\n")[2]
    assert "…" not in listed
    assert max(map(len, text.splitlines())) <= NARROW


@pytest.mark.parametrize(("command", "context"), COMMANDS)
def test_every_argument_and_option_is_explained_in_a_sentence(command: Any, context: Any) -> None:
    for parameter in command.get_params(context):
        said = shown(parameter, context)
        assert said
        assert re.fullmatch(r"[A-Z“].*[.)]", said.meaning), said
        assert not re.match(r"(Of|Else|Where|Whose|So many|Not where) ", said.meaning), said


@pytest.mark.parametrize(("command", "context"), COMMANDS)
def test_every_command_says_in_one_sentence_what_it_does(command: Any, context: Any) -> None:
    said = first_sentence(command.help or "")
    assert re.fullmatch(r"[A-Z].*[.]", said), said


def test_commands_are_listed_in_the_order_of_the_work() -> None:
    names = [name for name, _, _ in commands()]
    for first, later in (
        ("letter write", "letter batch"),
        ("campaign new", "campaign check"),
        ("petition sign", "petition confirm"),
        ("petition confirm", "petition tally"),
        ("petition sheet", "petition import-paper"),
        ("petition search", "petition invalidate"),
        ("petition close", "petition answer"),
    ):
        assert names.index(first) < names.index(later)


def test_a_long_list_of_values_follows_the_meaning() -> None:
    found = {name: (command, context) for name, command, context in commands()}
    command, context = found["campaign list"]
    lines = [shown(parameter, context) for parameter in command.get_params(context)]
    roles = next(line for line in lines if line and "--role" in line.names)
    assert roles.names.endswith("--role ROLE")
    assert roles.meaning.endswith("councillor, mayor, senator, representative, minister.")
