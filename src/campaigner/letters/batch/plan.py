"""The letters of a batch, planned one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from campaigner.answers import Answers
from campaigner.campaigns.languages import require_language
from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.letters.batch.organisation import organisation_as_sender, organisation_to_all
from campaigner.letters.batch.request import (
    BatchRequest,
    FromSignatures,
    FromTable,
    check_print_run,
)
from campaigner.letters.batch.senders import Addressed, Senders, SupportersInTable
from campaigner.letters.batch.signatories import Signatories, earlier_texts
from campaigner.letters.batch.supporter_table import open_supporters
from campaigner.letters.filenames import FileNames, names_for
from campaigner.letters.jobs import Job, job_for
from campaigner.letters.recipients import Selection, no_postal_address
from campaigner.letters.supporters import Supporter
from campaigner.letters.worker import Order
from campaigner.letters.writing.area_codes import areas_not_known
from campaigner.letters.writing.compose import Wording, traits_of
from campaigner.letters.writing.printable import printable_in
from campaigner.letters.writing.texts import text_problems
from campaigner.opening import OpenWorkspace
from campaigner.problems import Problem, Severity
from campaigner.representatives.models import Representative
from campaigner.store.database import Database
from campaigner.store.letters import known_letter
from campaigner.tables import Table
from campaigner.vocabulary.letters import LetterForm


@dataclass
class Plan:
    """The letters of a batch; the counts and ``problems`` fill as they are planned.

    ``limit`` is the largest number of letters, ``most_senders`` that of senders, 0 for all.
    ``read`` and ``ordered`` count the senders gone through, and the letters to make for them;
    ``languages`` are those of the letters; ``complete`` is whether all senders were gone through.
    If ``is_posted``, recipients without a postal address get no letter: ``unaddressed`` has how
    many each would have had. ``without_sender`` are the numbers of senders without an address of
    their own.
    """

    database: Database
    campaign: Campaign
    senders: Senders
    names: FileNames
    selection: Selection
    limit: int = 0
    most_senders: int = 0
    forms: Sequence[LetterForm] = ()
    problems: list[Problem] = field(default_factory=list)
    read: int = 0
    ordered: int = 0
    languages: set[str] = field(default_factory=set)
    complete: bool = False
    unaddressed: dict[Representative, int] = field(default_factory=dict)
    without_sender: list[int] = field(default_factory=list, repr=False)
    noted: list[Problem] = field(default_factory=list, repr=False)
    _texts: dict[object, tuple[Problem, ...]] = field(default_factory=dict, repr=False)

    def orders(self) -> Iterator[Order]:
        """Each letter to make; senders for whom there is none become problems."""
        return islice(self._orders(), self.limit or None)

    def _orders(self) -> Iterator[Order]:
        for found in islice(self.senders.addressed(), self.most_senders or None):
            self.read += 1
            if isinstance(found, Problem):
                self.problems.append(found)
            else:
                yield from self._orders_of(found)
        self.complete = not self.most_senders or self.read < self.most_senders

    def _orders_of(self, found: Addressed) -> Iterator[Order]:
        supporter, first = self._printed(found.supporter), True
        if not supporter:
            return
        connection, slug = self.database.conn, self.campaign.slug
        for recipient in found.recipients:
            known = known_letter(connection, slug, supporter.key, recipient.id)
            name = self.names.name(supporter, recipient, known.path if known else "")
            if not self.selection.takes(recipient, supporter.wording.language):
                continue
            if problems := self._wrong_text(recipient, supporter.wording):
                self._reject_text(supporter.row, problems)
            elif self.is_posted and not recipient.has_postal_address:
                self.unaddressed[recipient] = self.unaddressed.get(recipient, 0) + 1
                self._reject_unaddressed(supporter.row, recipient)
            else:
                if not supporter.sender.address:
                    self.without_sender.append(supporter.row)
                self.ordered += 1
                self.languages.add(supporter.wording.language)
                yield Order(supporter, recipient, name, known, first)
                first = False

    def _printed(self, supporter: Supporter) -> Supporter | None:
        """The supporter as a page can show them; None, and a problem, if it cannot."""
        place, row = self.senders.place, supporter.row
        try:
            printed = printable_in(self.forms, supporter)
        except CampaignerError as error:
            self.problems.append(Problem(place, row, error.code, error.message, error.hint))
            return None
        if printed.remark:
            warning = Severity.WARNING
            self.noted.append(Problem(place, row, "no-font", printed.remark, severity=warning))
        return printed.supporter

    @property
    def is_posted(self) -> bool:
        """Whether recipients without a postal address get no letter."""
        return LetterForm.PDF in self.forms

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What is said of senders for whom letters are written all the same, in their order."""
        return tuple(sorted((*self.senders.notes, *self.noted)))

    def _wrong_text(self, recipient: Representative, wording: Wording) -> tuple[Problem, ...]:
        key = (wording.language, wording.kind, traits_of(recipient, wording.nation))
        if key not in self._texts:
            self._texts[key] = text_problems(self.campaign, recipient, wording, self.forms)
        return self._texts[key]

    def _reject_text(self, number: int, problems: Sequence[Problem]) -> None:
        message, hint = "; ".join(map(str, problems)), problems[0].hint
        self.problems.append(Problem(self.senders.place, number, problems[0].code, message, hint))

    def _reject_unaddressed(self, number: int, recipient: Representative) -> None:
        refused = no_postal_address(recipient)
        place, hint = self.senders.place, refused.hint
        self.problems.append(Problem(place, number, refused.code, refused.message, hint))

    @property
    def expected(self) -> int:
        """The number of letters in all, as far as the senders gone through tell."""
        found = self.ordered
        if self.read < self._count:
            found = round(self.ordered / max(1, self.read) * self._count)
        return min(found, self.limit or found)

    @cached_property
    def _count(self) -> int:
        return self.senders.count

    def reject(self, number: int, message: str, hint: str = "") -> None:
        """Note that a letter of the sender of that number could not be made."""
        self.problems.append(Problem(self.senders.place, number, "letter", message, hint))

    @property
    def table(self) -> Table | None:
        """The table that the senders are in, if they are in one."""
        return self.senders.table if isinstance(self.senders, SupportersInTable) else None

    @property
    def unused(self) -> tuple[str, ...]:
        """The headers of columns that the letters do not use."""
        return tuple(self.table.unused) if self.table else ()


