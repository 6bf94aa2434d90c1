"""The ``campaigner`` command, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, NoReturn, TextIO

import typer
from typer.exceptions import TyperException

from campaigner import __version__
from campaigner.cli.mishaps import mishap, not_text
from campaigner.cli.nouns import Nouns
from campaigner.cli.output import complain, say
from campaigner.errors import CampaignerError, UsageError
from campaigner.text import is_text

INTERRUPTED = 130
# So many before garbage is looked for among them; Python's own number is 700. A worker that makes
# letters takes 30 MB more memory for it, and 8 % less time.
_NEW_OBJECTS = 200_000

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
    given = sys.argv[1:] if arguments is None else arguments
    if place := _not_text_in(given):
        complain(not_text(place))
        return UsageError.exit_code
    try:
        return _called(given)
    except BrokenPipeError:
        _give_up(sys.stdout)
        return 0
    except Exception as error:
        known = mishap(error)
        if known is None:
            raise
        _give_up(sys.stdout)
        complain(known)
        return known.exit_code


def _called(arguments: Sequence[str]) -> int:
    try:
        code = app(args=arguments, prog_name="campaigner", standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()
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
    if code == INTERRUPTED:
        say("Stopped. Finished work is kept.")
    return code if isinstance(code, int) else 0


def _not_text_in(arguments: Sequence[str]) -> str:
    """Where in the arguments are bytes that are not text: after which option, else which one."""
    before = ""
    for argument in arguments:
        if not is_text(argument):
            option = argument.partition("=")[0] if argument.startswith("--") else before
            named = option.startswith("-") and is_text(option)
            return option if named else f"“{argument.encode(errors='replace').decode()}”"
        before = argument
    return ""


def _give_up(stream: TextIO) -> None:
    """Let what is left for a stream go nowhere, so that nothing fails once more at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


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
    does takes a tenth of a short command's time. Python also looks once more on its way out, even
    if it is told not to, unless everything is frozen: that takes another tenth.
    """
    gc.set_threshold(_NEW_OBJECTS)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looks in each installed package
    _prepare_streams()
    code = run()
    try:
        sys.stderr.flush()
    except (OSError, ValueError):
        _give_up(sys.stderr)
    gc.disable()
    gc.freeze()
    sys.exit(code)


def _prepare_streams() -> None:
    """Show what a terminal has no characters for as “?”; let closed streams lead nowhere."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
