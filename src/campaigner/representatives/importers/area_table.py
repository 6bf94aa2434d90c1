"""Tables of areas without postcodes: codes, names, and which area lies in which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.problems import Problem
from campaigner.representatives.gazetteer import Gazetteer
from campaigner.representatives.importers.options import Options
from campaigner.representatives.records import AreaRecord
from campaigner.representatives.report import Report
from campaigner.representatives.schemes import Part, area_column
from campaigner.store.database import Database, transaction
from campaigner.tables import Column, Found, Table, listed, open_found, score_by

_OCD: Final = "ocd-division/"
_CODE: Final = Column("code", ("id", "area code", "gss code"), required=True)
_NAME: Final = Column("name", ("area name",), required=True)
COLUMNS: Final = (
    replace(_CODE, required=False),
    replace(_NAME, required=False),
    Column("name_cy", ("welsh name", "name welsh")),
    Column("same_as", ("sameAs",)),
    Column("valid_from", ("validFrom", "start date")),
    Column("valid_until", ("validThrough", "end date")),
)
# Columns that only tables of people have.
_PEOPLE: Final = (
    Column("role", ("office", "position")),
    Column("party", ("political party", "party name", "affiliation")),
    Column("surname", ("last name", "family name")),
)

Fields = dict[Part, str]


def score(options: Options, header: Sequence[str]) -> int:
    """Returns how well a row fits as the header of a table of areas."""
    areas = sum(area_column(text) is not None for text in header)
    columns = score_by((_CODE, _NAME, *COLUMNS[2:]), options.mapping)(header)
    return areas + columns


def open_areas(found: Found, options: Options) -> Table:
    """Open a table of areas.

    Raises ProblemsFound if no column holds areas, CampaignerError if the table lists people.
    """
    table = open_found(found, COLUMNS, options.mapping)
    if not options.mapping and any(column.find(found.header) is not None for column in _PEOPLE):
        raise CampaignerError(
            f"{table.place} lists people, not areas.",
            hint="Import it as representatives: their areas come with it.",
            code="not-a-table-of-areas",
        )
    if not _scheme_columns(table) and not ("code" in table.positions and "name" in table.positions):
        raise ProblemsFound(f"{table.place} cannot be used as it is.", [_unknown(table)])
    columns = {
        _key(scheme, part): at
        for scheme, parts in _scheme_columns(table).items()
        for part, at in parts.items()
    }
    return replace(table, positions={**table.positions, **columns})


def take_in(database: Database, table: Table, options: Options) -> Report:
    """Import areas in one transaction.

    A row that has areas of several schemes says that the first lies in the others.
    """
    columns = _scheme_columns(table)
    records = _related(table, columns) if columns else _listed(table, options)
    return take_in_records(database, records, table.problems)


def take_in_records(
    database: Database, records: Iterable[AreaRecord], problems: list[Problem]
) -> Report:
    """Import areas from records in one transaction."""
    report = Report("area", problems=problems)
    with transaction(database) as connection:
        gazetteer = Gazetteer(connection)
        for record in records:
            gazetteer.place(record)
        report.changes, report.unchanged = gazetteer.changes, gazetteer.unchanged
        report.about = tuple(sorted(gazetteer.schemes))
    return report


def _scheme_columns(table: Table) -> dict[str, dict[Part, int]]:
    """By scheme, in the order of the table: the columns of its codes and names."""
    columns: dict[str, dict[Part, int]] = {}
    for position, text in enumerate(table.header):
        if column := area_column(text):
            columns.setdefault(column.scheme, {})[column.part] = position
    return columns


def _related(table: Table, columns: dict[str, dict[Part, int]]) -> Iterator[AreaRecord]:
    for row in table.rows():
        areas = [
            _area(scheme, {part: row[_key(scheme, part)] for part in parts})
            for scheme, parts in columns.items()
        ]
        first, *others = areas
        table.example(row.number, row.values)
        if first.code or first.name:
            yield AreaRecord(
                scheme=first.scheme,
                code=first.code,
                name=first.name,
                names=first.names,
                parents=tuple(area for area in others if area.code or area.name),
            )
        else:
            table.problems.append(_empty(table, row.number))


def _key(scheme: str, part: Part) -> str:
    """Returns what a column with the codes or names of a scheme is called."""
    return f"{scheme} {part.replace('_', ' ')}"


def _area(scheme: str, fields: Fields) -> AreaRecord:
    welsh = fields.get(Part.NAME_CY, "")
    return AreaRecord(
        scheme=scheme,
        code=fields.get(Part.CODE, ""),
        name=fields.get(Part.NAME, ""),
        names={"cy": welsh} if welsh else {},
    )


def _listed(table: Table, options: Options) -> Iterator[AreaRecord]:
    for row in table.rows():
        if not row["code"]:
            table.problems.append(_empty(table, row.number))
            continue
        table.example(row.number, row.values)
        is_ocd = row["code"].startswith(_OCD)
        scheme = options.scheme or ("ocd-division" if is_ocd else "area")
        same_as = ((scheme, row["same_as"]),) if row["same_as"] and not is_ocd else ()
        yield AreaRecord(
            scheme=scheme,
            code=row["code"],
            name=row["name"],
            names={"cy": row["name_cy"]} if row["name_cy"] else {},
            aliases=same_as,
            valid_from=row["valid_from"],
            valid_until=row["valid_until"],
        )


def _empty(table: Table, line: int) -> Problem:
    message = "this row has neither a code nor a name."
    return Problem(table.place, line, "no-area", message, "Fill it in or remove it.")


def _unknown(table: Table) -> Problem:
    headers = listed(table.header)
    return Problem(
        path=table.place,
        line=1,
        code="missing-areas",
        message=f"no column is known to hold postcodes or areas. The headers are: {headers}.",
        hint="Say which columns hold postcodes, or the codes and names of areas.",
    )
