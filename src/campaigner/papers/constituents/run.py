"""Packs for everybody in a role: made once, and only those again that change or are missing.

What is to be made is planned, made by the executor of letters, and written and recorded as it
comes. A run that was stopped at any moment resumes when it is run again, to the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from campaigner.destinations import DestinationRefused
from campaigner.letters.batch.executors import run
from campaigner.letters.batch.stopping import stopping_in_order, until_stopped
from campaigner.outputs import writing_alone
from campaigner.papers.constituents.filing import MAILS, Filing, refused
from campaigner.papers.constituents.index import Entry, index_csv, index_pdf
from campaigner.papers.constituents.mail_text import mail_text
from campaigner.papers.constituents.making import make
from campaigner.papers.constituents.order import Failed, Made, Order
from campaigner.papers.constituents.planning import Plan, nobody_signed, plan_for
from campaigner.papers.constituents.progress_report import progress_pdf
from campaigner.papers.constituents.request import NotWritten, PacksRequest, PacksResult
from campaigner.petitions.opening import OpenPetition
from campaigner.store.constituent_packs import PackRecord
from campaigner.store.database import require_writable
from campaigner.text import plural

Progress = Callable[[int, int], None]
INDEX, INDEX_TO_PRINT, REPORT = "index.csv", "index.pdf", "progress.pdf"


def make_packs(
    here: OpenPetition, request: PacksRequest, progress: Progress = lambda *_: None
) -> PacksResult:
    """Writes a pack for everybody in a role in whose area people have signed, and an index.

    ``progress`` is told how many packs are finished, of how many. Ctrl-C raises KeyboardInterrupt
    when the work in hand has been written.
    Raises ProblemsFound if the campaign is not finished or a text has a mistake, UnknownName for a
    language or an area, UsageError if nobody has signed in these areas, the role represents none,
    the folder has packs of other areas, or the settings do not have the organisation's name,
    CampaignerError if nobody is known in the role, the folder cannot be written to, or workers keep
    dying.
    """
    require_writable(here.database)
    plan = plan_for(here, request)
    filing = Filing(here, request, plan.job)
    if not plan.orders and not filing.has_packs:
        raise nobody_signed(here, plan)
    filing.check_folder(plan.others)
    with writing_alone(str(request.out)):
        running = _Running(plan, filing, progress)
        stopped = running.make_all(request)
        if not stopped:
            running.write_beside()
    if stopped:
        raise KeyboardInterrupt
    return running.result


class _Running:
    """A run: what is there already, what is made, and what is said in the end."""

    def __init__(self, plan: Plan, filing: Filing, progress: Progress) -> None:
        self.plan, self.filing, self.progress = plan, filing, progress
        self.there: dict[str, PackRecord] = {}
        self.missing: list[str] = []
        self.result = PacksResult(
            filing.request.out,
            signatures=plan.signatures,
            rehearsal=plan.job.rehearsal,
            unreviewed=plan.unreviewed,
        )

    def make_all(self, request: PacksRequest) -> bool:
        """Makes what is not there yet; returns whether somebody stopped it."""
        wanted = [order for order in self.plan.orders if self._is_wanted(order)]
        jobs = min(request.jobs or os.cpu_count() or 1, max(1, len(wanted)))
        work = partial(make, self.plan.job)
        with stopping_in_order() as stop:
            self._tell()
            for result in run(work, until_stopped(wanted, stop), jobs, request.scheduler):
                self._take(result)
                self._tell()
        return stop.is_set()

    def _is_wanted(self, order: Order) -> bool:
        """Whether a pack is to be made: it is not there, and nothing of the user's is."""
        if known := self.filing.unchanged(order):
            self.there[order.name] = known
            self.result.unchanged += 1
            return False
        if error := refused(lambda: self.filing.check(order)):
            self._refuse(order.name, error)
            return False
        return True

    def _take(self, result: Made | Failed) -> None:
        if isinstance(result, Failed):
            self._fail(result.order.name, result.message, result.hint)
            return
        self.there[result.order.name] = self.filing.write(result)
        self.missing += result.missing
        self.result.made += 1

    def _fail(self, name: str, message: str, hint: str) -> None:
        self.result.failed.append(NotWritten(name, message, hint))

    def _refuse(self, name: str, error: DestinationRefused) -> None:
        self.result.failed.append(NotWritten(name, error.message, error.hint, error.code))

    def _tell(self) -> None:
        done = len(self.there) + len(self.result.failed)
        self.progress(done, len(self.plan.orders))

    def write_beside(self) -> None:
        """Writes the mails, the index and the report, and removes what is no longer wanted."""
        job, result = self.plan.job, self.result
        result.failed.sort(key=lambda each: each.name)
        result.removed, result.kept = self.filing.remove_others(self.plan.orders)
        entries = [self._entry(order) for order in self.plan.orders if order.name in self.there]
        result.remarks = [*self.plan.remarks, *self._remarks()]
        self._count(entries)
        for each in entries:
            self._write(each.mail, "mail", partial(mail_text, job, each.order))
        self._write(INDEX, "index", partial(index_csv, entries))
        self._write(INDEX_TO_PRINT, "index to print", partial(index_pdf, job, entries))
        self._write(REPORT, "report", partial(progress_pdf, self.plan, entries, result))

    def _entry(self, order: Order) -> Entry:
        pack = self.there[order.name]
        return Entry(
            order, f"{order.name}.pdf", f"{MAILS}/{order.name}.txt", pack.pages, pack.letters
        )

    def _remarks(self) -> list[str]:
        if not self.missing:
            return []
        letters = plural(len(self.missing), "letter")
        return [f"{letters} left out: the file is gone or has been changed."]

    def _count(self, entries: list[Entry]) -> None:
        result = self.result
        result.pages = sum(each.pages for each in entries)
        result.sheets = sum(each.sheets for each in entries)
        result.letters = sum(each.letters for each in entries)
        result.comments = sum(len(each.order.comments) for each in entries)

    def _write(self, name: str, kind: str, content: Callable[[], str | bytes]) -> None:
        if error := refused(lambda: self.filing.write_beside(name, kind, content())):
            self._refuse(name, error)
