"""A batch: letters for many supporters, never twice and never lost.

What is to be made is planned one by one, made by the executor, and recorded as it comes. A run
that was stopped at any moment goes on when it is called again: what says the same and is there
is left as it is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property, partial
from typing import Any

from campaigner.campaigns.models import ORGANISATION, Campaign
from campaigner.issued import note_files, noted_until_finished
from campaigner.letters.batch.executors import run
from campaigner.letters.batch.jobs import Job
from campaigner.letters.batch.rejects import REJECTS, Rejects
from campaigner.letters.batch.senders import Addressed, Writers
from campaigner.letters.batch.stopping import stopping_in_order, until_stopped
from campaigner.letters.batch.worker import Failed, Made, Order, make
from campaigner.letters.closeness import Spread
from campaigner.letters.filenames import FileNames
from campaigner.letters.recipients import Selection
from campaigner.outputs import open_output, writing_alone
from campaigner.problems import Problem
from campaigner.store.database import Database, transaction
from campaigner.store.issued_files import IssuedFile, is_noted
from campaigner.store.letters import LetterRecord, known_letter, save_letters

_RECORD_EVERY, _RECORD_SECONDS = 64, 1.0


@dataclass
class Plan:
    """The letters of a run, one after another; ``problems`` fills on the way.

    ``read`` and ``ordered`` count the writers gone through, and the letters to make for them;
    ``languages`` are those of the letters; ``complete`` is whether all were gone through.
    """

    database: Database
    campaign: Campaign
    writers: Writers
    names: FileNames
    selection: Selection
    problems: list[Problem] = field(default_factory=list)
    read: int = 0
    ordered: int = 0
    languages: set[str] = field(default_factory=set)
    complete: bool = False

    def orders(self) -> Iterator[Order]:
        """Each letter to make; writers for whom there is none become problems."""
        for found in self.writers.addressed():
            self.read += 1
            if isinstance(found, Problem):
                self.problems.append(found)
            else:
                yield from self._orders_of(found)
        self.complete = True

    def _orders_of(self, found: Addressed) -> Iterator[Order]:
        supporter, first = found.supporter, True
        connection, slug = self.database.conn, self.campaign.slug
        for recipient in found.recipients:
            known = known_letter(connection, slug, supporter.key, recipient.id)
            name = self.names.name(supporter, recipient, known.path if known else "")
            if self.selection.takes(recipient, supporter.wording.language):
                self.ordered += 1
                self.languages.add(supporter.wording.language)
                yield Order(supporter, recipient, name, known, first)
                first = False

    @property
    def expected(self) -> int:
        """How many letters it will be in all, as far as can be told from those gone through."""
        if self.read >= self._count:
            return self.ordered
        return round(self.ordered / max(1, self.read) * self._count)

    @cached_property
    def _count(self) -> int:
        return self.writers.count

    def reject(self, number: int, message: str, hint: str = "") -> None:
        """Note that a letter of the writer of that number could not be made."""
        self.problems.append(Problem(self.writers.place, number, "letter", message, hint))


@dataclass
class Summary:
    """What a run did; ``seconds`` is its length, ``closeness`` that of letters to the template."""

    out: str
    made: int = 0
    unchanged: int = 0
    failed: int = 0
    seconds: float = 0.0
    rejects: str = REJECTS
    closeness: Spread = field(default_factory=Spread)

    def as_dict(self) -> dict[str, Any]:
        """The summary as JSON has it."""
        plain = {each.name: getattr(self, each.name) for each in fields(self)}
        return plain | {"closeness": self.closeness.as_dict()}

    @property
    def finished(self) -> int:
        """How many letters are done with, made or not."""
        return self.made + self.unchanged + self.failed


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
    Rows that failed are written to the run's folder, with the reason, to be mended and fed in
    again (``rejects.py``). Ctrl-C raises KeyboardInterrupt when what is at work has been
    recorded. Raises CampaignerError where the folder cannot be written to.
    """
    summary, started = Summary(job.out), time.monotonic()
    recorder = _Recorder(plan, job, made_at)
    slug = plan.campaign.slug
    with writing_alone(job.out), noted_until_finished(plan.database, slug, job.out, made_at):
        make(job, ())  # what every worker needs is read before they are forked
        try:
            with stopping_in_order() as stop:
                wanted = until_stopped(orders, stop)
                for result in run(partial(make, job), wanted, jobs, scheduler):
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
        if not stop.is_set():
            summary.rejects = _write_rejects(plan, job, made_at)
    if stop.is_set():
        raise KeyboardInterrupt
    summary.seconds = round(time.monotonic() - started, 3)
    return summary


def _write_rejects(plan: Plan, job: Job, made_at: int) -> str:
    """Write the rows that failed, and note where; gives the file's name."""
    output, slug, about = open_output(job.out), plan.campaign.slug, plan.writers.place

    def is_own(path: str, sha256: str) -> bool:
        return is_noted(plan.database.conn, IssuedFile(path, slug, sha256, about))

    rejects = Rejects(output, plan.writers, is_own)
    name = rejects.write(plan.problems, complete=plan.complete)
    if plan.problems:
        file = IssuedFile(output.place(name), slug, output.sha256(name), about)
        note_files(plan.database, [file], made_at)
    return name


def _count(result: Made | Failed, summary: Summary, plan: Plan) -> None:
    if isinstance(result, Failed):
        plan.reject(result.order.supporter.row, result.message, result.hint)
        summary.failed += 1
        return
    summary.made += result.new
    summary.unchanged += not result.new
    wording = result.order.supporter.wording
    if wording.kind != ORGANISATION:
        summary.closeness.add(result.closeness, wording.personal if result.order.first else "")


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
        renderer=made.renderer,
        made_at=made_at,
        files=made.files,
    )
