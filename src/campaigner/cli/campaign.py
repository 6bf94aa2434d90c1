"""``campaigner campaign``: define campaigns and check them."""

from __future__ import annotations

import typer

from campaigner.cli.output import Format, FormatOption, print_rows
from campaigner.cli.workspace import current_workspace

app = typer.Typer(name="campaign", help="Define campaigns and check them.", no_args_is_help=True)


@app.command("list")
def list_campaigns(context: typer.Context, output: FormatOption = Format.TABLE) -> None:
    """List the campaigns that can be used here."""
    workspace = current_workspace(context)
    rows = [{"campaign": slug} for slug in workspace.campaign_slugs()]
    print_rows(rows, ["campaign"], output)
