"""``campaigner demo``: everything on made-up people, with the commands that anyone would use."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, redirect_stderr
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from campaigner import clock
from campaigner.cli.options import has_no_effect, not_stdout
from campaigner.cli.output import say
from campaigner.errors import UsageError
from campaigner.files import write_text
from campaigner.workspace import Workspace, adopt_privacy_notice, shipped_folder

CAMPAIGN = "right-to-food"
_MARK = "# Made by campaigner demo: everything in this folder is made up and may be deleted."
_SETTINGS = f"""{_MARK}

[organisation]
name = "Sample Rights Charity"
address = ["1 Sample Street", "Sampleton"]
email = "hello@example.org"

[data_controller]
name = "Sample Rights Charity"
contact = "privacy@example.org"

[web]
address = "http://localhost:8000"

[mail]
sender = "petitions@example.org"

[rehearsal]
on = true
days_ahead = {{days}}
"""
_LINK = re.compile(r"http://\S+/confirm/\S+")


app = typer.Typer()


@app.command()
def demo(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER",
            callback=not_stdout,
            help="A new folder (default: a temporary one).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show everything on a shipped campaign and made-up people.

    It names each command that it runs, and says where the files are.
    """
    has_no_effect(context.find_root(), "on the demo, which makes its own", "workspace_folder")
    from campaigner.campaigns.loader import load_campaign

    campaign = load_campaign(shipped_folder("campaigns") / CAMPAIGN)
    today = datetime.now(UTC).date()
    is_open = campaign.opens <= today <= campaign.closes
    day = today if is_open else campaign.opens
    workspace = _workspace(folder, (day - today).days)
    say(f"A rehearsal: the clock says {day}, so that the campaign is open.")
    with _own_clock(), as_file(files("campaigner") / "sample") as sample:
        _run(workspace, "campaign", "check", CAMPAIGN)
        _run(workspace, "representative", "import", sample / "representatives.csv")
        _run(workspace, "area", "import", sample / "postcodes.csv")
        _run(workspace, "area", "import", sample / "constituencies.hexjson")
        _write_letters(workspace, sample)
        _take_signatures(workspace, sample)
        _run(workspace, "petition", "tally", CAMPAIGN, "--by", "area")
        _make_papers(workspace)
    _say_where(workspace, folder)


@contextmanager
def _own_clock() -> Iterator[None]:
    """The demo goes by the clock of its workspace, whatever the environment says."""
    before = os.environ.pop(clock.VARIABLE, None)
    try:
        yield
    finally:
        if before is not None:
            os.environ[clock.VARIABLE] = before


def _workspace(folder: Path | None, days_ahead: int) -> Path:
    """The demo's own folder, emptied of an earlier demo; nothing else is deleted."""
    workspace = folder or Path(tempfile.mkdtemp(prefix="campaigner-demo-"))
    settings = workspace / "campaigner.toml"
    if settings.is_file() and settings.read_bytes().startswith(_MARK.encode()):
        shutil.rmtree(workspace)
    elif workspace.exists() and (not workspace.is_dir() or any(workspace.iterdir())):
        raise UsageError(f"{workspace} is in use.", hint="Choose a new folder for the demo.")
    write_text(settings, _SETTINGS.format(days=days_ahead))
    adopt_privacy_notice(Workspace(workspace))
    return workspace.resolve()


def _run(workspace: Path, *arguments: object, expected: int = 0, quietly: bool = False) -> None:
    """Run a command as a person would, showing it first."""
    from campaigner.cli.app import run

    words = [str(argument) for argument in arguments]
    talk = io.StringIO()
    if not quietly:
        say(f"\n$ campaigner {shlex.join(words)}")
    with redirect_stderr(talk) if quietly else nullcontext():
        code = run(["--workspace", str(workspace), *words])
        sys.stdout.flush()  # data and messages in the order in which they were printed
    if code != expected:
        say(f"{talk.getvalue()}The demo stopped at: campaigner {shlex.join(words)}")
        raise typer.Exit(1)


def _write_letters(workspace: Path, sample: Path) -> None:
    supporters = sample / "supporters.csv"
    options = ("--supporters", supporters, "--out", workspace / "letters")
    say("\nOne of the twelve has a postcode that is not in the sample table. That row is named,")
    say("and the other letters are written.")
    _run(workspace, "letter", "batch", CAMPAIGN, *options, expected=1)


def _take_signatures(workspace: Path, sample: Path) -> None:
    """Everyone signs; all but the last two follow the link in their email, the first one twice."""
    with (sample / "supporters.csv").open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    for number, person in enumerate(people):
        fields = ("name", "email", "postcode", "language")
        options = [part for field in fields for part in (f"--{field}", person[field])]
        _run(workspace, "petition", "sign", CAMPAIGN, *options, quietly=number > 0)
    say("… and so do the others.")
    _run(workspace, "mail", "send", "--to-dir", workspace / "mail")
    links = list(_links(workspace / "mail"))
    for number, link in enumerate([links[0], *links[:-2]]):
        _run(workspace, "petition", "confirm", link, quietly=number > 1)
    say("… and so do the others but two, who have not followed their link yet.")


def _make_papers(workspace: Path) -> None:
    """The pack that is handed in, and a pack for each representative."""
    handin, packs = workspace / "handin", workspace / "packs"
    _run(workspace, "petition", "handin", CAMPAIGN, "-o", handin)
    _run(workspace, "petition", "packs", CAMPAIGN, "--role", "mp", "-o", packs)


def _links(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.eml")):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        body = mail.get_body(("plain",))
        if body and (link := _LINK.search(body.get_content())):
            yield link[0]


def _say_where(workspace: Path, folder: Path | None) -> None:
    letters = sorted((workspace / "letters").rglob("*.pdf"))
    say(f"\nThe letters are in {workspace / 'letters'}:")
    for letter in letters:
        say(f"  {letter}")
    say(f"The pack to hand in is {workspace / 'handin' / 'handin.pdf'}.")
    say(f"The packs for representatives are in {workspace / 'packs'}: begin with progress.pdf.")
    say(f"The confirmation emails are in {workspace / 'mail'}.")
    say(f"The signatures are in {workspace / 'campaigner.db'}.")
    say("\nTo open the pages on which people sign, run this, then go to http://localhost:8000/:")
    say(f"  {sys.argv[0]} serve -w {shlex.quote(str(folder or workspace))}")
    say("Real postcodes are not known there. Use LE93 1AA, or LL93 5AB in Wales. The emails are")
    say("on a page, too: follow the link at the top.")
