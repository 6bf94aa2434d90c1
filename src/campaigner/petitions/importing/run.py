"""Importing signatures from other systems: millions of rows, resumed after an interruption."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice

from campaigner.answers import Answers
from campaigner.campaigns.languages import require_language
from campaigner.errors import ProblemsFound
from campaigner.packed import reading
from campaigner.petitions.counts.areas import AreaCells
from campaigner.petitions.importing.agreed import agreed_to, column_meant
from campaigner.petitions.importing.batch import Batch
from campaigner.petitions.importing.columns import (
    COLUMNS,
    consent_columns,
    mapping_for,
)
from campaigner.petitions.importing.places import Places, Rows, note_undated
from campaigner.petitions.importing.plain_rows import PlainRows
from campaigner.petitions.importing.rejects import ImportRejects
from campaigner.petitions.importing.request import ImportRequest, ImportResult
from campaigner.petitions.importing.rows import (
    Imported,
    Reading,
    in_words,
    read_row,
)
from campaigner.petitions.importing.signed_at import (
    COLUMN,
    Signable,
    check_signed_on,
    month_first_in,
    note_without_dates,
    zone_in,
)
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.opening_gate import check_may_open
from campaigner.petitions.signing.applying import NotOpen, check_open
from campaigner.petitions.wordings import wording_signed
from campaigner.problems import Problem
from campaigner.store import audit
from campaigner.store.database import loading, transaction
from campaigner.store.imports import Progress, keep_progress, progress_of
from campaigner.store.rehearsed_signers import rehearsed_signers
from campaigner.store.sources import known_code
from campaigner.tables import (
    Row,
    SheetRow,
    Table,
    TableFile,
    Unreadable,
    find_table,
    open_found,
    score_by,
    table_file,
)
from campaigner.text import comparison_key
from campaigner.time_zones import day_of, start_of_day

_FEW = 20  # rejected rows that are named in a result
Report = Callable[[ImportResult], None]
Seen = Callable[[Table], None]


def import_signatures(
    here: OpenPetition,
    request: ImportRequest,
    report: Report = lambda _: None,
    seen: Seen = lambda _: None,
) -> ImportResult:
    """Import the signatures of a table. Run again after an interruption, it resumes.

    Rows of the file that became signatures before are passed over, whatever the options were
    then; all others are tried again. Memory does not grow with the table. ``seen`` is given the
    table before anything is written, and ``report`` is told after each transaction how far it is.
    Raises UnknownName for an unknown source, language or partner, ProblemsFound if a column is
    missing, OrderUnclear if all dates can be read in two ways, CampaignerError if a file cannot be
    read or written, NotOpen if signatures would have to be confirmed and the petition is not
    open, and MayNotOpen if nobody has signed yet and the petition is not ready.
    """
    request = _checked(here, request)
    check_may_open(here)
    columns = (*COLUMNS, *consent_columns(here.campaign))
    mapping = _mapping(here, request)
    found = find_table(table_file(request.file), score_by(columns, mapping))
    mapping = mapping_for(found.header, mapping)
    table = _with_notes(open_found(found, columns, mapping), here, request)
    seen(table)
    run = _Run(here, replace(request, mapping=mapping), table)
    if request.dry_run:
        with rehearsed_signers(here.database.conn):
            run.take_all(report)
    else:
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


def _with_notes(table: Table, here: OpenPetition, request: ImportRequest) -> Table:
    """Returns a table that says that nothing in it says when people signed, if so."""
    note = note_without_dates(table, day_of(here.now, here.zone))
    if note is None or request.signed_on:
        return table
    return replace(table, found=replace(table.found, notes=(*table.notes, note)))


def _mapping(here: OpenPetition, request: ImportRequest) -> dict[str, str]:
    """Returns the mapping, in which partners may be called by their names, with their keys."""
    return {
        column_meant(here.campaign, name): header
        for name, header in (request.mapping or {}).items()
    }


def _reading(here: OpenPetition, request: ImportRequest, table: Table) -> Reading:
    petition, columns = here.petition, [each.name for each in consent_columns(here.campaign)]
    month_first = month_first_in(table) if request.month_first is None else request.month_first
    signable = Signable(
        petition.opens_at,
        petition.closes_at,
        here.now,
        here.zone,
        month_first,
        zone_in(table, here.zone),
    )
    if request.signed_on:
        check_signed_on(replace(signable, written_in=None), request.signed_on)
        otherwise = start_of_day(request.signed_on, here.zone)
        signable = replace(signable, otherwise=otherwise)
    return Reading(
        request.language,
        signable,
        Answers(here.campaign.languages, request.yes_means, request.no_means),
        tuple(column for column in columns if column in table.positions),
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
        self.digest = _digest(table.file)
        known = progress_of(here.database.conn, here.petition.id, self.digest)
        if known.done or known.options != request.options:
            known = Progress(options=request.options, taken=known.taken)
        self.progress = known
        self.rejects = ImportRejects(
            here,
            table.file,
            _header(table, request.mapping or {}),
            request.rejects,
            known.rejects_end,
            rehearsal=request.dry_run,
            replace=request.replace,
        )
        self.reading = _reading(here, request, table)
        self.agreed = agreed_to(here, request)
        self.wording = wording_signed(here, request.wording)
        areas = AreaCells(here.database, here.petition.scheme)
        self.places = Places(here.campaign, areas, request.language)
        self.plain = PlainRows(table, self.reading, self.places)
        self.problems: list[Problem] = []
        self.deed: int | None = None
        self.undated = Rows()
        self.codes: set[str] = set()

    def result(self) -> ImportResult:
        """Returns how far it has come."""
        done = self.progress
        return ImportResult(
            done.accepted,
            done.repeated,
            done.rejected,
            done.before,
            done.line,
            self.rejects.path if done.rejected else None,
            tuple(self.problems),
            self.table,
            (*self.places.notes(self.table.place), *self._note_undated()),
            frozenset(self.codes),
        )

    def _note_undated(self) -> list[Problem]:
        day = self.request.signed_on or day_of(self.here.now, self.here.zone)
        return note_undated(self.table.place, self.undated, day)

    def take_all(self, report: Report) -> None:
        """Import the rows that have not been imported yet."""
        self.rejects.resume()
        line = self.progress.line
        rows = (row for row in self.table.raw_rows() if row[0] > line)
        while batch := list(islice(rows, self.request.at_once)):
            self._take(batch)
            report(self.result())
        self._finish()

    def _take(self, batch: list[SheetRow]) -> None:
        here, request = self.here, self.request
        taken = replace(self.progress)
        readable = list(self._readable(batch, taken))
        taken.line = batch[-1][0]
        rows = Batch(
            here.database,
            here.petition.id,
            request.source,
            here.now,
            confirmed=request.confirmed,
            suspects_throwaway=here.workspace.settings.fraud.throwaway_domains,
            agreed=self.agreed,
            wording=self.wording,
        )
        if request.dry_run:
            _count(taken, readable, rows.rehearse(readable))
            self.progress = taken
            return
        with transaction(here.database):
            _count(taken, readable, rows.add(readable))
            self._keep(taken)

    def _finish(self) -> None:
        if self.request.dry_run:
            return
        with transaction(self.here.database):
            self._keep(replace(self.progress, done=1))
        if not self.progress.rejected:
            self.rejects.remove_earlier()

    def _keep(self, taken: Progress) -> None:
        self.rejects.note()
        taken.rejects_end = self.rejects.end
        keep_progress(self.here.database.conn, self.here.petition.id, self.digest, taken)
        self._record(taken)
        self.progress = taken

    def _record(self, taken: Progress) -> None:
        """Note in the audit how far this run has come: one deed, complete at the end."""
        here, request = self.here, self.request
        details = {
            "file": self.digest.hex()[:16],
            "source": request.source,
            "confirmed": request.confirmed,
            "accepted": taken.accepted,
            "repeated": taken.repeated,
            "rejected": taken.rejected,
            "complete": bool(taken.done),
        }
        connection = here.database.conn
        if self.deed is None:
            slug = here.petition.campaign
            self.deed = audit.record(connection, here.now, here.actor, "import", slug, **details)
        else:
            audit.complete(connection, self.deed, **details)

    def _readable(self, batch: Sequence[SheetRow], taken: Progress) -> Iterator[Imported]:
        """Yield the rows that can be used; those that were taken before are counted alone."""
        plain, table = self.plain.read(batch), self.table
        wants_examples = table.wants_examples
        for number, cells in batch:
            if number in taken.taken:
                taken.before += 1
                continue
            imported = plain.get(number) or self._read(number, cells, taken)
            if imported is None:
                continue
            if wants_examples:
                table.example(number, in_words(imported, self.here.zone, table.columns))
                wants_examples = table.wants_examples
            yield imported

    def _read(self, number: int, cells: list[str] | Unreadable, taken: Progress) -> Imported | None:
        """Returns a row that is not plain; None if it is blank, or rejected."""
        row = self.table.row_of(number, cells)
        if row is None:
            return None
        problems = [row.problem] if row.problem else []
        if not problems:
            try:
                imported = read_row(row, self.reading, self.table.label)
            except ProblemsFound as error:
                problems = list(error.problems)
            else:
                if COLUMN in self.table.positions and not row[COLUMN]:
                    self.undated.add(number)
                return self.places.placed(imported)
        taken.rejected += 1
        self._reject(row, problems)
        return None

    def _reject(self, row: Row, problems: Sequence[Problem]) -> None:
        self.codes.update(each.code for each in problems)
        reasons = [each.said for each in problems]
        reason = " ".join(reasons)
        where = "" if any(row.cells) else f"Row {row.number} of the table: "
        self.rejects.write(row.number, where + reason, row.cells)
        if len(self.problems) < _FEW:
            self.problems.append(Problem(self.table.place, row.number, "rejected-row", reason))


def _count(taken: Progress, readable: Sequence[Imported], accepted: Sequence[int]) -> None:
    taken.accepted += len(accepted)
    taken.repeated += len(readable) - len(accepted)
    taken.taken.add(accepted)


def _digest(file: TableFile) -> bytes:
    """Returns what tells a table from all others: a hash of its content, and which part it is."""
    with reading(file.named), file.path.open("rb") as content:
        found = hashlib.file_digest(content, "sha256")
    if file.member or file.sheet:
        found.update(repr((file.member, file.sheet)).encode())
    return found.digest()


def _header(table: Table, mapping: Mapping[str, str]) -> list[str]:
    """Returns the headers of the rejected rows: a column that was named has that name now."""
    header = list(table.header)
    keys = {comparison_key(text) for text in header}
    for name in {*mapping, *mapping.values()} & set(table.positions):
        if comparison_key(name) not in keys:
            header[table.positions[name]] = name
    return header
