"""Which columns of a table hold postcodes and areas, found by their headers in all their families.

ONSPD and NSPL call the postcode pcd, pcd2, pcd7, pcd8 or pcds and number the columns of areas
by the year of their boundaries (pcon, pcon24, PCON24CD); the newest is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from campaigner.errors import ProblemsFound
from campaigner.problems import Problem
from campaigner.representatives.importers.options import Options
from campaigner.representatives.schemes import AreaColumn, Part, area_column
from campaigner.tables import Column, Table, listed, score_by

POSTCODE: Final = Column(
    "postcode",
    ("pcds", "pcd8", "pcd7", "pcd", "pcd2", "post code", "postal code", "zip", "zip code", "zcta"),
)
_TERMINATED: Final = Column("terminated", ("doterm", "date of termination"))
_AREA: Final = Column("area", ("area code", "code"))
_STATE: Final = Column("state", ("state_abbr", "state abbreviation", "usps"))
_DISTRICT: Final = Column("district", ("cd", "congressional district", "cd119", "cd118"))
COLUMNS: Final = (POSTCODE, _TERMINATED, _AREA, _STATE, _DISTRICT)


@dataclass(frozen=True)
class Layout:
    """Where a table of postcodes has codes of areas.

    ``places`` are the columns to pick; ``schemes`` says what each of the first is. In a table
    of districts by state, ``by_state``, the two columns make one code. ``terminated`` says
    whether the last place tells of postcodes that are no longer in use.
    """

    places: tuple[int, ...]
    schemes: tuple[str, ...]
    terminated: bool = False
    by_state: bool = False

    def codes(self, cells: Sequence[str]) -> list[tuple[str, str]]:
        """The codes in picked cells, each with its scheme; none if a cell means none.

        Codes like E99999999 mean “not applicable” in the tables of the ONS.
        """
        if self.by_state:
            state, district = (cell.strip() for cell in cells[:2])
            code = f"{state.upper()}-{int(district)}" if district.isdecimal() else ""
            return [(self.schemes[0], code)] if code and state else []
        return [
            (scheme, code)
            for scheme, cell in zip(self.schemes, cells, strict=False)
            if (code := cell.strip()) and not code.endswith("99999999")
        ]


def score(options: Options, header: Sequence[str]) -> int:
    """Returns how well a row fits as the header of a table of postcodes."""
    mapped = {*options.mapping, *options.mapping.values()}
    if POSTCODE.find(header) is None and "postcode" not in mapped:
        return 0
    areas = sum(area_column(text) is not None for text in header)
    return 1 + areas + score_by(COLUMNS, options.mapping)(header)


def find_layout(table: Table, options: Options) -> Layout:
    """Find the columns of areas. Raises ProblemsFound, with the headers, if there are none."""
    terminated = table.positions.get("terminated")
    last = () if terminated is None else (terminated,)
    if "state" in table.positions and "district" in table.positions:
        places = table.positions["state"], table.positions["district"]
        scheme = options.scheme or "us-district"
        return Layout((*places, *last), (scheme,), bool(last), by_state=True)
    found = _by_header(table, options.scheme)
    if not found:
        raise ProblemsFound(f"{table.place} cannot be used as it is.", [_none(table)])
    return Layout((*found.values(), *last), tuple(found), bool(last))


def _by_header(table: Table, scheme: str) -> dict[str, int]:
    """The column of each scheme, or of the one that is wanted."""
    if scheme and "area" in table.positions:
        return {scheme: table.positions["area"]}
    best: dict[str, tuple[AreaColumn, int]] = {}
    for position, text in enumerate(table.header):
        column = area_column(text)
        if not column or column.part is not Part.CODE or scheme not in ("", column.scheme):
            continue
        known = best.get(column.scheme)
        if not known or known[0].year < column.year:
            best[column.scheme] = (column, position)
    if not best and scheme and len(table.header) == 2:
        return {scheme: 1 - table.positions["postcode"]}
    return {name: position for name, (_, position) in best.items()}


def _none(table: Table) -> Problem:
    return Problem(
        path=table.place,
        line=1,
        code="missing-area-codes",
        message=f"no column is known to hold area codes. The headers are: {listed(table.header)}.",
        hint="Say what kind of areas they are, such as uk-ward, and which column holds them.",
    )
