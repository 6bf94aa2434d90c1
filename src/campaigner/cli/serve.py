"""Serving the pages on which people sign and write."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.output import print_problems, say
from campaigner.cli.workspace import current_workspace, now_in
from campaigner.errors import CampaignerError
from campaigner.text import plural
from campaigner.vocabulary.papers import ListFormat
from campaigner.workspace import Workspace, find_workspace

app = typer.Typer()
LOCAL = "127.0.0.1"


@app.command()
def serve(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--workspace",
            "-w",
            metavar="FOLDER",
            help="Workspace, also before the command.",
            show_default=False,
        ),
    ] = None,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address of this machine.")] = LOCAL,
    check: Annotated[
        bool, typer.Option("--check", help="Say what is missing before going public, and stop.")
    ] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Serve the web pages."""
    try:
        from campaigner.web.serving import listening_at
        from campaigner.web.serving import serve as serve_pages
    except ModuleNotFoundError as missing:
        raise CampaignerError(
            f"The web pages need a package that is not here: {missing.name}.",
            hint="Install it with: pip install 'campaigner[web]'",
        ) from missing
    workspace = find_workspace(folder) if folder else current_workspace(context)
    if check:
        _say_what_is_missing(workspace)
        return
    now_in(workspace)  # a mistake in the settings is said before anything else
    with closing(listening_at(host, port)) as listening:
        say(f"The pages are at http://{_spoken(host)}:{port}/. Press Ctrl-C to stop.")
        serve_pages(workspace, lambda: now_in(workspace), listening)


def _spoken(host: str) -> str:
    """A host as people type it."""
    if host == LOCAL:
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _say_what_is_missing(workspace: Workspace) -> None:
    from campaigner.web.checklist import missing

    problems = missing(workspace, now_in(workspace))
    print_problems(problems, ListFormat.TABLE)
    if problems:
        say(f"{plural(len(problems), 'thing')} to do before people can sign here.")
        raise typer.Exit(1)
    say("Nothing is missing. docs/deploy.md says how to run the pages.")
