"""Importers: a module for each format, chosen by what a file holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from types import ModuleType
from typing import Final

from campaigner.errors import CampaignerError, UsageError
from campaigner.problems import Problem
from campaigner.representatives.importers import (
    area_columns,
    area_table,
    congress,
    documents,
    hexjson,
    members_api,
    openstates,
    people_table,
    popolo,
    postcode_table,
    represent,
    scottish,
)
from campaigner.representatives.importers.options import Options
from campaigner.representatives.importers.review import Review
from campaigner.representatives.records import PersonRecord
from campaigner.representatives.register import take_in
from campaigner.representatives.report import Report
from campaigner.store.database import Database
from campaigner.tables import AnyFile, Table, TableFile, find_table, table_file
from campaigner.vocabulary.papers import FileFormat

__all__ = [
    "Options",
    "Report",
    "import_areas",
    "import_documents",
    "import_representatives",
]

_DOCUMENTS: Final[dict[FileFormat, ModuleType]] = {
    FileFormat.MEMBERS_API: members_api,
    FileFormat.CONGRESS: congress,
    FileFormat.OPENSTATES: openstates,
    FileFormat.REPRESENT: represent,
    FileFormat.SCOTTISH: scottish,
    FileFormat.POPOLO: popolo,
}

Seen = Callable[[Table], None]
Done = Callable[[Report], None]
Reader = Callable[[list[documents.Document], Options, list[Problem], str], Iterator[PersonRecord]]


def import_representatives(
    database: Database,
    file: AnyFile,
    *,
    options: Options | None = None,
    file_format: FileFormat | None = None,
    as_of: date | None = None,
    today: date,
    seen: Seen = lambda _: None,
    done: Done = lambda _: None,
) -> Report:
    """Imports all of a file that can be used, in one transaction.

    Without ``file_format`` it is what the file looks like. ``seen`` is given the table before
    anything is written, ``done`` is told what was done before the transaction ends.
    Raises CampaignerError (ProblemsFound, UsageError) if nothing in the file can be used.
    """
    options = options or Options()
    file = table_file(file)
    problems: list[Problem] = []
    is_table = file_format is FileFormat.TABLE
    if is_table or (not file_format and not documents.is_document(file)):
        table = people_table.open_people(file, options)
        seen(table)
        records = people_table.read(table, options, problems)
    else:
        _check_no_columns(file, options)
        found = documents.read(file)
        reader = _reader(file.place, found, file_format)
        if reader is not popolo.read and (options.scheme or options.country):
            raise UsageError(
                f"{file.place} says itself in which country and areas people sit: neither country"
                " nor scheme has an effect.",
                code="no-effect",
            )
        records = reader(found, options, problems, file.place)
    return _taken_in(database, records, problems, file.place, as_of, today, done)


def import_documents(
    database: Database,
    found: list[documents.Document],
    *,
    source: str,
    options: Options | None = None,
    as_of: date | None = None,
    today: date,
    done: Done = lambda _: None,
) -> Report:
    """Imports representatives from documents that were fetched from ``source``."""
    problems: list[Problem] = []
    records = _reader(source, found)(found, options or Options(), problems, source)
    return _taken_in(database, records, problems, source, as_of, today, done)


def import_records(
    database: Database, records: Iterable[PersonRecord], *, source: str, today: date
) -> Report:
    """Imports representatives that somebody typed, as if they stood in a file."""
    return _taken_in(database, records, [], source, None, today)


def _taken_in(
    database: Database,
    records: Iterable[PersonRecord],
    problems: list[Problem],
    path: str,
    as_of: date | None,
    today: date,
    done: Done = lambda _: None,
) -> Report:
    reviewed = [*Review(problems, path, today).records(records)]  # before others have to wait
    return take_in(database, reviewed, problems, path=path, today=today, as_of=as_of, done=done)


def import_areas(
    database: Database,
    file: AnyFile,
    *,
    options: Options | None = None,
    seen: Seen = lambda _: None,
) -> Report:
    """Imports areas, or postcodes with their areas, from a file in one transaction.

    ``seen`` is given the table before anything is written.
    Raises CampaignerError (ProblemsFound, UsageError) if nothing in the file can be used.
    """
    options = options or Options()
    file = table_file(file)
    if documents.is_document(file):
        _check_no_columns(file, options)
        (document, *_) = documents.read(file) or [documents.Document(file.path.name, None)]
        if not hexjson.matches(document):
            raise CampaignerError(
                f"{file.place} is not a table of areas or postcodes.",
                hint="If it lists people, import it as representatives: their areas come with it.",
                code="not-a-table-of-areas",
            )
        _check_no_country(file, options)
        return hexjson.take_in(database, document, options)
    found = find_table(file, partial(_area_score, options))
    if "postcode" in options.mapping or postcode_table.has_postcodes(found.header):
        table = postcode_table.open_postcodes(found, options)
        seen(table)
        return postcode_table.take_in(database, table, options)
    _check_no_country(file, options)
    table = area_table.open_areas(found, options)
    seen(table)
    return area_table.take_in(database, table, options)


def _check_no_country(file: TableFile, options: Options) -> None:
    if options.country:
        raise UsageError(
            f"{file.place} has no postcodes: the country has no effect.", code="no-effect"
        )


def _check_no_columns(file: TableFile, options: Options) -> None:
    if options.mapping or file.sheet:
        raise UsageError(
            f"{file.place} is not a table: it has no sheets or columns to name.", code="no-effect"
        )


def _area_score(options: Options, header: Sequence[str]) -> int:
    return max(area_columns.score(options, header), area_table.score(options, header))


def _reader(
    path: str, found: list[documents.Document], file_format: FileFormat | None = None
) -> Reader:
    """The importer that is named, or the first that recognises one of the documents."""
    for name, module in _DOCUMENTS.items():
        if name == file_format or (
            not file_format and any(module.matches(document) for document in found)
        ):
            reader: Reader = module.read
            return reader
    raise CampaignerError(
        f"{path} is {_what_else(found)}.",
        hint=f"Use a table (CSV, XLSX), or one of these formats: {', '.join(_DOCUMENTS)}.",
        code="unknown-file-format",
    )


def _what_else(found: list[documents.Document]) -> str:
    keys = {key for document in found for key in documents.tree(document.data)}
    if "openapi" in keys or "swagger" in keys:
        return "the description of an API, not its data"
    if "$schema" in keys:
        return "a schema, not data"
    return "not in a known format"
