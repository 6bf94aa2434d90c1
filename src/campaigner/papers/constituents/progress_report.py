"""The report for the office on one page: what there is, what is missing, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaigner.papers.constituents.index import Entry, as_paper
from campaigner.papers.constituents.order import WORDS
from campaigner.papers.constituents.planning import Plan
from campaigner.papers.constituents.request import PacksResult
from campaigner.papers.constituents.sentences import Words, filled
from campaigner.rendering.templating.environment import environment, render
from campaigner.rendering.templating.words import words_in

_REPORT = "constituents/progress.html.j2"
_MOST = 14  # remarks on the page: what is more is in the summary
_LARGEST = 8


def progress_pdf(plan: Plan, entries: Sequence[Entry], result: PacksResult) -> bytes:
    """Returns the report as PDF; it says the same after each run that leaves the same packs."""
    job = plan.job
    words = words_in(job.folders, WORDS, job.language)
    remarks = [*plan.remarks, *(f"{each.name}: {each.message}" for each in result.failed)]
    largest = sorted(entries, key=lambda each: -each.order.comparison.count)[:_LARGEST]
    html = render(
        environment(job.folders),
        _REPORT,
        language=job.language,
        words=words,
        title=job.title,
        day=job.day,
        tiles=list(_tiles(plan, entries, words)),
        largest=[each.row() for each in largest],
        remarks=remarks[:_MOST],
        further=max(0, len(remarks) - _MOST),
        steps=list(_steps(plan, entries, words)),
        rehearsal=job.rehearsal,
    )
    return as_paper(job, html, f"{words['progress']}: {job.title}")


def _tiles(plan: Plan, entries: Sequence[Entry], words: Words) -> Iterator[tuple[str, str]]:
    yield f"{len(entries):,}", words["tile_packs"]
    yield f"{plan.signatures:,}", words["tile_signatures"]
    yield f"{sum(each.letters for each in entries):,}", words["tile_letters"]
    yield f"{sum(len(each.order.comments) for each in entries):,}", words["tile_comments"]
    yield f"{sum(each.sheets for each in entries):,}", words["tile_sheets"]


def _steps(plan: Plan, entries: Sequence[Entry], words: Words) -> Iterator[str]:
    missing = len(plan.orders) - len(entries)
    if missing:
        yield filled(words, "step_again", number=missing)
    sheets = sum(each.sheets for each in entries)
    yield filled(words, "step_print", number=len(entries), sheets=sheets)
    without = sum(not each.order.recipient.email for each in entries)
    if without < len(entries):
        yield filled(words, "step_mail", number=len(entries) - without)
    if without:
        yield filled(words, "step_address", number=without)
    if plan.unsigned:
        yield filled(words, "step_unsigned", number=plan.unsigned)
    yield words["step_record"]
