"""A batch: letters for many supporters, never twice and never lost.

What is to be made is planned one by one, made by the executor, and recorded as it comes. A run
that was stopped at any moment resumes when it is run again: a letter that says the same and is
there is left as it is.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

from campaigner.campaigns.models import ORGANISATION
from campaigner.issued import note_files, noted_until_finished, replace_files
from campaigner.letters.batch.executors import Pace, run
from campaigner.letters.batch.plan import Plan, plan_for
from campaigner.letters.batch.print_run import Part, Sheaf, is_part_of, sheaf, write_print_run
from campaigner.letters.batch.recording import Recorder
from campaigner.letters.batch.rejects import REJECTS, Rejects
from campaigner.letters.batch.request import BatchRequest
from campaigner.letters.batch.stopping import stopping_in_order, until_stopped
from campaigner.letters.jobs import Job
from campaigner.letters.worker import Failed, Made, make
from campaigner.letters.writing.closeness import Spread
from campaigner.opening import OpenWorkspace
from campaigner.outputs import open_output, writing_alone
from campaigner.problems import Problem
from campaigner.rendering.layouts import layout_wanted
from campaigner.rendering.renderers import COMPILED, PLAIN, WRONG, renderer_named
from campaigner.schedule import scheduled
from campaigner.store.issued_files import IssuedFile, is_noted
from campaigner.tables import Table
from campaigner.vocabulary.letters import RendererChoice

Progress = Callable[[int, int], None]


@dataclass
class Summary:
    """What a run did; ``seconds`` is its length, ``closeness`` that of letters to the template.

    ``fallbacks`` are the letters that were made the slow way, by why.
    """

    out: str
    made: int = 0
    unchanged: int = 0
    failed: int = 0
    seconds: float = 0.0
    rejects: str = REJECTS
    closeness: Spread = field(default_factory=Spread)
    fallbacks: Counter[str] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, Any]:
        """The summary as JSON has it."""
        plain = {each.name: getattr(self, each.name) for each in fields(self)}
        return plain | {"closeness": self.closeness.as_dict()}

    @property
    def finished(self) -> int:
        """The number of letters that are finished, made or not."""
        return self.made + self.unchanged + self.failed


@dataclass(frozen=True)
class BatchResult:
    """What a batch did, and what there is to say about it.

    ``notes`` are said of rows whose letters were written all the same.
    ``parts`` are the files for the print house. ``read`` and ``ordered`` count the senders gone
    through, and the letters wanted from them; ``left_out`` the senders who have not agreed to a
    letter. ``unused`` are headers of the table that letters do not use; ``unreviewed`` are
    languages of the letters whose text no native speaker has checked.
    """

    summary: Summary
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    parts: tuple[Part, ...]
    read: int
    ordered: int
    left_out: int
    unused: tuple[str, ...]
    unreviewed: tuple[str, ...]

    @property
    def rejects(self) -> str:
        """Where the rows are that failed; empty if there are none."""
        return f"{self.summary.out}/{self.summary.rejects}" if self.problems else ""


def write_batch(
    here: OpenWorkspace,
    request: BatchRequest,
    progress: Progress = lambda *_: None,
    seen: Callable[[Table], None] = lambda _: None,
) -> BatchResult:
    """Write the letters that a request asks for, and record them.

    ``seen`` is given the table of the senders, if they are in one, before anything is written;
    ``progress`` is told how many letters are finished, and how many are expected in all. Rows
    that failed are written to the run's folder, with the reason. Ctrl-C raises KeyboardInterrupt
    when the work in hand has been recorded.
    If a renderer finds that it made letters wrong, another one makes all of them again.
    Raises UsageError for a request that is not valid, CampaignerError for a table that cannot be
    used, a folder that cannot be written to, workers that keep dying, or a print run on paper of
    several sizes.
    """
    result = _write(here, request, progress, seen)
    found = result.summary.fallbacks
    if not any(reason in found for reason in WRONG):
        return result
    plainly = replace(request, renderer=RendererChoice.MEMO)
    again = _write(here, plainly, progress, lambda _: None)
    again.summary.fallbacks.update(found)
    return again


def _write(
    here: OpenWorkspace,
    request: BatchRequest,
    progress: Progress,
    seen: Callable[[Table], None],
) -> BatchResult:
    plan, job = plan_for(here, request)
    if plan.table:
        seen(plan.table)
    scheduled(here.database, plan.campaign, here.zone)  # its closing says how long letters are kept
    sheaves: list[Sheaf] = []
    parts: list[Part] = []

    def take(made: Made) -> None:
        if request.merge:
            default, country = plan.campaign.letter.layout, made.order.recipient.country
            sheaves.append(sheaf(made, layout_wanted(job.stationery.layout, country, default)))

    slug = plan.campaign.slug
    with writing_alone(job.out), noted_until_finished(here.database, slug, job.out, here.moment):
        summary, stopped = _run(here, plan, job, request, progress, take)
        if sheaves and not stopped:
            parts = _print_run(here, plan, job, sheaves, request.part_sheets)
    if stopped:
        raise KeyboardInterrupt
    return BatchResult(
        summary=summary,
        problems=tuple(plan.problems),
        notes=plan.notes,
        parts=tuple(parts),
        read=plan.read,
        ordered=plan.ordered,
        left_out=plan.senders.left_out,
        unused=plan.unused,
        unreviewed=tuple(sorted(plan.languages & {*plan.campaign.unreviewed_languages})),
    )


def _run(
    here: OpenWorkspace,
    plan: Plan,
    job: Job,
    request: BatchRequest,
    progress: Progress,
    take: Callable[[Made], None],
) -> tuple[Summary, bool]:
    """Make the letters and record them, and say whether somebody stopped it.

    What fails is in ``plan.problems``; ``take`` is given each letter that is there in the end,
    made now or before.
    """
    summary, started = Summary(job.out), time.monotonic()
    slug, jobs = plan.campaign.slug, request.jobs or os.cpu_count() or 1
    recorder = Recorder(here.database, slug, job, here.moment)
    make(job, ())  # what every worker needs is read before they are forked
    try:
        with stopping_in_order() as stop:
            wanted = until_stopped(plan.orders(), stop)
            work = partial(make, job)
            for result in run(work, wanted, jobs, request.scheduler, _pace(job)):
                _count(result, summary, plan)
                recorder.take(result)
                if isinstance(result, Made):
                    take(result)
                progress(summary.finished, plan.expected)
    finally:
        recorder.flush()
    plan.problems.sort()
    summary.failed = len({problem.line for problem in plan.problems})
    if not stop.is_set():
        summary.rejects = _write_rejects(here, plan, job)
    summary.seconds = round(time.monotonic() - started, 3)
    return summary, stop.is_set()


def _pace(job: Job) -> Pace:
    """How workers take letters: few where each takes long, and not many where pages leave memory.

    WeasyPrint 70 leaves Pango's lists of attributes behind wherever a style sets font features,
    some 25 kB a page, if nobody frees them (``rendering/inside/features.py``): then a worker
    gives way to a new one soon, so that memory stays the same however many letters.
    """
    renderer = renderer_named(job.renderer)
    if job.renderer == PLAIN or renderer.reason:
        return Pace()
    return Pace(chunk=64 if job.renderer == COMPILED else 8, life=32_768)


def _print_run(
    here: OpenWorkspace, plan: Plan, job: Job, sheaves: list[Sheaf], part_sheets: int
) -> list[Part]:
    """Write the print run, note its parts, and remove those of an earlier run."""
    campaign, folder = plan.campaign, Path(job.out)
    title = campaign.title[campaign.languages[0]]
    parts = write_print_run(sheaves, folder, campaign.slug, title, part_sheets)
    files = [IssuedFile(str(part.path), campaign.slug, part.sha256) for part in parts]
    is_old = partial(is_part_of, folder=folder, campaign=campaign.slug)
    replace_files(here.database, files, is_old, here.moment)
    return parts


def _write_rejects(here: OpenWorkspace, plan: Plan, job: Job) -> str:
    """Write the rows that failed, and note where; returns the file's name."""
    output, slug, about = open_output(job.out), plan.campaign.slug, plan.senders.place

    def is_own(path: str, sha256: str) -> bool:
        return is_noted(here.database.conn, IssuedFile(path, slug, sha256, about))

    rejects = Rejects(output, plan.senders, is_own)
    name = rejects.write(plan.problems, complete=plan.complete)
    if plan.problems:
        file = IssuedFile(output.place(name), slug, output.sha256(name), about)
        note_files(here.database, [file], here.moment)
    return name


def _count(result: Made | Failed, summary: Summary, plan: Plan) -> None:
    if isinstance(result, Failed):
        plan.reject(result.order.supporter.row, result.message, result.hint)
        summary.failed += 1
        return
    summary.made += result.new
    if result.fallback:
        summary.fallbacks[result.fallback] += 1
    summary.unchanged += not result.new
    wording = result.order.supporter.wording
    if wording.kind != ORGANISATION:
        summary.closeness.add(result.closeness, wording.personal if result.order.first else "")
