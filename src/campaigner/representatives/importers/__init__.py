"""Importers: a module for each format, chosen by what a file holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Final

from campaigner.errors import CampaignerError, UnknownName
from campaigner.problems import Problem, shown_path
from campaigner.representatives.importers import (
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
from campaigner.representatives.records import PersonRecord
from campaigner.representatives.register import take_in
from campaigner.representatives.report import Report
from campaigner.store.database import Database
from campaigner.tables import read_header

__all__ = [
    "FORMATS",
    "Options",
    "Report",
    "import_areas",
    "import_documents",
    "import_representatives",
]

_DOCUMENTS: Final[dict[str, ModuleType]] = {
    "members-api": members_api,
    "congress": congress,
    "openstates": openstates,
    "represent": represent,
    "scottish": scottish,
    "popolo": popolo,
}
FORMATS: Final = ("table", *_DOCUMENTS)

Reader = Callable[[list[documents.Document], Options, list[Problem], str], Iterator[PersonRecord]]


def import_representatives(
    database: Database,
    path: Path,
    *,
    options: Options | None = None,
    file_format: str = "",
    as_of: date | None = None,
) -> Report:
    """Import representatives from a file: all that can be used of it, in one transaction.

    ``file_format`` is one of FORMATS, or empty for what the file looks like.
    Raises CampaignerError (ProblemsFound, UsageError) where nothing of the file can be used.
    """
    if file_format and file_format not in FORMATS:
        raise UnknownName("format", file_format, FORMATS)
    options = options or Options()
    problems: list[Problem] = []
    shown = shown_path(path)
    if file_format == "table" or (not file_format and not documents.is_document(path)):
        records = people_table.read(path, options, problems)
    else:
        found = documents.read(path)
        records = _reader(shown, found, file_format)(found, options, problems, shown)
    return take_in(database, records, problems, path=shown, as_of=as_of)


def import_documents(
    database: Database,
    found: list[documents.Document],
    *,
    source: str,
    options: Options | None = None,
    as_of: date | None = None,
) -> Report:
    """Import representatives from documents that were fetched from ``source``."""
    problems: list[Problem] = []
    records = _reader(source, found, "")(found, options or Options(), problems, source)
    return take_in(database, records, problems, path=source, as_of=as_of)


def import_areas(database: Database, path: Path, *, options: Options | None = None) -> Report:
    """Import areas, or postcodes with their areas, from a file in one transaction.

    Raises CampaignerError (ProblemsFound, UsageError) where nothing of the file can be used.
    """
    options = options or Options()
    if documents.is_document(path):
        (document, *_) = documents.read(path) or [documents.Document(path.name, None)]
        if not hexjson.matches(document):
            raise CampaignerError(
                f"{shown_path(path)} is no table of areas.",
                hint="People and their areas come in with: campaigner representative import",
            )
        return area_table.take_in_records(database, hexjson.read(document, options), [])
    if "postcode" in options.mapping or postcode_table.has_postcodes(read_header(path)):
        return postcode_table.take_in(database, path, options)
    return area_table.take_in(database, path, options)


def _reader(path: str, found: list[documents.Document], file_format: str) -> Reader:
    """The importer that is named, or the first that knows what one of the documents is."""
    for name, module in _DOCUMENTS.items():
        if name == file_format or (
            not file_format and any(module.matches(document) for document in found)
        ):
            reader: Reader = module.read
            return reader
    raise CampaignerError(
        f"{path} is {_what_else(found)}.",
        hint=f"Known are tables (CSV, XLSX) and {', '.join(_DOCUMENTS)}; name one with --format.",
    )


def _what_else(found: list[documents.Document]) -> str:
    keys = {key for document in found for key in documents.tree(document.data)}
    if "openapi" in keys or "swagger" in keys:
        return "the description of an API, not its data"
    if "$schema" in keys:
        return "a schema, not data"
    return "in no format that is known here"
