"""The nouns of the command: each is imported when it is called, so that ``--help`` is instant."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import typer

from campaigner.cli.plain_help import PlainCommand, PlainGroup


class Noun(NamedTuple):
    """What ``--help`` says of a noun, and the modules of its commands.

    The ``app`` of the last module is the noun's; those before it add their commands to it.
    ``verbs`` are its commands in the order of the work, if the modules have them in another.
    """

    help: str
    modules: tuple[str, ...]
    verbs: str = ""


_PETITION = (
    "closing",
    "deliveries",
    "comments",
    "files",
    "formal",
    "handin",
    "moderation",
    "notes",
    "packs",
    "paper",
    "picture",
    "proof",
    "retention",
    "signatures",
    "tally",
    "wording",
)
NOUNS = {
    "demo": Noun("Show everything on made-up people.", ("demo",)),
    "init": Noun("Make a workspace.", ("workspace",)),
    "campaign": Noun("Define campaigns, check them and make papers.", ("campaign",)),
    "instrument": Noun("Look up and cite treaties and declarations.", ("instrument",)),
    "source": Noun("Ambassadors, partners and channels.", ("source",)),
    "partner": Noun("Partners and contact consent.", ("partner",)),
    "organiser": Noun("Accounts of organisers.", ("organiser",)),
    "event": Noun("Places at events, and calendar entries.", ("event",)),
    "representative": Noun(
        "Find and list elected representatives.",
        ("representative_entries", "representative"),
        "import fetch add edit end list find",
    ),
    "area": Noun("Look up areas and the postcodes in them.", ("area",)),
    "letter": Noun("Write letters to representatives.", ("letter",)),
    "petition": Noun(
        "Collect and count signatures.",
        (*(f"petition_{part}" for part in _PETITION), "petition"),
        "sign confirm withdraw tally watch sheet import-paper import search comments"
        " invalidate restore close reopen answer export picture handin packs notes formal motion"
        " verify checkpoint publish-log add-cosignature sample sample-result plan-delivery"
        " record-delivery deliveries record-destroyed remove-delivery anonymise",
    ),
    "job": Noun("Long works that were asked for at the desk.", ("job",)),
    "update": Noun(
        "Write to people who signed and agreed to news.",
        ("update",),
        "write list preview send stop go-on publish remove",
    ),
    "mail": Noun("View and send queued email.", ("mail",)),
    "witness": Noun("Cosign the counts of other organisations.", ("witness",)),
    "serve": Noun("Serve the web pages where people sign.", ("serve",)),
    "person": Noun("Export or erase someone's data; the privacy notice.", ("person",)),
    "db": Noun("Check, back up and migrate the database.", ("db",)),
}


class Nouns(PlainGroup):
    """The group of all nouns."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        names: dict[str, Any] = dict.fromkeys(NOUNS)
        self.commands = names  # wrong names are compared with these

    def get_command(self, _context: Any, cmd_name: str) -> Any:
        """The commands of a noun, imported when they are first wanted."""
        return _commands_of(cmd_name) if cmd_name in NOUNS else None

    def format_commands(self, _context: Any, formatter: Any) -> None:
        """The nouns with their help, none of them imported."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, noun.help) for name, noun in NOUNS.items()])


@cache
def _commands_of(name: str) -> Any:
    noun = NOUNS[name]
    app = [import_module(f"campaigner.cli.{module}") for module in noun.modules][-1].app
    for command in app.registered_commands:
        command.cls = PlainCommand
    parent = typer.Typer(add_completion=False, rich_markup_mode=None)
    if app.info.name:
        app.info.help = noun.help
    parent.add_typer(app, cls=PlainGroup)
    found: Any = typer.main.get_group(parent).commands[name]
    for verb in noun.verbs.split():
        found.commands[verb] = found.commands.pop(verb)
    return found
