"""A batch: letters for many supporters, never twice and never lost.

What is to be made is planned row by row, made by the executor, and recorded as it comes. A run
that was stopped at any moment goes on when it is called again: what says the same and is there
is left as it is.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.letters.executors import run
from campaigner.letters.filenames import FileNames
from campaigner.letters.jobs import Job
from campaigner.letters.making import Failed, Made, Order, make, renderer
from campaigner.letters.outputs import open_output, writing_alone
from campaigner.letters.recipients import Selection, recipients_for
from campaigner.letters.supporters import Reject, Supporter, read_supporters
from campaigner.problems import Problem, shown_path
from campaigner.store.database import transaction
from campaigner.store.letters import LetterRecord, known_letter, save_letters
from campaigner.tables import Table

REJECTS, REJECTS_AGAIN = "rejects.csv", "rejects-again.csv"
REASON = "problem"  # the column that rejects have besides those of the table
_RECORD_EVERY, _RECORD_SECONDS = 64, 1.0


@dataclass
class Plan:
    """The letters of a table of supporters, one after another; ``problems`` fills on the way."""

    database: Database
    campaign: Campaign
    table: Table
    language: str
    names: FileNames
    selection: Selection
    problems: list[Problem] = field(default_factory=list)

    def orders(self) -> Iterator[Order]:
        """Each letter to make; rows that cannot have one become problems."""
        for found in read_supporters(self.table, self.campaign, self.language):
            if isinstance(found, Reject):
                self.problems.append(found.problem)
            else:
                yield from self._orders_of(found)
        self.problems += self.table.problems

    def _orders_of(self, supporter: Supporter) -> Iterator[Order]:
        language = supporter.wording.language
        try:
            recipients = recipients_for(
                self.database, supporter.sender.postcode, self.campaign, language
            )
        except CampaignerError as error:
            self.reject(supporter.row, "no-recipient", error.message, error.hint)
            return
        for recipient in recipients:
            name = self.names.name(supporter, recipient)
            if self.selection.takes(recipient, language):
                known = known_letter(
                    self.database.conn, self.campaign.slug, supporter.key, recipient.id
                )
                yield Order(supporter, recipient, name, known)

    def reject(self, row: int, code: str, message: str, hint: str = "") -> None:
        """Note that no letter can be made for a row."""
        path = shown_path(self.table.path)
        self.problems.append(Problem(path, row, code, message, hint))


@dataclass
class Summary:
    """What a run did; ``seconds`` is its length."""

    out: str
    made: int = 0
    unchanged: int = 0
    failed: int = 0
    seconds: float = 0.0
    rejects: str = REJECTS


def run_batch(
    plan: Plan,
    job: Job,
    orders: Iterator[Order],
    *,
    made_at: int,
    jobs: int = 1,
    scheduler: str = "",
    progress: Callable[[Summary], None] = lambda _: None,
    take: Callable[[Made], None] = lambda _: None,
) -> Summary:
    """Make the letters of the orders and record them; what fails is in ``plan.problems``.

    ``take`` is given each letter that is there in the end, made now or before.
    Rows that failed are written to ``rejects.csv`` in the run's folder, with the reason, to be
    mended and fed in again (then what still fails is written to ``rejects-again.csv``).
    Raises CampaignerError where the folder cannot be written to.
    """
    summary, started = Summary(job.out), time.monotonic()
    recorder = _Recorder(plan, job, made_at)
    with writing_alone(job.out):
        make(job, ())  # what every worker needs is read before they are forked
        try:
            for result in run(partial(make, job), orders, jobs, scheduler):
                _count(result, summary, plan)
                recorder.take(result)
                if isinstance(result, Made):
                    take(result)
                summary.seconds = time.monotonic() - started
                progress(summary)
        finally:
            recorder.flush()
        plan.problems.sort()
        summary.failed = len({problem.line for problem in plan.problems})
        summary.rejects = _rejects_name(plan, job)
        _write_rejects(plan, job, summary.rejects)
    summary.seconds = round(time.monotonic() - started, 3)
    return summary


def _count(result: Made | Failed, summary: Summary, plan: Plan) -> None:
    if isinstance(result, Failed):
        plan.reject(result.order.supporter.row, "letter", result.message, result.hint)
        summary.failed += 1
    elif result.new:
        summary.made += 1
    else:
        summary.unchanged += 1


@dataclass
class _Recorder:
    """Records letters, some at a time; a killed run makes those of its last second again."""

    plan: Plan
    job: Job
    made_at: int
    waiting: list[LetterRecord] = field(default_factory=list)
    flushed: float = field(default_factory=time.monotonic)

    def take(self, result: Made | Failed) -> None:
        if isinstance(result, Made) and result.new:
            self.waiting.append(record_of(result, self.job, self.plan.campaign.slug, self.made_at))
            late = time.monotonic() - self.flushed > _RECORD_SECONDS
            if late or len(self.waiting) >= _RECORD_EVERY:
                self.flush()

    def flush(self) -> None:
        with transaction(self.plan.database) as connection:
            save_letters(connection, self.waiting)
        self.waiting.clear()
        self.flushed = time.monotonic()


def record_of(made: Made, job: Job, campaign: str, made_at: int) -> LetterRecord:
    """A letter as it is recorded."""
    sender, recipient = made.order.supporter.sender, made.order.recipient
    return LetterRecord(
        campaign=campaign,
        supporter=made.order.supporter.key,
        recipient=recipient.id,
        recipient_name=recipient.name,
        role=recipient.role,
        party=recipient.party,
        area_code=recipient.area.code if recipient.area else "",
        area_name=recipient.area.name if recipient.area else "",
        sender_name=sender.name,
        sender_email=sender.email,
        language=made.order.supporter.wording.language,
        identity=made.identity,
        forms=job.forms_made,
        path=made.path,
        sha256=made.sha256,
        pages=made.pages,
        renderer=renderer(),
        made_at=made_at,
        files=made.files,
    )


def _rejects_name(plan: Plan, job: Job) -> str:
    """Where rejects go: never over the file that somebody has mended and fed in."""
    fed_in = plan.table.path.resolve() == (Path(job.out) / REJECTS).resolve()
    return REJECTS_AGAIN if fed_in else REJECTS


def _write_rejects(plan: Plan, job: Job, name: str) -> None:
    output = open_output(job.out)
    reasons: dict[int, str] = {}
    for problem in plan.problems:
        words = f"{problem.message} {problem.hint}".strip()
        reasons[problem.line] = (
            f"{reasons[problem.line]} {words}" if problem.line in reasons else words
        )
    if not reasons:
        output.remove(name)
        return
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    header = [column for column in plan.table.header if column != REASON]
    writer.writerow([*header, REASON])
    width = len(header)
    for number, cells in replace(plan.table, problems=[]).cells():
        if number in reasons:
            row = [*cells, *[""] * width][:width]
            writer.writerow([_safe(cell) for cell in (*row, reasons[number])])
    output.write(name, buffer.getvalue().encode("utf-8-sig"))


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
