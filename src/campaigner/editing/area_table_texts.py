"""The table of a fact by area: typed or uploaded in its form, and kept as a file."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any

from campaigner.campaigns.area_tables import is_code_header
from campaigner.editing.folder import FileNow, file_now, is_table, plain_lines
from campaigner.editing.outcomes import Defined, PartForm
from campaigner.editing.part_values import at_key, tables_of
from campaigner.editing.parts import Part
from campaigner.errors import CampaignerError
from campaigner.problems import Problem
from campaigner.tables import TableFile, Unreadable, find_table
from campaigner.text import slug
from campaigner.toml import Key

FIELD = "file"
"""The field that has the table; its value in a definition is the name of the file."""
MOST_TYPED = 40_000
"""The number of characters of a table that a form shows; a longer one is uploaded."""
_MOST_ROWS = 20_000


def table_now(now: Defined, key: Key) -> FileNow:
    """Returns the table of a fact as it is now; one that forms cannot read is not there."""
    name = str(at_key(now.values, (*key, FIELD)) or "")
    if not is_table(name):
        return FileNow(name, None)
    try:
        return file_now(now.folder, name)
    except CampaignerError:
        return FileNow(name, None)


def table_texts(
    now: Defined, form: PartForm, name: str, key: Key | None = None
) -> tuple[str, dict[str, str | None], list[Problem]]:
    """Returns the name of a fact's file, what is to be written into it, and what is wrong with it.

    ``name`` is the fact's, ``key`` where it stands, None if it is new. Nothing is written if
    neither a table was uploaded nor another one typed.
    """
    current = table_now(now, key) if key else FileNow("", None)
    typed = plain_lines(form.table or form.typed.get(FIELD, ""))
    if not typed or typed == plain_lines(current.text or ""):
        if key and (current.name or not typed):
            return current.name, {}, []
        return "", {}, [Problem(FIELD, 0, "missing", "This is needed.", "Fill it in.")]
    if is_table(current.name):
        return current.name, {current.name: typed}, []
    file = _free_name(now, name)
    return file, {file: typed}, []


def _free_name(now: Defined, name: str) -> str:
    stem = slug(name)[:50]
    taken = {path.name for path in now.folder.glob("*.csv")}
    names = (f"{stem}{ending}.csv" for ending in ("", *(f"-{number}" for number in range(2, 99))))
    return next((each for each in names if each not in taken), f"{stem}.csv")


def table_goes(now: Defined, key: Key) -> dict[str, str | None]:
    """Returns what becomes of the file of a fact that is removed: it goes if no other uses it."""
    file = table_now(now, key).name
    users = [str(each.get(FIELD, "")) for each in tables_of(now.values, Part.AREA_FACT)]
    return {file: None} if is_table(file) and users.count(file) == 1 else {}


def columns_of(text: str) -> Mapping[str, Any]:
    """Returns the columns of a table, and the number of its rows, for who does not see it."""
    lines = text.splitlines()
    return {"columns": lines[0] if lines else "", "rows": max(0, len(lines) - 1)}


def csv_of(file: TableFile) -> str:
    """Returns a table that was uploaded, of whatever kind, as the text that a campaign keeps.

    Raises CampaignerError if it cannot be read or is too long, ProblemsFound.
    """
    found = find_table(file, lambda cells: sum(map(is_code_header, cells)))
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(found.header)
    for number, cells in found.sheet.rows():
        if number <= found.line:
            continue
        if isinstance(cells, Unreadable):
            raise CampaignerError(f"Row {number} cannot be read.", hint=cells.hint)
        if number - found.line > _MOST_ROWS:
            raise CampaignerError("The table has too many rows.", hint="Leave out other areas.")
        if any(cell.strip() for cell in cells):
            writer.writerow(cells)
    return written.getvalue()
