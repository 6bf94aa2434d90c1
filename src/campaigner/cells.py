"""Cells of CSV files that no spreadsheet takes for a formula.

A formula begins with ``=``, ``+``, ``-`` or ``@``, or with its full-width form, at the start of a
cell. A spreadsheet that separates cells by semicolons or tabs, as many on the Continent do, sees
more starts than a comma does: after each ``;``, tab and end of line. An apostrophe there makes it
text, and is taken away again when the cell is read. See https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import re

BYTE_ORDER_MARK = "\ufeff"
"""The first character of a CSV file: without it, Excel misreads accents."""

_SIGNS = r"=+\-−@＝＋－＠﹦﹢﹣﹫"
_BLANK = r"'\"\s"
# A run of blanks and quotation marks is looked through once, however long it is.
_FORMULA = re.compile(rf"(^|;|(?<![{_BLANK}])(?=[{_BLANK}]))([{_BLANK}]*+)([{_SIGNS}])")
_LINE_STARTS = re.compile(r"(?<=[\t\r\n])")
_GUARDED_LINE_STARTS = re.compile(r"(?<=[\t\r\n])'")
_SEPARATOR_FIRST = re.compile(r"['\"]*[;\t\r\n]")


def guarded(cell: str) -> str:
    """Returns the text as a cell that no spreadsheet takes for a formula: ``=1`` → ``'=1``."""
    made = _FORMULA.sub(_guard, cell)
    return f"'{made}" if _SEPARATOR_FIRST.match(made) else made


def unguarded(cell: str) -> str:
    """Returns the text of a guarded cell: ``'=1`` → ``=1``."""
    made = cell[1:] if cell[:1] == "'" and _SEPARATOR_FIRST.match(cell) else cell
    return _FORMULA.sub(_unguard, made)


def _guard(found: re.Match[str]) -> str:
    before, blanks, sign = found.groups()
    first = "'" if _begins_a_cell(found) else ""
    return before + first + _LINE_STARTS.sub("'", blanks) + sign


def _unguard(found: re.Match[str]) -> str:
    before, blanks, sign = found.groups()
    if _begins_a_cell(found):
        blanks = blanks.removeprefix("'")
    return before + _GUARDED_LINE_STARTS.sub("", blanks) + sign


def _begins_a_cell(found: re.Match[str]) -> bool:
    return found.start() == 0 or found[1] == ";"
