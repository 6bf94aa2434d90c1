"""Typed-up sheets: read, compared where two people typed, and counted line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.petitions.applications import Application, checked
from campaigner.petitions.areas import areas_of_postcodes
from campaigner.petitions.paper.lines import PaperLine, add_paper
from campaigner.petitions.paper.sheet_ids import parse_sheet_id
from campaigner.problems import Problem, shown_path
from campaigner.sources import paper_source
from campaigner.store import audit, paper_sheets
from campaigner.store.database import Database, transaction
from campaigner.store.petitions import Petition
from campaigner.tables import Column, Row, open_table
from campaigner.text import comparison_key

COLUMNS = (
    Column("sheet", ("sheet id", "taflen"), required=True),
    Column("line", ("no", "number", "rhif"), required=True),
    Column("name", ("full name", "enw"), required=True),
    Column("postcode", ("post code", "cod post"), required=True),
    Column("email", ("e-mail", "email address", "e-bost")),
)


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line as somebody typed it, with its row in their file."""

    row: int
    sheet: str
    line: int
    name: str
    postcode: str
    email: str

    @property
    def key(self) -> tuple[str, int]:
        """Which line of which sheet it is."""
        return (self.sheet, self.line)


@dataclass(frozen=True, slots=True)
class PaperTaken:
    """What came of typed-up sheets."""

    counted: int
    repeated: int
    problems: tuple[Problem, ...]


def read_lines(path: Path) -> tuple[list[TypedLine], list[Problem]]:
    """The lines of a file, and what is wrong in those that cannot be used."""
    table = open_table(path, COLUMNS)
    lines: dict[tuple[str, int], TypedLine] = {}
    problems: list[Problem] = []
    for row in table.rows():
        try:
            line = _line(row)
        except CampaignerError as error:
            problems.append(_problem(path, row.number, "unreadable-line", error))
            continue
        if line.key in lines:
            first = lines[line.key].row
            again = CampaignerError(
                f"line {line.line} of sheet {line.sheet} is in row {first} already."
            )
            problems.append(_problem(path, row.number, "typed-twice", again))
        else:
            lines[line.key] = line
    return list(lines.values()), problems + table.problems


def _line(row: Row) -> TypedLine:
    if not row["line"].isdecimal() or int(row["line"]) < 1:
        raise CampaignerError(f"“{row['line']}” is no line.", hint="Lines are numbered from 1.")
    sheet = parse_sheet_id(row["sheet"])
    number = int(row["line"])
    return TypedLine(row.number, sheet, number, row["name"], row["postcode"], row["email"])


def differences(
    first: Sequence[TypedLine], second: Sequence[TypedLine], path: Path
) -> list[Problem]:
    """Where two people typed the same sheets differently; ``path`` is the second's file."""
    others = {line.key: line for line in second}
    mine = {line.key for line in first}
    problems = []
    for line in first:
        other = others.get(line.key)
        place = f"line {line.line} of sheet {line.sheet}"
        if other is None:
            missing = CampaignerError(f"{place} was typed by the first alone.")
            problems.append(_problem(path, 0, "typed-once", missing))
            continue
        for field in ("name", "postcode", "email"):
            if comparison_key(getattr(line, field)) != comparison_key(getattr(other, field)):
                found = CampaignerError(
                    f"{place}: the {field} differs from row {line.row} of the first file.",
                    hint="Look at the sheet, and mend one of the files.",
                )
                problems.append(_problem(path, other.row, f"{field}-differs", found))
    for other in second:
        if other.key not in mine:
            place = f"line {other.line} of sheet {other.sheet}"
            extra = CampaignerError(f"{place} was typed by the second alone.")
            problems.append(_problem(path, other.row, "typed-once", extra))
    return problems


def import_paper(
    database: Database, petition: Petition, path: Path, now: int, actor: str
) -> PaperTaken:
    """Count the lines of a file; those that cannot be counted come back as problems.

    A line that was counted before is passed over, so that a mended file can be taken in again.
    """
    lines, problems = read_lines(path)
    counted = repeated = 0
    with transaction(database) as connection:
        known = paper_sheets.sheets_of(connection, petition.id)
        taken = paper_sheets.lines_taken(connection, petition.id)
        ready = []
        for line in lines:
            if line.key in taken:
                continue
            try:
                ready.append((line, _application(line, known)))
            except ProblemsFound as error:
                problems += [
                    replace(each, path=shown_path(path), line=line.row) for each in error.problems
                ]
            except CampaignerError as error:
                problems.append(_problem(path, line.row, "unknown-sheet", error))
        areas = areas_of_postcodes(database, petition.scheme, {wish.postcode for _, wish in ready})
        elsewhere = {
            (comparison_key(name), postcode)
            for name, postcode in paper_sheets.same_place(
                connection, petition.id, [wish.postcode for _, wish in ready]
            )
        }
        for line, wish in ready:
            paper = PaperLine(line.sheet, line.line, wish, areas.get(wish.postcode, ""))
            there = not wish.email and (comparison_key(wish.name), wish.postcode) in elsewhere
            made = None if there else add_paper(connection, petition, paper, now)
            counted += made is not None
            repeated += made is None
        audit.record(connection, now, actor, "import paper", petition.campaign, counted=counted)
    return PaperTaken(counted, repeated, tuple(sorted(problems)))


def _application(line: TypedLine, known: dict[str, paper_sheets.Sheet]) -> Application:
    sheet = known.get(line.sheet)
    if sheet is None:
        raise CampaignerError(f"the sheet {line.sheet} was not made for this petition.")
    if line.line > sheet.lines:
        raise CampaignerError(f"the sheet {line.sheet} has {sheet.lines} lines only.")
    return checked(
        Application(
            line.name,
            line.email or None,
            line.postcode,
            language=sheet.language,
            source=paper_source(sheet.source),
        )
    )


def _problem(path: Path, row: int, code: str, error: CampaignerError) -> Problem:
    return Problem(shown_path(path), row, code, error.message, error.hint)
