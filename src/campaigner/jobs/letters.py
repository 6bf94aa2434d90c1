"""Letters for many people, as a job: what it is asked, and how it is done."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from campaigner.files import writing
from campaigner.jobs.places import letters_folder, zip_path
from campaigner.jobs.zips import write_zip
from campaigner.letters.batch.print_run import PRINT_RUN
from campaigner.letters.batch.rehearsal import Rehearsal, rehearse
from campaigner.letters.batch.request import BatchRequest, FromSignatures, FromTable
from campaigner.letters.batch.run import BatchResult, write_batch
from campaigner.opening import OpenWorkspace
from campaigner.store import jobs
from campaigner.store.jobs import JobRow
from campaigner.tables import TableFile
from campaigner.vocabulary import JobFile

LOOKED_AT = 2_000
_MOST_PROCESSES = 4
_PART_SHEETS = 1_000
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class LettersWanted:
    """Letters that somebody wants for a campaign, in plain values.

    They are for the rows of a table, or for the signatories who agreed to one
    (``from_signatures``). With ``to_print`` they are joined for a print house, else they are in a
    zip. ``day`` is the date on the letters in ISO 8601, empty until they are begun: those that are
    made tomorrow, after an interruption, have the same.
    """

    campaign: str
    from_signatures: bool = False
    to_print: bool = True
    language: str = ""
    sheet: str = ""
    day: str = ""

    def as_json(self) -> str:
        """The request as it is kept."""
        return json.dumps(asdict(self), sort_keys=True)


def wanted_in(row: JobRow) -> LettersWanted:
    """Returns what a job is asked to do."""
    return LettersWanted(**json.loads(row.request))


def dated(request: str, today: date) -> str:
    """Returns a request with the day on which it is begun, if it has none."""
    wanted = LettersWanted(**json.loads(request))
    return replace(wanted, day=wanted.day or today.isoformat()).as_json()


def look_at_letters(here: OpenWorkspace, row: JobRow) -> Rehearsal:
    """Returns what a job would write, and the rows that would fail. Raises as ``rehearse``.

    It goes no further than the first ``LOOKED_AT`` letters.
    """
    return rehearse(here, replace(_request(here, row), limit=LOOKED_AT))


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of a job: its files to be fetched, by role, and the rows that failed."""

    files: Sequence[tuple[JobFile, Path]]
    failed: int


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
    if wanted_in(row).to_print:
        sheet = letters_folder(here, row) / f"{PRINT_RUN}-{row.campaign}.txt"
        return [part.path for part in result.parts] + [sheet] * bool(result.parts)
    if not result.summary.made + result.summary.unchanged:
        return []
    place = zip_path(here, row)
    with writing(place, private=True) as file:
        write_zip(file, letters_folder(here, row), "*.pdf")
    return [place]


def _request(here: OpenWorkspace, row: JobRow) -> BatchRequest:
    wanted = wanted_in(row)
    source: FromTable | FromSignatures = FromSignatures()
    if not wanted.from_signatures:
        tables = jobs.files_of(here.database.conn, row.id)
        (path,) = [Path(each.path) for each in tables if each.role is JobFile.TABLE]
        source = FromTable(TableFile(path, sheet=wanted.sheet))
    return BatchRequest(
        campaign=row.campaign,
        source=source,
        language=wanted.language,
        merge=wanted.to_print,
        part_sheets=_PART_SHEETS if wanted.to_print else 0,
        day=date.fromisoformat(wanted.day) if wanted.day else None,
        out=str(letters_folder(here, row)),
        jobs=max(1, min(_MOST_PROCESSES, (os.cpu_count() or 1) - 1)),
    )
