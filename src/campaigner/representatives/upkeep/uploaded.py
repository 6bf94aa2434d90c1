"""A table of people or areas that was uploaded at the desk: looked through, then taken in.

A dry run works on copies of the tables, and nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from campaigner.errors import CampaignerError, ProblemsFound, UnknownName
from campaigner.kept_tables import TABLES, Limits, UploadRefused, of_directory
from campaigner.opening import OpenWorkspace
from campaigner.problems import Problem
from campaigner.representatives.atlas import import_places
from campaigner.representatives.directory import import_people
from campaigner.representatives.importers import documents, postcode_table
from campaigner.representatives.importers.area_table import COLUMNS as OF_AREAS
from campaigner.representatives.importers.people_table import COLUMNS as OF_PEOPLE
from campaigner.representatives.report import Report
from campaigner.representatives.upkeep.origins import UPLOAD
from campaigner.store.shadows import shadowed
from campaigner.tables import Column, Table, TableFile, find_table, score_by
from campaigner.uploads import Upload
from campaigner.vocabulary.representatives import Role

MOST_BYTES = 5_000_000
MOST_ROWS = 5_000  # taken in while others who write wait for a second or two
_MOST_UNPACKED = 40_000_000
_DOCUMENTS = frozenset((".json", ".yaml", ".yml", ".zip"))
_LIMITS = Limits(MOST_BYTES, MOST_ROWS, _MOST_UNPACKED, TABLES | _DOCUMENTS)


class Subject(StrEnum):
    """What a table is of."""

    PEOPLE = "people"
    AREAS = "areas"


class PostcodesRefused(CampaignerError):
    """A table of postcodes, which is too large for an upload."""

    code = "postcodes"


@dataclass(frozen=True, kw_only=True)
class Choices:
    """How a table is read; see ``import_people`` and ``import_places``.

    ``columns`` has the heading of each column that was matched by hand.
    """

    subject: Subject = Subject.PEOPLE
    role: Role | None = None
    scheme: str = ""
    as_of: date | None = None
    origin: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looked:
    """What an uploaded table is: its headings, and what taking it in would do.

    ``wanted`` are the columns that there can be; a document has none. ``report`` is None if
    ``problems`` keep it from being read. ``table`` is how it is understood.
    """

    headings: tuple[str, ...]
    wanted: tuple[str, ...]
    report: Report | None
    table: Table | None = None
    problems: tuple[Problem, ...] = ()


def keep_upload(here: OpenWorkspace, upload: Upload) -> str:
    """Keep a file that was sent, of its name the ending alone; returns its key.

    Raises UploadRefused, PostcodesRefused.
    """
    try:
        return of_directory(here).keep(upload, _LIMITS, _check_no_postcodes)
    except UploadRefused as refused:
        if refused.code in ("upload-too-large", "upload-too-long") and _is_of_postcodes(upload):
            raise _postcodes() from None
        raise


def look_through(here: OpenWorkspace, key: str, choices: Choices) -> Looked:
    """Returns what taking a table in would do; nothing is written, and nobody waits.

    Raises UploadRefused, and what is not about the table: UsageError, UnknownName.
    """
    file, seen = of_directory(here).file(key), list[Table]()
    headings, wanted = _headings(file, choices)
    try:
        # People are looked at on copies of the tables by themselves.
        aside = shadowed(here.database) if choices.subject is Subject.AREAS else nullcontext()
        with aside:
            report = _import(here, file, choices, seen, dry_run=True)
    except ProblemsFound as found:
        return Looked(headings, wanted, None, None, tuple(found.problems))
    except CampaignerError as refused:
        if not headings or refused.code == "missing-role":
            raise
        problem = Problem(file.place, 0, refused.code, refused.message, refused.hint)
        return Looked(headings, wanted, None, None, (problem,))
    return Looked(headings, wanted, report, next(iter(seen), None))


def take_in(here: OpenWorkspace, key: str, choices: Choices) -> Report:
    """Take a table in; it is deleted.

    Raises UploadRefused, and as ``import_people`` and ``import_places``.
    """
    report = _import(here, of_directory(here).file(key), choices, [], dry_run=False)
    discard_upload(here, key)
    return report


def discard_upload(here: OpenWorkspace, key: str) -> None:
    """Delete a table that was uploaded."""
    of_directory(here).discard(key)


def _import(
    here: OpenWorkspace, file: TableFile, choices: Choices, seen: list[Table], *, dry_run: bool
) -> Report:
    if choices.subject is Subject.AREAS:
        return import_places(
            here,
            file,
            scheme=choices.scheme,
            mapping=choices.columns,
            dry_run=dry_run,
            seen=seen.append,
            origin=choices.origin or UPLOAD,
        )
    return import_people(
        here,
        file,
        role=choices.role,
        scheme=choices.scheme,
        mapping=choices.columns,
        as_of=choices.as_of,
        dry_run=dry_run,
        seen=seen.append,
        origin=choices.origin or UPLOAD,
    )


def _headings(file: TableFile, choices: Choices) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings of a table and the columns that there can be; none of a document."""
    if documents.is_document(file):
        return (), ()
    columns: tuple[Column, ...] = OF_AREAS if choices.subject is Subject.AREAS else OF_PEOPLE
    try:
        headings = find_table(file, score_by(columns, {})).header
    except (ProblemsFound, UnknownName):
        return (), ()
    return headings, tuple(each.name for each in columns)


def _check_no_postcodes(file: TableFile) -> None:
    """Raises PostcodesRefused for a table that says in which areas postcodes lie, and no names."""
    if documents.is_document(file):
        return
    try:
        header = find_table(file, score_by(OF_PEOPLE, {})).header
    except CampaignerError:
        return
    if postcode_table.has_postcodes(header) and not _names_people(header):
        raise _postcodes()


def _is_of_postcodes(upload: Upload) -> bool:
    """Whether a file that is too large begins as the directories of postcodes do."""
    start = upload.content[:20_000].decode("utf-8", errors="replace").splitlines()
    header = [cell.strip(' "\ufeff') for cell in (start[0] if start else "").split(",")]
    return postcode_table.has_postcodes(header) and not _names_people(header)


def _names_people(header: Sequence[str]) -> bool:
    named = [each for each in OF_PEOPLE if each.name in ("name", "family_name", "address", "email")]
    return any(each.find(header) is not None for each in named)


def _postcodes() -> PostcodesRefused:
    return PostcodesRefused("This is a table of postcodes, which is too large for an upload.")
