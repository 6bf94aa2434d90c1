"""``campaigner job``: long works that were asked for at the desk."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from campaigner.cli.options import AnyCampaignArgument, FormatOption
from campaigner.cli.output import print_rows, say
from campaigner.cli.workspace import current_workspace, now_in, open_here
from campaigner.vocabulary.desk import JobState
from campaigner.vocabulary.papers import ListFormat

app = typer.Typer(name="job", no_args_is_help=True)

JobNumber = Annotated[int, typer.Argument(metavar="NUMBER", min=1, help="The job's number.")]
_COLUMNS = ("id", "kind", "campaign", "by", "asked", "state", "done", "expected", "failed")


@app.command("list")
def list_jobs(
    context: typer.Context,
    campaign: AnyCampaignArgument = "",
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List the newest jobs, and how far each has come."""
    from campaigner.jobs.listing import list_jobs as listed

    with open_here(context) as here:
        rows = [asdict(each) for each in listed(here, campaign)]
    for row in rows:
        row["asked"] = f"{row['asked']:%Y-%m-%d %H:%M}"
    print_rows([{name: row[name] for name in _COLUMNS} for row in rows], _COLUMNS, output)


@app.command()
def run(context: typer.Context) -> int:
    """Do the jobs that wait; the server does so by itself.

    Ctrl-C interrupts the work; it resumes when this is run again.
    """
    from campaigner.jobs.supervising import work_once
    from campaigner.privacy.doing import Hand

    workspace, failed = current_workspace(context), False
    with open_here(context) as here:
        while job := work_once(here, clock=lambda: now_in(workspace), begin=Hand):
            say(f"Job {job.id}: {job.state}, {job.done:,} of {job.expected:,}. {job.trouble}")
            failed = failed or job.state is JobState.FAILED
    return 1 if failed else 0


@app.command()
def stop(context: typer.Context, number: JobNumber) -> None:
    """Stop a job; what is finished is kept."""
    from campaigner.jobs.asking import stop_job

    with open_here(context) as here:
        row = stop_job(here, number)
    say(f"Job {number}: {row.state}.")


@app.command()
def resume(context: typer.Context, number: JobNumber) -> None:
    """Start a job that was stopped or failed; it resumes where it stopped."""
    from campaigner.jobs.asking import start_job

    with open_here(context) as here:
        row = start_job(here, number)
    say(f"Job {number}: {row.state}. The server does it, or: campaigner job run")


@app.command()
def remove(context: typer.Context, number: JobNumber) -> None:
    """Remove a job with its table and the files that it made."""
    from campaigner.jobs.asking import discard_job

    with open_here(context) as here:
        discard_job(here, number)
    say(f"Removed job {number}. What is recorded of its letters stays.")
