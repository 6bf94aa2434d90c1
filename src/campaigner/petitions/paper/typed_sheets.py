"""Typed-up sheets: counted line by line; what cannot be counted comes back as a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from campaigner.answers import says_nothing
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.petitions.counts.areas import areas_of_postcodes
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.opening_gate import check_may_open
from campaigner.petitions.paper.lines import PaperLine, add_paper, note_repeated, seen_on
from campaigner.petitions.paper.sheet_ids import place_of
from campaigner.petitions.paper.typed_lines import TypedLine, compare, read_lines
from campaigner.petitions.signing.applications import Application, checked
from campaigner.problems import Problem
from campaigner.sources import paper_source
from campaigner.store import audit, paper_sheets
from campaigner.store.database import rehearsal, transaction
from campaigner.store.standings import SeenOnLine, set_seen
from campaigner.tables import AnyFile, Table, said_of
from campaigner.text import comparison_key
from campaigner.vocabulary.houses import Venue


@dataclass(frozen=True, slots=True)
class PaperTaken:
    """The result of counting typed-up sheets.

    ``before`` is the number of lines that were counted before; ``corrected`` of them have another
    signature or address now. ``differences`` are those of two
    people who typed the same sheets: then nothing is counted. ``table`` is the first file.
    """

    counted: int = 0
    repeated: int = 0
    before: int = 0
    corrected: int = 0
    problems: tuple[Problem, ...] = ()
    differences: tuple[Problem, ...] = ()
    table: Table | None = None

    @property
    def rejected(self) -> int:
        """The number of lines that could not be counted."""
        return len({problem.line for problem in self.problems})


Seen = Callable[[Table], None]


def count_files(
    here: OpenPetition,
    file: AnyFile,
    second: AnyFile | None = None,
    *,
    dry_run: bool = False,
    seen: Seen = lambda _: None,
) -> PaperTaken:
    """Count the lines of a file; those of a ``second``, typed by another person, must agree.

    ``seen`` is given each table before anything is counted; with ``dry_run`` nothing is written.
    Raises CampaignerError if a file cannot be read, ProblemsFound if a column is missing,
    MayNotOpen if nobody has signed yet and the petition is not ready.
    """
    check_may_open(here)
    typed = read_lines(file)
    seen(typed.table)
    if second:
        other = read_lines(second)
        seen(other.table)
        if found := compare(typed.lines, other.lines, other.place):
            return PaperTaken(differences=tuple(found), table=typed.table)
    with rehearsal(here.database) if dry_run else nullcontext():
        taken = count_lines(here, typed.lines, typed.place, typed.table.label)
    problems = tuple(sorted(taken.problems + typed.problems))
    return replace(taken, problems=problems, table=typed.table)


def count_lines(
    here: OpenPetition,
    lines: Sequence[TypedLine],
    place: str = "",
    label: Callable[[str], str] = str,
) -> PaperTaken:
    """Count typed lines; those that cannot be counted come back as problems.

    ``place`` is where they were typed, as problems call it, and ``label`` gives what a field is
    called there. A line that was counted before is
    skipped, so a corrected file can be imported again as a whole; what it says of signature and
    address is taken over. So is a line that repeated somebody, if their signature was removed
    since. Where sheets are numbered by hand, a line that was counted with another
    name is a problem: another sheet may have been given the same number.
    """
    counted = repeated = 0
    with transaction(here.database) as connection:
        sheets = paper_sheets.sheets_of(connection, here.petition.id)
        taken = paper_sheets.lines_taken(connection, here.petition.id)
        removed = paper_sheets.lines_of_removed(connection, here.petition.id)
        new = [line for line in lines if line.key not in taken and line.key not in removed]
        there = [line for line in lines if line.key in taken]
        ready, problems = _checked(new, sheets, place, label)
        others = {
            line.key: _taken_by_another(line, place)
            for line in there
            if place_of(line.sheet)
            and comparison_key(line.name) != comparison_key(taken[line.key].name)
        }
        problems += others.values()
        postcodes = {wish.postcode for _, wish in ready}
        areas = areas_of_postcodes(here.database, here.petition.scheme, postcodes)
        elsewhere = _by_name(paper_sheets.same_place(connection, here.petition.id, postcodes))
        for line, wish in ready:
            paper = _paper(line, wish, sheets[line.sheet], areas)
            same = elsewhere.get((comparison_key(wish.name), wish.postcode), [])
            if same and not wish.email:
                made = None
                note_repeated(connection, here.petition, same, paper)
            else:
                made = add_paper(connection, here.petition, paper, here.now)
            counted += made is not None
            repeated += made is None
        corrected = sum(
            set_seen(connection, here.petition.id, line.key, _corrected(line, sheets, taken))
            for line in there
            if line.key not in others
        )
        came_back = {line.sheet for line, _ in ready} | {line.sheet for line in there}
        paper_sheets.note_counted(connection, here.petition.id, came_back, here.now)
        campaign = here.petition.campaign
        audit.record(connection, here.now, here.actor, "import paper", campaign, counted=counted)
    before = len(lines) - len(new) - len(others)
    return PaperTaken(counted, repeated, before, corrected, tuple(sorted(problems)))


def _by_name(there: Iterable[tuple[int, str, str]]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for number, name, postcode in there:
        found.setdefault((comparison_key(name), postcode), []).append(number)
    return found


def _paper(
    line: TypedLine, wish: Application, sheet: paper_sheets.Sheet, areas: Mapping[str, str]
) -> PaperLine:
    return PaperLine(
        line.sheet,
        line.line,
        wish,
        areas.get(wish.postcode, ""),
        wet_ink=line.signature is not False,
        has_address=bool(line.address),
        wording=sheet.wording,
        venue=Venue(sheet.venue) if sheet.venue else None,
        in_form=line.form is not False,
    )


def _corrected(
    line: TypedLine,
    sheets: Mapping[str, paper_sheets.Sheet],
    taken: Mapping[tuple[str, int], paper_sheets.TakenLine],
) -> SeenOnLine:
    """What a line that was counted says of signature and address now; None is not said."""
    venue = sheets[line.sheet].venue
    ink = taken[line.key].wet_ink if line.signature is None else line.signature
    seen = seen_on(
        Venue(venue) if venue else None,
        wet_ink=ink,
        address=line.address,
        in_form=line.form is not False,
    )
    return seen._replace(wet_ink=line.signature)


def _taken_by_another(line: TypedLine, place: str) -> Problem:
    return Problem(
        place,
        line.row,
        "line-taken",
        f"{line.place} was counted with another name.",
        "If it is another sheet, give it a number that is not used yet. If it is the same sheet,"
        " type the name as it was counted.",
    )


def _checked(
    lines: Iterable[TypedLine],
    sheets: dict[str, paper_sheets.Sheet],
    place: str,
    label: Callable[[str], str],
) -> tuple[list[tuple[TypedLine, Application]], list[Problem]]:
    ready, problems = [], []
    for line in lines:
        try:
            ready.append((line, _application(line, sheets)))
        except ProblemsFound as error:
            problems += [_problem(each, line, place, label) for each in error.problems]
        except CampaignerError as error:
            problems.append(Problem(place, line.row, "unknown-sheet", error.message, error.hint))
    return ready, problems


def _problem(problem: Problem, line: TypedLine, place: str, label: Callable[[str], str]) -> Problem:
    """Returns a problem of a field, whose name is its path, as one of the line."""
    text = getattr(line, problem.path)
    message, hint = said_of(label(problem.path), text, problem.message, problem.hint)
    return replace(problem, path=place, line=line.row, message=message, hint=hint)


def _application(line: TypedLine, sheets: dict[str, paper_sheets.Sheet]) -> Application:
    sheet = sheets.get(line.sheet)
    if sheet is None:
        raise CampaignerError(f"sheet {line.sheet} was not made for this petition.")
    if line.line > sheet.lines:
        raise CampaignerError(f"sheet {line.sheet} has only {sheet.lines} lines.")
    return checked(
        Application(
            line.name,
            None if says_nothing(line.email) else line.email,
            line.postcode,
            language=sheet.language,
            source=paper_source(sheet.source),
        )
    )
