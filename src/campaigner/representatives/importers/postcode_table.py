"""Tables of postcodes with their areas, at the size of a whole country.

Rows are taken in as bare cells, kept as two numbers each, sorted, and written in the order of
their keys, which fills the database's pages: about 13 bytes a postcode.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import itemgetter
from typing import Final

from campaigner.problems import Problem
from campaigner.representatives.gazetteer import Gazetteer
from campaigner.representatives.importers.area_columns import (
    COLUMNS,
    POSTCODE,
    Layout,
    find_layout,
)
from campaigner.representatives.importers.options import Options
from campaigner.representatives.importers.postcode_writing import (
    INDEX_BITS,
    Combinations,
    write,
)
from campaigner.representatives.postcodes import (
    SPECIAL,
    PostcodeError,
    inward_codes,
    outward_number,
    parse_postcode,
)
from campaigner.representatives.report import Report
from campaigner.store.database import Database, transaction
from campaigner.tables import EXAMPLES, Found, Table, flaw_in, open_found

_MAX_PROBLEMS: Final = 1000


def has_postcodes(header: Sequence[str]) -> bool:
    """Whether a table with these headers is one of postcodes."""
    return POSTCODE.find(header) is not None


def open_postcodes(found: Found, options: Options) -> Table:
    """Open a table of postcodes. Raises ProblemsFound if no column holds areas."""
    table = open_found(found, COLUMNS, options.mapping)
    layout = find_layout(table, options)
    areas = dict(zip(layout.schemes, layout.places, strict=False))
    if not layout.by_state:
        table = replace(table, positions={**table.positions, **areas})
    names = [name for name in table.positions if name not in ("area", "terminated")]
    for number, cells in islice(replace(table, problems=[]).cells(), EXAMPLES):
        values = {name: cells[at] for name in names if (at := table.positions[name]) < len(cells)}
        table.example(number, values)
    return table


def take_in(database: Database, table: Table, options: Options) -> Report:
    """Import a table of postcodes in one transaction.

    The areas of each scheme in the table take the place of those that its postcodes had in
    that scheme; other schemes and other postcodes stay. Several rows for one postcode mean that
    it lies in several areas. Raises ProblemsFound if no column holds areas.
    """
    layout = find_layout(table, options)
    report = Report("area", problems=table.problems)
    reading = _Reading(report, table.place, options.country)
    entries = sorted(reading.entries(table, layout))
    with transaction(database) as connection:
        gazetteer = Gazetteer(connection)
        combinations = Combinations(connection, gazetteer, layout, list(reading.combinations))
        write(connection, combinations, entries, report)
        report.changes = gazetteer.changes
        report.unchanged = gazetteer.unchanged
        report.about = tuple(sorted(gazetteer.schemes))
    reading.note_the_uncounted()
    return report


@dataclass
class _Reading:
    """The rows of a table, each as one number: ``postcode << 24 | index``.

    The index is that of the row's codes, as they are written, in ``combinations``.
    """

    report: Report
    path: str
    country: str
    combinations: dict[tuple[str, ...], int] = field(default_factory=dict)
    unusable: int = 0
    _outwards: dict[str, int] = field(default_factory=dict)

    def entries(self, table: Table, layout: Layout) -> Iterator[int]:
        """Each usable row; a number and no more, so that 2.7 million sort in little memory."""
        pick = itemgetter(table.positions["postcode"], *layout.places)
        combinations, outwards, inwards = self.combinations, self._outwards, inward_codes()
        for line, cells in table.cells():
            try:
                text, *codes = pick(cells)
                number = outwards[text[:-3]] + inwards[text[-3:]]
            except (IndexError, KeyError):
                slow = self._number(line, cells, pick)
                if slow is None:
                    continue
                number, codes = slow
            if layout.terminated:  # when is not kept, and would make each date a combination
                codes[-1] = "x" if codes[-1].strip() else ""
            index = combinations.get(tuple(codes))
            if index is None:
                if flaw := next(filter(None, map(flaw_in, codes)), ""):
                    self._refuse(line, f"an area {flaw}.")
                    continue
                index = combinations[tuple(codes)] = len(combinations)
            yield number << INDEX_BITS | index

    def _number(
        self, line: int, cells: Sequence[str], pick: Callable[[Sequence[str]], tuple[str, ...]]
    ) -> tuple[int, list[str]] | None:
        """The number and codes of a row with a new outward code, if the row is usable."""
        if not any(cell.strip() for cell in cells):
            return None
        try:
            text, *codes = pick(cells)
            zeros = text.isdigit() and self.country in ("", "US")  # lost in a spreadsheet
            postcode = parse_postcode(text.zfill(5) if zeros else text, self.country)
        except IndexError:
            self._refuse(line, "this row is too short.")
            return None
        except PostcodeError as error:
            self._refuse(line, error.message)
            return None
        regular = postcode.country == "GB" and postcode.text.replace(" ", "") not in SPECIAL
        if regular and text[-3:] == postcode.text[-3:]:
            self._outwards[text[:-3]] = outward_number(postcode.district)
        return postcode.number, codes

    def _refuse(self, line: int, message: str) -> None:
        """Note a row that cannot be used; after a thousand they are only counted."""
        self.unusable += 1
        if self.unusable <= _MAX_PROBLEMS:
            self.report.problems.append(Problem(self.path, line, "postcode", message))

    def note_the_uncounted(self) -> None:
        """Note the number of unusable rows beyond those that were noted one by one."""
        if more := max(0, self.unusable - _MAX_PROBLEMS):
            message = f"{more:,} more rows cannot be used."
            self.report.problems.append(Problem(self.path, 0, "postcode", message))
