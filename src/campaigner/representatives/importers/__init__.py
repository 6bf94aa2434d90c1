"""Importers: a module for each format, chosen by what a file holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from campaigner.problems import Problem, shown_path
from campaigner.representatives.importers import area_table, people_table, postcode_table
from campaigner.representatives.importers.options import Options
from campaigner.representatives.register import take_in
from campaigner.representatives.report import Report
from campaigner.tables import read_header

__all__ = ["Options", "Report", "import_areas", "import_representatives"]


def import_representatives(
    database: Database,
    path: Path,
    *,
    options: Options | None = None,
    as_of: date | None = None,
) -> Report:
    """Import representatives from a file: all that can be used of it, in one transaction.

    Raises CampaignerError (ProblemsFound, UsageError) where nothing of the file can be used.
    """
    options = options or Options()
    problems: list[Problem] = []
    records = people_table.read(path, options, problems)
    return take_in(database, records, problems, path=shown_path(path), as_of=as_of)


def import_areas(database: Database, path: Path, *, options: Options | None = None) -> Report:
    """Import areas, or postcodes with their areas, from a file in one transaction.

    Raises CampaignerError (ProblemsFound, UsageError) where nothing of the file can be used.
    """
    options = options or Options()
    wanted: Mapping[str, str] = options.mapping
    if "postcode" in wanted or postcode_table.has_postcodes(read_header(path)):
        return postcode_table.take_in(database, path, options)
    return area_table.take_in(database, path, options)
