"""Tables of facts by area, as CSV beside ``campaign.toml``: a row for the code of each area."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from campaigner.answers import says_nothing
from campaigner.errors import CampaignerError
from campaigner.files import read_inside
from campaigner.problems import Problem, Severity, shown_path
from campaigner.text import fold

AREA = "area"  # the name of the area, which every text can use
LARGEST_TABLE = 1_000_000  # bytes
_PLACE = re.compile(r"\{([^{}]+)\}")
# The headers of the column of codes, without spaces, marks and the year of a boundary: pcon24cd.
_CODE_HEADERS = re.compile(
    r"(?:area|constituency|ons|gss)?(?:code|id)|pcon\d*(?:cd|code)|areacd", re.IGNORECASE
)
_OFFICIAL = re.compile(r"[ENSW]\d{8}")
_WITHHELD = frozenset({"c", "x", "z", "u", "*", ":", "..", "...", "[c]", "[x]", "[z]", "[u]"})


@dataclass(frozen=True)
class AreaTable:
    """The rows of a table by the codes of their areas, each with its values by column.

    A value that is missing or withheld in the table is in no row.
    """

    columns: tuple[str, ...]
    rows: Mapping[str, Mapping[str, str]]


def read_area_table(folder: Path, name: str) -> tuple[AreaTable, list[Problem]]:
    """Returns the table in a file of a campaign's folder, and what is wrong with it.

    It is empty if it cannot be read. Commas, semicolons or tabs part the columns.
    """
    path = folder / name
    shown = shown_path(path)
    empty = AreaTable((), {})
    if path.parent != folder or not path.is_file():
        message = f"there is no file “{name}” in the campaign’s folder."
        hint = "Put the table beside campaign.toml, and give only its name."
        return empty, [Problem(shown, 0, "no-table", message, hint)]
    try:
        lines = read_inside(path, folder, LARGEST_TABLE).splitlines()
    except CampaignerError as error:
        return empty, [Problem(shown, 0, "no-table", error.message, error.hint)]
    read = csv.reader(lines, delimiter=_delimiter(lines[:1]))
    header = [fold(cell.strip()) for cell in next(read, [])]
    codes = [place for place, cell in enumerate(header) if is_code_header(cell)]
    if not codes:
        message = "this table has no column of area codes."
        return empty, [Problem(shown, 1, "no-area-code", message, "Call it area_code.")]
    return _read_rows(shown, read, header, codes[0])


def _read_rows(
    shown: str, read: Iterator[list[str]], header: Sequence[str], place: int
) -> tuple[AreaTable, list[Problem]]:
    rows: dict[str, dict[str, str]] = {}
    problems = []
    for number, cells in enumerate(read, 2):
        code = cells[place].strip().upper() if len(cells) > place else ""
        if code and code in rows:
            message = f"the area {code} is in this table twice."
            problems.append(Problem(shown, number, "duplicate-area", message, "Keep one row."))
        elif code:
            named = zip(header, (cell.strip() for cell in cells), strict=False)
            rows[code] = {column: cell for column, cell in named if not _is_missing(cell)}
    return AreaTable(tuple(header), rows), problems


def _delimiter(first: Sequence[str]) -> str:
    return max(",;\t", key="".join(first).count)


def is_code_header(cell: str) -> bool:
    """Returns whether a header is that of the column of the areas' codes."""
    return _CODE_HEADERS.fullmatch(re.sub(r"[\W_]", "", fold(cell.strip()))) is not None


def _is_missing(cell: str) -> bool:
    return says_nothing(cell) or cell.lower() in _WITHHELD


def places_in(text: str) -> list[str]:
    """Returns the names in braces in a text: ``{area}`` and the columns that it uses."""
    return [fold(match[1].strip()) for match in _PLACE.finditer(text)]


def filled(text: str, values: Mapping[str, str], language: str) -> str:
    """Returns a text with the values in the place of their names, numbers as a language has them.

    Empty if one of the values is missing.
    """
    if any(name not in values for name in places_in(text)):
        return ""
    return _PLACE.sub(lambda match: _written(values[fold(match[1].strip())], language), text)


def _written(value: str, language: str) -> str:
    plain = value.replace(",", "")
    if not re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return value
    from decimal import Decimal

    from babel.numbers import format_decimal

    places = len(plain.partition(".")[2])
    pattern = "#,##0" + ("." + "0" * places if places else "")
    written: str = format_decimal(Decimal(plain), pattern, locale=language.replace("-", "_"))
    return written


def unusual_codes(path: Path, table: AreaTable) -> Iterator[Problem]:
    """Yields a warning for each code that is not one of an area of the United Kingdom."""
    for code in table.rows:
        if not _OFFICIAL.fullmatch(code):
            message = f"“{code}” is not the code of an area in the United Kingdom."
            hint = "Write it like E14001063."
            severity = Severity.WARNING
            yield Problem(shown_path(path), 0, "unknown-area", message, hint, severity=severity)
