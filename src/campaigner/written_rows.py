"""Rows as text, in the forms that files of rows have: JSON and CSV, and the cells of a table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from campaigner.cells import BYTE_ORDER_MARK, guarded
from campaigner.vocabulary.papers import ListFormat


def rows_as_text(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], form: ListFormat
) -> str:
    """Returns rows as a file has them: as JSON, or as CSV with a byte order mark.

    JSON has every key of a row; CSV has ``columns``, in that order.
    """
    if form is ListFormat.JSON:
        return as_json(rows) + "\n"
    return BYTE_ORDER_MARK + as_csv(rows, columns)


def as_json(data: Any, *, escaped: bool = False) -> str:
    """Returns data as JSON; ``escaped`` is for encodings that lack characters."""
    return json.dumps(data, ensure_ascii=escaped, indent=2, default=str)


def as_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Returns rows as CSV, with no cell that a spreadsheet takes for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_csv_cell(row.get(column)) for column in columns] for row in rows)
    return text.getvalue()


def as_cell(value: Any) -> str:
    """Returns a value as a cell shows it: nothing for None, a list with commas."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    return str(value)


def _csv_cell(value: Any) -> str:
    return as_cell(value) if isinstance(value, int | float) else guarded(as_cell(value))
