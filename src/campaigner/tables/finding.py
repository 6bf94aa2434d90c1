"""Finding the one table in a file that has the wanted columns, and its header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.packed import reading
from campaigner.problems import Problem, Severity
from campaigner.tables.columns import MOST, Score
from campaigner.tables.parts import Part, names_left_out, parts_of
from campaigner.tables.separators import FIRST_ROWS
from campaigner.tables.sheets import Sheet, SheetRow, Unreadable, is_blank
from campaigner.tables.source import TableFile


@dataclass(frozen=True)
class Found:
    """A table that was found: its header, on the row ``line``, and what there is to say of it.

    ``notes`` name what is not read: other tables, and rows above the header.
    """

    file: TableFile
    sheet: Sheet
    header: tuple[str, ...]
    line: int
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Candidate:
    """A part with its likeliest header, and how well that fits."""

    part: Part
    header: tuple[str, ...]
    line: int
    fit: int
    above: tuple[int, ...]
    has_rows: bool
    trouble: Unreadable | None


def find_table(file: TableFile, score: Score) -> Found:
    """Returns the one table in a file that fits, or the only one there is.

    Raises CampaignerError if the file cannot be read, is empty or has too many columns, or has
    several that fit.
    """
    with reading(file.named):
        candidates = [_candidate(part, score) for part in parts_of(file, score)]
    chosen = _chosen(file, candidates)
    if chosen.trouble:
        problem = _problem(file, chosen.line, chosen.trouble.code, chosen.trouble.message)
        raise ProblemsFound(f"{file.place} cannot be read.", [problem])
    if len(chosen.header) > MOST:
        raise CampaignerError(
            f"{file.place} has more than {MOST:,} columns.",
            hint="Remove those that are not needed, and save it as CSV.",
            code="too-many-columns",
        )
    if not any(chosen.header):
        raise CampaignerError(
            f"{file.place} is empty.", hint="The first line must have the names of the columns."
        )
    notes = tuple(_notes(file, chosen, candidates))
    return Found(file, chosen.part.sheet, chosen.header, chosen.line, notes)


def _candidate(part: Part, score: Score) -> _Candidate:
    first = list(islice((row for row in part.sheet.rows() if not is_blank(row[1])), FIRST_ROWS))
    fits = [0 if isinstance(cells, Unreadable) else score(cells) for _, cells in first]
    fit = max(fits, default=0)
    at = fits.index(fit) if fit else 0
    line, cells = first[at] if first else (1, [])
    trouble = cells if isinstance(cells, Unreadable) else None
    header = () if isinstance(cells, Unreadable) else tuple(cell.strip() for cell in cells)
    above = tuple(number for number, _ in first[:at])
    return _Candidate(part, header, line, fit, above, len(first) > at + 1, trouble)


def _chosen(file: TableFile, candidates: Sequence[_Candidate]) -> _Candidate:
    """Returns the candidate that fits; if several do, the one with rows, if not hidden."""
    named = bool(file.sheet or file.member)
    shown = [each for each in candidates if named or not each.part.hidden] or list(candidates)
    fitting = [each for each in shown if each.fit]
    full = [each for each in fitting if each.has_rows]
    if len(full) > 1:
        raise _several(file, full)
    if full or fitting:
        return (full or fitting)[0]
    filled = [each for each in shown if any(each.header) or each.trouble]
    return (filled or shown or [_Candidate(_NOTHING, (), 1, 0, (), False, None)])[0]


class _Nothing:
    """A sheet without rows: of a workbook that has none but charts."""

    def rows(self) -> islice[SheetRow]:
        """Yield no row."""
        return islice((), 0)


_NOTHING = Part(_Nothing())


def _several(file: TableFile, fitting: Sequence[_Candidate]) -> CampaignerError:
    members = {each.part.member for each in fitting}
    labels = [each.part.label for each in fitting]
    return CampaignerError(
        f"{file.place} has {len(labels)} tables that fit: {', '.join(labels)}.",
        hint="Choose one of them.",
        code="several-members" if len(members) > 1 else "several-sheets",
    )


def _notes(file: TableFile, chosen: _Candidate, candidates: Sequence[_Candidate]) -> list[Problem]:
    notes = []
    if chosen.part.remark:
        notes.append(_problem(file, 0, "guessed", chosen.part.remark))
    others = [
        each.part.label + (" (hidden)" if each.part.hidden else "")
        for each in candidates
        if each is not chosen and (any(each.header) or each.trouble)
    ]
    if file.member == "":
        others += names_left_out(file)
    if others:
        message = f"read {chosen.part.label}. Not read: {', '.join(others)}."
        notes.append(_problem(file, 0, "other-tables", message))
    if chosen.above:
        rows = ", ".join(map(str, chosen.above))
        which = f"rows {rows} are" if len(chosen.above) > 1 else f"row {rows} is"
        message = f"{which} above the header and not read."
        notes.append(_problem(file, chosen.line, "above-header", message))
    return [
        Problem(each.path, each.line, each.code, each.message, each.hint, severity=Severity.NOTE)
        for each in notes
    ]


def _problem(file: TableFile, line: int, code: str, message: str, hint: str = "") -> Problem:
    return Problem(file.place, line, code, message, hint)
