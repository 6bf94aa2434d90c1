"""Sheets: rows of cells as they are in a file, before anything is known of their columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that cannot be read: why, what to do, and the cells that could be made out of it."""

    code: str
    message: str
    hint: str
    cells: list[str]


Flaws = dict[int, dict[int, str]]
"""What stands in the cells without a value, by row (from 1) and column (from 0)."""

SheetRow = tuple[int, list[str] | Unreadable]


class Sheet(Protocol):
    """Rows of cells.

    Each has the number that a spreadsheet shows beside it, from 1: blank rows have one, and a
    row in which a cell has a line break is one row.
    """

    def rows(self) -> Iterator[SheetRow]:
        """Yield each row, in order. Raises CampaignerError if the file cannot be read."""
        ...


def is_blank(cells: list[str] | Unreadable) -> bool:
    """Returns whether a row has nothing in it; one that cannot be read has."""
    return not isinstance(cells, Unreadable) and not any(cell.strip() for cell in cells)