def plan_for(here: OpenWorkspace, request: BatchRequest) -> tuple[Plan, Job]:
    """Returns the letters that a request asks for, and what they share.

    Raises UsageError for a request that is not valid, CampaignerError for a table that cannot be
    used, a role that nobody holds, or a place of a kind that is not installed.
    """
    check_print_run(request)
    campaign = load_campaign(here.workspace.campaign_folder(request.campaign))
    job = job_for(here, campaign.slug, request, many=True)
    plan = Plan(
        here.database,
        campaign,
        _senders(here, campaign, request),
        names_for(here.database, campaign.slug, job, request.filename),
        Selection(request.only, request.skip),
        request.limit,
        request.most_senders,
        job.forms,
        noted=list(areas_not_known(here.database, campaign)),
    )
    return plan, job


def _senders(here: OpenWorkspace, campaign: Campaign, request: BatchRequest) -> Senders:
    source = request.source
    language = require_language(campaign, request.language or campaign.languages[0])
    if isinstance(source, FromTable):
        table = open_supporters(source.file, source.mapping)
        answers = Answers(campaign.languages, source.yes_means, source.no_means)
        return SupportersInTable(
            here.database, campaign, table, language, answers, today=here.today
        )
    if isinstance(source, FromSignatures):
        changed = earlier_texts(here.database, campaign)
        return Signatories(here.database, campaign, language, notes=changed, today=here.today)
    sender = organisation_as_sender(here.workspace.settings.organisation, source.signed_by)
    return organisation_to_all(here.database, campaign, sender, source.role, language, here.today)
