"""Typed-up sheets: counted line by line; what cannot be counted comes back as a problem."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.petitions.applications import Application, checked
from campaigner.petitions.areas import areas_of_postcodes
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.paper.lines import PaperLine, add_paper
from campaigner.petitions.paper.typed_lines import TypedLine, compare, read_lines
from campaigner.problems import Problem
from campaigner.sources import paper_source
from campaigner.store import audit, paper_sheets
from campaigner.store.database import transaction
from campaigner.text import comparison_key


@dataclass(frozen=True, slots=True)
class PaperTaken:
    """The result of counting typed-up sheets.

    ``differences`` are those of two people who typed the same sheets: then nothing is counted.
    """

    counted: int = 0
    repeated: int = 0
    problems: tuple[Problem, ...] = ()
    differences: tuple[Problem, ...] = ()


def count_files(here: OpenPetition, file: Path, second: Path | None = None) -> PaperTaken:
    """Count the lines of a file; those of a ``second``, typed by another person, must agree.

    Raises CampaignerError if a file cannot be read, ProblemsFound if a column is missing.
    """
    typed = read_lines(file)
    if second:
        other = read_lines(second)
        if found := compare(typed.lines, other.lines, other.place):
            return PaperTaken(differences=tuple(found))
    taken = count_lines(here, typed.lines, typed.place)
    return replace(taken, problems=tuple(sorted(taken.problems + typed.problems)))


def count_lines(here: OpenPetition, lines: Sequence[TypedLine], place: str = "") -> PaperTaken:
    """Count typed lines; those that cannot be counted come back as problems.

    ``place`` is where they were typed, as problems call it. A line that was counted before is
    skipped, so a corrected file can be imported again as a whole.
    """
    counted = repeated = 0
    with transaction(here.database) as connection:
        sheets = paper_sheets.sheets_of(connection, here.petition.id)
        taken = paper_sheets.lines_taken(connection, here.petition.id)
        new = [line for line in lines if line.key not in taken]
        ready, problems = _checked(new, sheets, place)
        postcodes = {wish.postcode for _, wish in ready}
        areas = areas_of_postcodes(here.database, here.petition.scheme, postcodes)
        elsewhere = {
            (comparison_key(name), postcode)
            for name, postcode in paper_sheets.same_place(connection, here.petition.id, postcodes)
        }
        for line, wish in ready:
            paper = PaperLine(line.sheet, line.line, wish, areas.get(wish.postcode, ""))
            there = not wish.email and (comparison_key(wish.name), wish.postcode) in elsewhere
            made = None if there else add_paper(connection, here.petition, paper, here.now)
            counted += made is not None
            repeated += made is None
        campaign = here.petition.campaign
        audit.record(connection, here.now, here.actor, "import paper", campaign, counted=counted)
    return PaperTaken(counted, repeated, tuple(sorted(problems)))


def _checked(
    lines: Iterable[TypedLine], sheets: dict[str, paper_sheets.Sheet], place: str
) -> tuple[list[tuple[TypedLine, Application]], list[Problem]]:
    ready, problems = [], []
    for line in lines:
        try:
            ready.append((line, _application(line, sheets)))
        except ProblemsFound as error:
            problems += [replace(each, path=place, line=line.row) for each in error.problems]
        except CampaignerError as error:
            problems.append(Problem(place, line.row, "unknown-sheet", error.message, error.hint))
    return ready, problems


def _application(line: TypedLine, sheets: dict[str, paper_sheets.Sheet]) -> Application:
    sheet = sheets.get(line.sheet)
    if sheet is None:
        raise CampaignerError(f"sheet {line.sheet} was not made for this petition.")
    if line.line > sheet.lines:
        raise CampaignerError(f"sheet {line.sheet} has only {sheet.lines} lines.")
    return checked(
        Application(
            line.name,
            line.email or None,
            line.postcode,
            language=sheet.language,
            source=paper_source(sheet.source),
        )
    )
