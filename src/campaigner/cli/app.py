"""The ``campaigner`` command, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from campaigner import __version__
from campaigner.cli.nouns import Nouns
from campaigner.cli.output import complain, say
from campaigner.errors import CampaignerError, UsageError

INTERRUPTED = 130
_NEW_OBJECTS = 50_000  # so many before garbage is looked for among them; Python's own is 700

app = typer.Typer(
    name="campaigner",
    cls=Nouns,
    help="Campaigns for human rights: letters to representatives, petitions and their papers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: instant, and the same on every terminal
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"campaigner {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    workspace_folder: Annotated[
        Path | None,
        typer.Option(
            "--workspace",
            "-w",
            metavar="FOLDER",
            envvar="CAMPAIGNER_WORKSPACE",
            help="Workspace (default: this folder or the nearest one above it).",
            show_default=False,
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001 - acted on by its callback
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Options that come before the command."""
    context.obj = workspace_folder


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command; every error that a person can cause becomes a message and an exit code."""
    try:
        code = app(args=arguments, prog_name="campaigner", standalone_mode=False)
    except TyperException as error:
        _explain(error)
        return error.exit_code
    except typer.Abort:
        return _stopped()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except CampaignerError as error:
        complain(error)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if code == INTERRUPTED:
        say("Stopped. Finished work is kept.")
    return code if isinstance(code, int) else 0


def _explain(error: TyperException) -> None:
    """Say what was incorrect in the usage; a noun without a verb gets its help."""
    message = error.format_message().replace(": Value error, ", ": ")
    if message.startswith("Usage:"):
        say(message)
        return
    say(f"Error: {message}")
    context = getattr(error, "ctx", None)
    say(f"See: {context.command_path if context else 'campaigner'} --help")


def _stopped() -> int:
    """The exit code after a question that was not answered or could not be asked."""
    if sys.stdin.isatty():
        say("Stopped.")
        return INTERRUPTED
    say("Error: there is no terminal to ask a question on.")
    say("Give the answer as an option (--yes to go ahead), or see --help.")
    return UsageError.exit_code


def main() -> NoReturn:
    """The entry point of the installed command.

    Little of what is made while a command starts is garbage: looking for it as often as Python
    does, and once more on the way out, takes a tenth of a short command's time.
    """
    gc.set_threshold(_NEW_OBJECTS)
    code = run()
    gc.disable()
    sys.exit(code)
