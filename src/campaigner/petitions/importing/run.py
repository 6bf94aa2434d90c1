"""Importing signatures from other systems: millions of rows, resumed after an interruption."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from campaigner.answers import Answers
from campaigner.campaigns.languages import require_language
from campaigner.campaigns.models import Partner
from campaigner.errors import CampaignerError
from campaigner.petitions.importing.batch import Batch
from campaigner.petitions.importing.rejects import ImportRejects
from campaigner.petitions.importing.rows import (
    COLUMNS,
    Imported,
    Reading,
    Signable,
    consent_column,
    consent_column_of,
    partner_of_column,
    read_row,
)
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.signing import NotOpen, check_open
from campaigner.rejects import is_rejects
from campaigner.sources import WEB
from campaigner.store.database import loading, transaction
from campaigner.store.imports import Progress, keep_progress, progress_of
from campaigner.store.sources import known_code
from campaigner.tables import Row, Table, open_table
from campaigner.text import unguarded

AT_ONCE = 50_000  # rows in one transaction


@dataclass(frozen=True, kw_only=True)
class ImportRequest:
    """What is to be imported, and how.

    ``confirmed``: the other system had the signatures confirmed, so they count at once; if not,
    each gets a confirmation mail. ``language`` is that of rows that name none (default: the
    campaign's first); ``mapping`` names the headers of columns that are not recognised, those of
    partners' consents as ``consent:PARTNER``. ``yes_means`` and ``no_means`` are answers that
    begin with neither yes nor no.
    Rows that cannot be used are written to ``rejects`` (default: ``NAME.rejects.csv`` beside the
    table), with their line and reason.
    """

    path: Path
    confirmed: bool = False
    source: str = WEB
    language: str = ""
    mapping: Mapping[str, str] | None = None
    month_first: bool = False
    yes_means: tuple[str, ...] = ()
    no_means: tuple[str, ...] = ()
    rejects: Path | None = None
    at_once: int = AT_ONCE


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many rows became signatures, repeated one, or could not be used.

    ``line`` is the last that was read. ``rejects`` is the file of rows that could not be used; None
    if there are none, or if the file has been moved or changed since.
    """

    accepted: int
    repeated: int
    rejected: int
    line: int = 0
    rejects: Path | None = None


Report = Callable[[ImportResult], None]


def import_signatures(
    here: OpenPetition, request: ImportRequest, report: Report = lambda _: None
) -> ImportResult:
    """Import the signatures of a table. Run again after an interruption, it resumes.

    Memory does not grow with the table. ``report`` is told after each transaction how far it is.
    Raises UnknownName for an unknown source, language or partner, ProblemsFound if a column is
    missing, CampaignerError if a file cannot be read or written, and NotOpen if signatures would
    have to be confirmed and the petition is not open.
    """
    request = _checked(here, request)
    columns = (*COLUMNS, *map(consent_column_of, _partners_who_ask(here)))
    table = open_table(request.path, columns, _mapping(here, request))
    run = _Run(here, request, table)
    if not run.progress.done:
        with loading(here.database), closing(run.rejects):
            run.take_all(report)
    return run.result()


def _checked(here: OpenPetition, request: ImportRequest) -> ImportRequest:
    if not request.confirmed:  # each would be asked to confirm what cannot be confirmed
        _check_can_be_confirmed(here)
    language = require_language(here.campaign, request.language or here.campaign.languages[0])
    return replace(
        request, source=known_code(here.database.conn, request.source), language=language
    )


def _partners_who_ask(here: OpenPetition) -> list[Partner]:
    return [partner for partner in here.campaign.partners if partner.consent]


def _mapping(here: OpenPetition, request: ImportRequest) -> dict[str, str]:
    """Returns the mapping, in which partners may be called by their names, with their keys."""
    mapping = {}
    for name, header in (request.mapping or {}).items():
        partner = partner_of_column(name)
        known = consent_column(here.campaign.partner_who_asks(partner).key) if partner else name
        mapping[known] = header
    return mapping


def _reading(here: OpenPetition, request: ImportRequest, table: Table) -> Reading:
    petition, keys = here.petition, [partner.key for partner in _partners_who_ask(here)]
    return Reading(
        request.language,
        Signable(petition.opens_at, petition.closes_at, here.now, here.zone, request.month_first),
        Answers(here.campaign.languages, request.yes_means, request.no_means),
        tuple(key for key in keys if consent_column(key) in table.positions),
    )


def _check_can_be_confirmed(here: OpenPetition) -> None:
    try:
        check_open(here.petition, here.now, here.zone)
    except NotOpen as refused:
        raise NotOpen(refused.message, code=f"import-{refused.code}") from None


class _Run:
    """One import: its rows, and how far it has come."""

    def __init__(self, here: OpenPetition, request: ImportRequest, table: Table) -> None:
        self.here, self.request, self.table = here, request, table
        with request.path.open("rb") as file:
            self.digest = hashlib.file_digest(file, "sha256").digest()
        self.progress = progress_of(here.database.conn, here.petition.id, self.digest)
        wanted = request.rejects or request.path.with_name(f"{request.path.name}.rejects.csv")
        end = self.progress.rejects_end
        self.reading = _reading(here, request, table)
        consents = (consent_column(partner) for partner in self.reading.partners)
        self.header = (*(column.name for column in COLUMNS), *consents)
        self.rejects = ImportRejects(here, wanted, request.path, self.header, end)
        self.guarded = is_rejects(table.header)

    def result(self) -> ImportResult:
        """Returns how far it has come."""
        done = self.progress
        path = self.rejects.path if done.rejected else None
        return ImportResult(done.accepted, done.repeated, done.rejected, done.line, path)

    def take_all(self, report: Report) -> None:
        """Import the rows that have not been imported yet."""
        self.rejects.resume()
        rows = iter(row for row in self.table.rows() if row.number > self.progress.line)
        while batch := list(islice(rows, self.request.at_once)):
            self._take(batch)
            report(self.result())
        self._finish()

    def _take(self, batch: list[Row]) -> None:
        here, request = self.here, self.request
        taken = replace(self.progress)
        readable = list(self._readable(batch, taken))
        self._reject_unreadable(taken)
        taken.line = batch[-1].number
        rows = Batch(
            here.database,
            here.petition.id,
            request.source,
            here.now,
            confirmed=request.confirmed,
            suspects_throwaway=here.workspace.settings.fraud.throwaway_domains,
        )
        with transaction(here.database):
            accepted = rows.add(readable)
            taken.accepted += accepted
            taken.repeated += len(readable) - accepted
            self._keep(taken)

    def _finish(self) -> None:
        taken = replace(self.progress, done=1)
        self._reject_unreadable(taken)
        with transaction(self.here.database):
            self._keep(taken)
        if not taken.rejected:
            self.rejects.remove_earlier()

    def _keep(self, taken: Progress) -> None:
        self.rejects.note()
        taken.rejects_end = self.rejects.end
        keep_progress(self.here.database.conn, self.here.petition.id, self.digest, taken)
        self.progress = taken

    def _readable(self, batch: Iterable[Row], taken: Progress) -> Iterator[Imported]:
        for row in batch:
            plain = self._plain(row)
            try:
                yield read_row(plain, self.reading)
            except CampaignerError as error:
                taken.rejected += 1
                cells = [plain[name] for name in self.header]
                self.rejects.write(row.number, f"{error.message} {error.hint}".strip(), cells)

    def _reject_unreadable(self, taken: Progress) -> None:
        """Write down the lines that could not be read as rows, such as one with a huge cell."""
        for problem in self.table.problems:
            if problem.line > self.progress.line:
                taken.rejected += 1
                where = f"Line {problem.line} of the table: {problem.message}"
                self.rejects.write(problem.line, where)
        self.table.problems.clear()

    def _plain(self, row: Row) -> Row:
        if not self.guarded:
            return row
        return replace(row, values={name: unguarded(cell) for name, cell in row.values.items()})
