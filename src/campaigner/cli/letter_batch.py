"""``campaigner letter batch``: letters for many supporters, or from the organisation to all."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from campaigner.cli.letter_closeness import say_spread
from campaigner.cli.letter_options import (
    DateOption,
    FormsOption,
    LanguageOption,
    LayoutOption,
    PdfOption,
    say_if_slow,
    say_if_unchecked,
)
from campaigner.cli.options import CampaignArgument, NoMeansOption, YesMeansOption
from campaigner.cli.output import print_json, print_rows, say
from campaigner.cli.progress import Progress
from campaigner.cli.workspace import workspace_for_papers
from campaigner.errors import UsageError
from campaigner.text import plural
from campaigner.vocabulary import ListFormat

if TYPE_CHECKING:
    from campaigner.answers import Answers
    from campaigner.campaigns.models import Campaign
    from campaigner.letters.batch.jobs import Job
    from campaigner.letters.batch.print_run import Sheaf
    from campaigner.letters.batch.run import Plan, Summary
    from campaigner.letters.batch.senders import Writers
    from campaigner.letters.batch.worker import Made
    from campaigner.store.database import Database
    from campaigner.workspace import Workspace

_SHOWN_PROBLEMS = 50


def batch(
    context: typer.Context,
    campaign: CampaignArgument,
    supporters: Annotated[
        Path | None, typer.Option(help="A table of supporters: CSV or XLSX.")
    ] = None,
    from_signatures: Annotated[
        bool, typer.Option("--from-signatures", help="For signatories who agreed to a letter.")
    ] = False,
    to_all: Annotated[
        str, typer.Option(metavar="ROLE", help="From the organisation to everybody in a role.")
    ] = "",
    signed_by: Annotated[
        str, typer.Option(help="With --to-all: who signs, as “Name, Director”.")
    ] = "",
    out: Annotated[
        str, typer.Option(help="The folder (or bucket, s3://…); else in the folder letters.")
    ] = "",
    language: LanguageOption = "",
    mapping: Annotated[
        list[str] | None, typer.Option("--map", help="A column’s header, as in email=Mailbox.")
    ] = None,
    yes_means: YesMeansOption = None,
    no_means: NoMeansOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be made.")] = False,
    show: Annotated[int, typer.Option(min=0, help="How many letters a dry run shows.")] = 3,
    limit: Annotated[int, typer.Option(min=0, help="Make this many letters at most.")] = 0,
    only: Annotated[
        list[str] | None, typer.Option(help="Only where recipient=, area= or language= is this.")
    ] = None,
    skip: Annotated[list[str] | None, typer.Option(help="Not where it is this.")] = None,
    filename: Annotated[
        str, typer.Option(help="Of {area} {recipient} {supporter} {language} {role} {row}.")
    ] = "{area}/{recipient}--{supporter}.pdf",
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, max=64, help="Processes; 0 for one a core.")
    ] = 0,
    scheduler: Annotated[str, typer.Option(help="A Dask scheduler, tcp://host:8786.")] = "",
    merge: Annotated[
        bool, typer.Option("--merge", help="Also one PDF for a print house, with a job sheet.")
    ] = False,
    part_sheets: Annotated[
        int, typer.Option(min=0, help="With --merge: files of so many sheets at most.")
    ] = 0,
    layout: LayoutOption = "",
    forms: FormsOption = "pdf",
    pdf: PdfOption = "ua-1",
    date: DateOption = None,
    output: Annotated[
        ListFormat, typer.Option("--format", "-f", help="Of the summary.")
    ] = ListFormat.TABLE,
) -> int:
    """Write many letters; the rows that fail go to rejects.csv.

    For a table of supporters, for signatories, or from the organisation to everybody in a role.
    """
    from campaigner.answers import Answers
    from campaigner.campaigns.loader import load_campaign
    from campaigner.letters.batch.jobs import Wishes, job_for
    from campaigner.letters.batch.run import Plan
    from campaigner.letters.filenames import names_for
    from campaigner.letters.recipients import Selection, conditions
    from campaigner.schedule import scheduled
    from campaigner.store.database import opened

    workspace = workspace_for_papers(context)
    loaded = load_campaign(workspace.campaign_folder(campaign))
    place = out or str(workspace.letters_folder(loaded.slug))
    job = job_for(workspace, campaign, place, Wishes(layout, forms, pdf, date))
    if merge and ("://" in job.out or "pdf" not in job.forms):
        raise UsageError("--merge joins PDF letters in a folder of this machine.")
    if part_sheets and not merge:
        raise UsageError("--part-sheets goes with --merge.")
    answers = Answers(loaded.languages, yes_means or (), no_means or ())
    source = Source(supporters, mapping or [], from_signatures, to_all, signed_by, answers)
    with opened(workspace.database_path) as database:
        plan = Plan(
            database,
            loaded,
            _writers(source, workspace, database, loaded, language),
            names_for(database, loaded.slug, job, filename),
            Selection(conditions(only or []), conditions(skip or [])),
        )
        if dry_run:
            return _rehearse(plan, job, limit, show, output)
        # Its closing says when letters are to be forgotten.
        scheduled(database, loaded, workspace.zone)
        say_if_slow()
        letters: list[Sheaf] = []
        summary = _make(plan, job, limit, jobs, scheduler, letters if merge else None)
        if letters:
            _merge(letters, plan, Path(job.out), part_sheets)
    say_if_unchecked(loaded, plan.languages)
    return _report(plan, summary, output)


def _make(
    plan: Plan, job: Job, limit: int, jobs: int, scheduler: str, letters: list[Sheaf] | None
) -> Summary:
    """Make the letters, showing how far it is; what is made is noted in ``letters``."""
    from campaigner.clock import now
    from campaigner.letters.batch.print_run import sheaf
    from campaigner.letters.batch.run import run_batch
    from campaigner.rendering.layouts import layout_wanted

    def take(made: Made) -> None:
        if letters is not None:
            default, country = plan.campaign.letter.layout, made.order.recipient.country
            letters.append(sheaf(made, layout_wanted(job.stationery.layout, country, default)))

    with Progress("letters") as progress:
        return run_batch(
            plan,
            job,
            islice(plan.orders(), limit or None),
            made_at=int(now().timestamp()),
            jobs=jobs or os.cpu_count() or 1,
            scheduler=scheduler,
            progress=lambda done: progress.at(done.finished, _total(plan, limit)),
            take=take,
        )


def _merge(letters: list[Sheaf], plan: Plan, folder: Path, part_sheets: int) -> None:
    from campaigner.clock import now
    from campaigner.issued import note_files
    from campaigner.letters.batch.print_run import write_print_run
    from campaigner.store.issued_files import IssuedFile

    campaign = plan.campaign
    title = campaign.title[campaign.languages[0]]
    parts = write_print_run(letters, folder, campaign.slug, title, part_sheets)
    files = [IssuedFile(str(part.path), campaign.slug, part.sha256) for part in parts]
    note_files(plan.database, files, int(now().timestamp()))
    say(f"For the print house: {', '.join(str(part.path) for part in parts)}.")


class Source(NamedTuple):
    """Whose letters are wanted, as it was asked for."""

    supporters: Path | None
    mapping: list[str]
    from_signatures: bool
    to_all: str
    signed_by: str
    answers: Answers


def _writers(
    source: Source, workspace: Workspace, database: Database, campaign: Campaign, language: str
) -> Writers:
    from campaigner.campaigns.languages import require_language
    from campaigner.letters.batch.organisation import organisation_as_sender, organisation_to_all
    from campaigner.letters.batch.senders import SupportersInTable
    from campaigner.letters.batch.signatories import Signatories
    from campaigner.letters.supporters import open_supporters
    from campaigner.rejects import own_headers
    from campaigner.tables import parse_mapping

    if sum((source.supporters is not None, source.from_signatures, bool(source.to_all))) != 1:
        raise UsageError("Say one of --supporters FILE, --from-signatures, --to-all ROLE.")
    if source.signed_by and not source.to_all:
        raise UsageError("--signed-by goes with --to-all: a supporter signs their own letter.")
    language = require_language(campaign, language or campaign.languages[0])
    if source.supporters:
        table = open_supporters(source.supporters, parse_mapping(source.mapping))
        _say_unused(own_headers(table.unused))
        return SupportersInTable(database, campaign, table, language, source.answers)
    if source.from_signatures:
        return Signatories(database, campaign, language)
    sender = organisation_as_sender(workspace.settings.organisation, source.signed_by)
    return organisation_to_all(database, campaign, sender, source.to_all, language)


def _say_unused(headers: list[str]) -> None:
    if headers:
        named = ", ".join(f"“{header[:40]}”" for header in headers[:20])
        say(f"Columns not used: {named}. Is one of them wanted? See --map.")


def _total(plan: Plan, limit: int) -> int:
    return min(plan.expected, limit or plan.expected)


def _rehearse(plan: Plan, job: Job, limit: int, show: int, output: ListFormat) -> int:
    """Say what would be made and what would fail, and show the first letters."""
    rows = [
        {
            "row": order.supporter.row,
            "supporter": order.supporter.sender.name,
            "recipient": order.recipient.envelope_name,
            "area": order.recipient.area.name if order.recipient.area else "",
            "language": order.supporter.wording.language,
            "file": f"{order.name}.{job.forms[0]}",
            "known": "made before" if order.known else "",
        }
        for order in islice(plan.orders(), limit or None)
    ]
    columns = ["row", "supporter", "recipient", "area", "language", "file", "known"]
    print_rows(rows[:show] if output is ListFormat.TABLE else rows, columns, output)
    _say_what_came_up(plan)
    say(
        f"Would make {plural(len(rows), 'letter')}; {plural(len(plan.problems), 'row')} would fail."
    )
    if known := sum(bool(row["known"]) for row in rows):
        say(f"Made before: {known:,}, made again only if they say something else or go elsewhere.")
    return 1 if plan.problems else 0


def _report(plan: Plan, summary: Summary, output: ListFormat) -> int:
    _say_what_came_up(plan)
    if output is ListFormat.JSON:
        print_json(summary.as_dict())
    else:
        print_rows([summary.as_dict()], ["made", "unchanged", "failed", "seconds", "out"], output)
    say_spread(summary.closeness)
    if plan.problems:
        say(f"Rows that failed are in {summary.out}/{summary.rejects}: {plan.writers.mending}.")
    return 1 if plan.problems else 0


def _say_what_came_up(plan: Plan) -> None:
    """The rows that failed, and why there may be fewer letters than somebody expects."""
    _complain(plan)
    if left_out := plan.writers.left_out:
        say(f"Left out, for they have not agreed to a letter in their name: {left_out:,}.")
    elif not plan.read:
        say(plan.writers.nobody)
    if plan.read > len(plan.problems) and not plan.ordered:
        say("No letter matches --only and --skip. An area’s code is the same in all languages.")


def _complain(plan: Plan) -> None:
    for problem in plan.problems[:_SHOWN_PROBLEMS]:
        say(str(problem))
    if (more := len(plan.problems) - _SHOWN_PROBLEMS) > 0:
        say(f"… and {more:,} more.")
