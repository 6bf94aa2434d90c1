"""Serving the pages on which people sign and write."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.output import say
from campaigner.cli.workspace import current_workspace, now_in
from campaigner.errors import CampaignerError
from campaigner.workspace import find_workspace

app = typer.Typer()


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
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address of this machine.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Serve the web pages."""
    try:
        from campaigner.web.serving import serve as serve_pages
    except ModuleNotFoundError as missing:
        raise CampaignerError(
            f"The web pages need a package that is not here: {missing.name}.",
            hint="Install it with: pip install 'campaigner[web]'",
        ) from missing
    workspace = find_workspace(folder) if folder else current_workspace(context)
    say(f"The pages are at http://{host}:{port}/. Press Ctrl-C to stop.")
    serve_pages(workspace, lambda: now_in(workspace), host, port)
