"""A table of signatures that was uploaded: looked at, taken in, corrected, and deleted.

It is private, noted as a file about people, and goes when it was taken in, or after a day. What
tells it is a key: nobody's file is named in a form.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from campaigner.cells import unguarded
from campaigner.errors import CampaignerError, ProblemsFound, UnknownName
from campaigner.kept_tables import KeptTables, Limits
from campaigner.kept_tables import UploadRefused as UploadRefused
from campaigner.petitions.importing.agreed import words_asked
from campaigner.petitions.importing.columns import COLUMNS, consent_columns
from campaigner.petitions.importing.request import ImportRequest, ImportResult
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.wordings import versions_of
from campaigner.problems import Problem
from campaigner.rejects import LINE, REASON, RejectsWriter
from campaigner.sources import WEB
from campaigner.tables import TableFile, find_table, score_by
from campaigner.uploads import Upload as Upload

MOST_BYTES = 2_000_000  # some 25,000 rows
AT_A_TIME, CELLS_AT_A_TIME = 20, 150  # rejected rows that are corrected together, and their cells
_AT_ONCE = 2_000  # rows in one transaction: people sign meanwhile
_SAID_BY_HAND = ("two-meanings", "unknown-wording")
_NOT_OF_THE_TABLE = ("unknown-source", "unknown-language")


@dataclass(frozen=True, kw_only=True)
class Choices:
    """How a table is read; see ``ImportRequest``.

    ``columns`` has the heading of each column that was matched by hand. What is empty is as usual.
    """

    confirmed: bool = False
    source: str = WEB
    language: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    month_first: bool | None = None
    signed_on: date | None = None
    yes_means: tuple[str, ...] = ()
    no_means: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    wording: str = ""


@dataclass(frozen=True, slots=True)
class CanBeSaid:
    """What somebody can say about a table by hand, besides its columns.

    ``languages`` are those of rows that name none, the usual one first. ``wordings`` are the
    versions that can have been signed, by number. ``words`` are those questions whose words can be
    given, as they stand in ``Choices.words``.
    """

    languages: tuple[str, ...]
    wordings: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What an uploaded table is: its headings, and what taking it in would do.

    ``wanted`` are the columns that there can be. ``result`` is None if ``problems`` keep it from
    being read; what is said of rows includes what they contain.
    """

    headings: tuple[str, ...]
    wanted: tuple[str, ...]
    result: ImportResult | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken in: its place in the table, its cells, and what is wrong."""

    line: int
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class RejectedRows:
    """The first of the rows that were not taken in, under their headings; ``count`` is of all."""

    headings: tuple[str, ...]
    rows: tuple[Rejected, ...]
    count: int


def keep_upload(here: OpenPetition, upload: Upload) -> str:
    """Keep a table that was sent, of its name the ending alone; returns its key.

    Raises UploadRefused.
    """
    return _kept(here).keep(upload, Limits(MOST_BYTES))


def look_through(here: OpenPetition, key: str, choices: Choices) -> Looked:
    """Returns what taking a table in would do; nothing is written.

    Raises UploadRefused, and as ``import_signatures`` does for what is not about the table.
    """
    file = _kept(here).file(key)
    columns = (*COLUMNS, *consent_columns(here.campaign))
    wanted = tuple(each.name for each in columns)
    headings: tuple[str, ...] = ()
    try:
        headings = find_table(file, score_by(columns, {})).header
        result = import_signatures(here, replace(_request(file, choices), dry_run=True))
    except ProblemsFound as found:
        return Looked(headings, wanted, None, tuple(found.problems))
    except CampaignerError as refused:
        if not _is_said_by_hand(refused):
            raise
        problem = Problem(file.place, 0, refused.code, refused.message, refused.hint)
        return Looked(headings, wanted, None, (problem,))
    return Looked(headings, wanted, result)


def _is_said_by_hand(refused: CampaignerError) -> bool:
    """Whether something that was said by hand does not fit, such as a heading of another table."""
    if isinstance(refused, UnknownName):
        return refused.code not in _NOT_OF_THE_TABLE
    return refused.code in _SAID_BY_HAND


def can_be_said(here: OpenPetition) -> CanBeSaid:
    """Returns what somebody can say about a table by hand."""
    versions = versions_of(here).versions
    numbers = tuple(str(each.number) for each in versions if each.number is not None)
    return CanBeSaid(tuple(here.campaign.languages), numbers, words_asked(here))


def take_in(here: OpenPetition, key: str, choices: Choices) -> ImportResult:
    """Take a table in; it is deleted, unless rows were rejected: those are then to be corrected.

    Raises UploadRefused, and as ``import_signatures`` does.
    """
    file = _kept(here).file(key)
    result = import_signatures(here, _request(file, choices))
    if not result.rejected:
        discard_upload(here, key)
    return result


def rejected_rows(here: OpenPetition, key: str) -> RejectedRows:
    """Returns the rows of a table that were not taken in, as they are in it.

    Raises UploadRefused.
    """
    headings, rows = _rejects(here, key)
    some = max(min(AT_A_TIME, CELLS_AT_A_TIME // (len(headings) + 1)), 1)
    return RejectedRows(headings, tuple(rows[:some]), len(rows))


def correct(here: OpenPetition, key: str, changed: Mapping[int, Sequence[str]]) -> str:
    """Returns the key of a table of the rejected rows, in which some have other cells now.

    ``changed`` has the cells of a row by its line; without cells the row is left out. Columns that
    were matched by hand have their names now. The table before is deleted. Raises UploadRefused.
    """
    headings, rows = _rejects(here, key)
    lines = _Lines()
    writer = RejectsWriter(lines, [*headings])  # type: ignore[arg-type]  # it only writes
    for row in rows:
        cells = changed.get(row.line, row.cells)
        if any(each.strip() for each in cells):
            writer.write_row(row.line, row.reason, [str(each) for each in cells])
    fresh = _kept(here).write(".csv", bytes(lines.content))
    discard_upload(here, key)
    return fresh


def discard_upload(here: OpenPetition, key: str) -> None:
    """Delete a table that was uploaded, and its rejected rows."""
    _kept(here).discard(key)


def _kept(here: OpenPetition) -> KeptTables:
    return KeptTables(here.workspace.root, here.petition.campaign, here.database, here.now)


def _request(file: TableFile, choices: Choices) -> ImportRequest:
    return ImportRequest(
        file=file,
        confirmed=choices.confirmed,
        source=choices.source,
        language=choices.language,
        mapping=choices.columns or None,
        month_first=choices.month_first,
        signed_on=choices.signed_on,
        yes_means=choices.yes_means,
        no_means=choices.no_means,
        words=choices.words or None,
        wording=choices.wording,
        rejects=file.path.with_name(f"{file.path.name}.rejects.csv"),
        at_once=_AT_ONCE,
    )


def _rejects(here: OpenPetition, key: str) -> tuple[tuple[str, ...], list[Rejected]]:
    file = _kept(here).file(key)
    path = file.path.with_name(f"{file.path.name}.rejects.csv")
    if not path.is_file():
        raise UploadRefused("No row was rejected.", code="upload-gone")
    return _read_rejects(path)


def _read_rejects(path: Path) -> tuple[tuple[str, ...], list[Rejected]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines)
        header = next(rows, [LINE, REASON])
        found = [
            Rejected(int(row[-2]), tuple(map(unguarded, row[:-2])), unguarded(row[-1]))
            for row in rows
            if len(row) > 1
        ]
    return tuple(map(unguarded, header[:-2])), found


@dataclass
class _Lines:
    """What a writer of rejected rows writes to."""

    content: bytearray = field(default_factory=bytearray)

    def write(self, part: bytes) -> int:
        """Takes bytes."""
        self.content += part
        return len(part)
