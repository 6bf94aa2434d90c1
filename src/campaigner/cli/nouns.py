"""The nouns of the command: each is imported when it is called, so that ``--help`` is instant."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup


class Noun(NamedTuple):
    """What ``--help`` says of a noun, and the modules of its commands.

    The ``app`` of the last module is the noun's; those before it add their commands to it.
    """

    help: str
    modules: tuple[str, ...]


_PETITION = ("files", "paper", "proof", "retention", "signatures", "tally")
NOUNS = {
    "demo": Noun("Show the whole job on made-up people.", ("demo",)),
    "init": Noun("Make a workspace.", ("workspace",)),
    "campaign": Noun("Define campaigns, check them, make their papers.", ("campaign",)),
    "instrument": Noun("Look up the Declaration; cite and check.", ("instrument",)),
    "source": Noun("Ambassadors, partners and channels.", ("source",)),
    "partner": Noun("Partners and contact consent.", ("partner",)),
    "event": Noun("Places at events, and calendar entries.", ("event",)),
    "representative": Noun("Who represents whom.", ("representative",)),
    "area": Noun("Areas and the postcodes in them.", ("area",)),
    "letter": Noun("Write letters to representatives, one or many.", ("letter",)),
    "petition": Noun(
        "Take signatures and count them.",
        (*(f"petition_{part}" for part in _PETITION), "petition"),
    ),
    "mail": Noun("View and send queued email.", ("mail",)),
    "person": Noun("Export or erase someone's data.", ("person",)),
    "db": Noun("Check, back up and migrate the database.", ("db",)),
}


class Nouns(TyperGroup):
    """The group of all nouns."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        names: dict[str, Any] = dict.fromkeys(NOUNS)
        self.commands = names  # wrong names are compared with these

    def get_command(self, _context: Any, cmd_name: str) -> Any:
        """The commands of a noun, imported now."""
        if cmd_name not in NOUNS:
            return None
        modules = [import_module(f"campaigner.cli.{name}") for name in NOUNS[cmd_name].modules]
        parent = typer.Typer(add_completion=False, rich_markup_mode=None)
        parent.add_typer(modules[-1].app)
        return typer.main.get_group(parent).commands[cmd_name]

    def format_commands(self, _context: Any, formatter: Any) -> None:
        """The nouns with their help, none of them imported."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, noun.help) for name, noun in NOUNS.items()])
