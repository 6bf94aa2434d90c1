"""Letters for many people, as a job: what it is asked, and how it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from campaigner.errors import CampaignerError
from campaigner.jobs.finished import Finished, Told
from campaigner.jobs.places import letters_folder, zip_path
from campaigner.jobs.process import most_processes
from campaigner.jobs.wanted import day_in, letters_in
from campaigner.jobs.zips import write_zip
from campaigner.letters.batch.print_run import PRINT_RUN
from campaigner.letters.batch.rehearsal import Rehearsal, rehearse
from campaigner.letters.batch.request import BatchRequest, FromSignatures, FromTable
from campaigner.letters.batch.run import BatchResult, write_batch
from campaigner.letters.batch.supporter_table import open_supporters, supporter_columns
from campaigner.opening import OpenWorkspace
from campaigner.store import jobs
from campaigner.store.jobs import JobRow
from campaigner.tables import TableFile, find_table, score_by, table_file
from campaigner.vocabulary.desk import JobFile

LOOKED_AT = 2_000
_PART_SHEETS = 1_000


@dataclass(frozen=True, slots=True)
class LettersTable:
    """How the table of a job is understood: its headings, and the one that each column has."""

    headings: tuple[str, ...]
    matched: Mapping[str, str]


def look_at_letters(here: OpenWorkspace, row: JobRow) -> Rehearsal:
    """Returns what a job would write, and the rows that would fail. Raises as ``rehearse``.

    It goes no further than the first ``LOOKED_AT`` rows.
    """
    return rehearse(here, replace(_request(here, row), limit=LOOKED_AT, most_senders=LOOKED_AT))


def table_of(here: OpenWorkspace, row: JobRow) -> LettersTable | None:
    """Returns how the table of a job is understood; None if it has none, or not any more."""
    source = _request(here, row).source
    if not isinstance(source, FromTable):
        return None
    columns = supporter_columns()
    headings: tuple[str, ...] = ()
    found: Mapping[str, str] = {}
    try:
        headings = find_table(table_file(source.file), score_by(columns)).header
        found = open_supporters(source.file, source.mapping).columns
    except CampaignerError:
        pass  # what is wrong, the look at the letters says
    names = [each.name for each in columns]
    matched = {name: found.get(name) or source.mapping.get(name, "") for name in names}
    return LettersTable(headings, matched)


def write_letters(here: OpenWorkspace, row: JobRow, tell: Told) -> Finished:
    """Does the job, or what is left of it.

    Raises KeyboardInterrupt if it was stopped between two letters, CampaignerError as
    ``write_batch`` does.
    """
    result = write_batch(here, _request(here, row), tell)
    files = [(JobFile.RESULT, each) for each in _results(here, row, result)]
    if result.rejects:
        files.append((JobFile.REJECTS, Path(result.rejects)))
    return Finished(files, result.summary.failed)


def _results(here: OpenWorkspace, row: JobRow, result: BatchResult) -> list[Path]:
    if letters_in(row).to_print:
        sheet = letters_folder(here, row) / f"{PRINT_RUN}-{row.campaign}.txt"
        return [part.path for part in result.parts] + [sheet] * bool(result.parts)
    if not result.summary.made + result.summary.unchanged:
        return []
    place = zip_path(here, row)
    write_zip(place, letters_folder(here, row), "*.pdf")
    return [place]


def _request(here: OpenWorkspace, row: JobRow) -> BatchRequest:
    wanted = letters_in(row)
    source: FromTable | FromSignatures = FromSignatures()
    if not wanted.from_signatures:
        tables = jobs.files_of(here.database.conn, row.id)
        (path,) = [Path(each.path) for each in tables if each.role is JobFile.TABLE]
        source = FromTable(
            TableFile(path, sheet=wanted.sheet),
            dict(wanted.columns),
            tuple(wanted.yes_means),
            tuple(wanted.no_means),
        )
    return BatchRequest(
        campaign=row.campaign,
        source=source,
        language=wanted.language,
        merge=wanted.to_print,
        part_sheets=_PART_SHEETS if wanted.to_print else 0,
        day=day_in(wanted),
        out=str(letters_folder(here, row)),
        jobs=most_processes(),
    )
